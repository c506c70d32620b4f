package synthetic

import (
	"bufio"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"thrivingfamilies.example/hub/models"
)

// window is how many rows stand by to be shuffled: each new row takes the place of one of them, drawn by lot.
const window = 5000

// table is one file being written. The buffer keeps the first error; close returns it.
type table struct {
	partner string
	refs    serial
	file    *os.File
	buffer  *bufio.Writer
	waiting [][]byte // each an encoded row
	rng     *rand.Rand
}

// next is the next reference of the file's rows.
func (t *table) next() string { return t.refs.next() }

// add puts one row among those that wait, and writes one of them once there are enough.
func (t *table) add(cells ...string) {
	if len(t.waiting) < window {
		t.waiting = append(t.waiting, encode(nil, cells))
		return
	}
	i := t.rng.IntN(window)
	_, _ = t.buffer.Write(t.waiting[i])
	t.waiting[i] = encode(t.waiting[i][:0], cells)
}

// encode appends one row of CSV (RFC 4180, lines ending in \n). encoding/csv took two fifths of the generator's time.
func encode(line []byte, cells []string) []byte {
	for i, cell := range cells {
		if i > 0 {
			line = append(line, ',')
		}
		if !strings.ContainsAny(cell, "\",\r\n") {
			line = append(line, cell...)
			continue
		}
		line = append(line, '"')
		line = append(line, strings.ReplaceAll(cell, `"`, `""`)...)
		line = append(line, '"')
	}
	return append(line, '\n')
}

func (t *table) close() error {
	t.rng.Shuffle(len(t.waiting), func(i, j int) { t.waiting[i], t.waiting[j] = t.waiting[j], t.waiting[i] })
	for _, row := range t.waiting {
		_, _ = t.buffer.Write(row)
	}
	return errors.Join(t.buffer.Flush(), t.file.Close())
}

const peopleHeader = "person_ref forename middle_names surname former_surname known_as date_of_birth sex address_line_1 " +
	"address_line_2 town postcode uprn restricted sensitive "

// output is every file of a county.
type output struct {
	people    [partners]*table
	manifests [partners]*table
	ties      [partners]*table // the council's and the schools' only
	truth     *table

	involvements, offences, incidents, orders, callouts, enrolments, attendance, exclusions *table
	tenancies, occupants, actions, claims, provisions, employments                          *table

	all []*table
}

// create makes the folders and opens the files; on an error those already open are closed.
func create(dir string, seed uint64) (*output, error) {
	o := &output{}
	var failed error
	open := func(partner models.Partner, name, prefix, header string) *table {
		if failed != nil {
			return nil
		}
		t, err := newTable(dir, string(partner), name, prefix, header, seed)
		if err != nil {
			failed = err
			return nil
		}
		o.all = append(o.all, t)
		return t
	}
	o.truth = open("", "truth", "", "partner person_ref person family")
	for i, partner := range models.Partners {
		prefix := []string{"C", "N", "S", "H", "D"}[i]
		identifiers := []string{"nhs_number", "pnc_id", "upn uln role", "nino", "nino"}[i]
		o.people[i] = open(partner, "people", prefix, peopleHeader+identifiers)
		o.manifests[i] = open(partner, "manifest", "", "org extracted_on covers_from covers_until")
	}
	for _, i := range []int{council, schools} {
		o.ties[i] = open(models.Partners[i], "relationships", "", "person_ref other_ref kind from until")
	}
	o.involvements = open(models.Council, "involvements", "IV", "involvement_ref person_ref kind started ended hub")
	o.offences = open(models.Police, "offences", "OF", "offence_ref person_ref offence_code committed_on disposal disposed_on")
	o.incidents = open(models.Police, "asb_incidents", "AI", "incident_ref person_ref part category occurred_on uprn postcode")
	o.orders = open(models.Police, "asb_orders", "AO", "order_ref person_ref kind made_on ended_on")
	o.callouts = open(models.Police, "callouts", "CO", "callout_ref person_ref uprn postcode occurred_on reason")
	o.enrolments = open(models.Schools, "enrolments", "EN", "enrolment_ref person_ref school_urn kind from until")
	o.attendance = open(models.Schools, "attendance", "", "person_ref school_urn term possible authorised unauthorised")
	o.exclusions = open(models.Schools, "exclusions", "EX", "exclusion_ref person_ref school_urn category started_on sessions reason")
	o.tenancies = open(models.Housing, "tenancies", "TE",
		"tenancy_ref landlord uprn address_line_1 address_line_2 town postcode tenure started ended")
	o.occupants = open(models.Housing, "occupants", "", "tenancy_ref person_ref role from until")
	o.actions = open(models.Housing, "actions", "AC", "action_ref tenancy_ref person_ref kind taken_on")
	o.claims = open(models.DWP, "claims", "CL", "claim_ref person_ref benefit started ended")
	o.provisions = open(models.DWP, "provisions", "PR",
		"provision_ref person_ref programme provider referred_on attached_on ended_on outcome")
	o.employments = open(models.DWP, "employments", "EM", "employment_ref person_ref started ended")
	if failed != nil {
		return nil, errors.Join(failed, o.close())
	}
	return o, nil
}

func newTable(dir, partner, name, prefix, header string, seed uint64) (*table, error) {
	folder := filepath.Join(dir, partner)
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return nil, err
	}
	file, err := os.Create(filepath.Join(folder, name+".csv"))
	if err != nil {
		return nil, err
	}
	t := &table{
		partner: partner, file: file, refs: newSerial(prefix, seed),
		rng: rand.New(rand.NewPCG(seed, keyOf(seed, "order "+partner+"/"+name))),
	}
	t.buffer = bufio.NewWriterSize(file, 1<<16)
	_, _ = t.buffer.Write(encode(nil, strings.Fields(header)))
	return t, nil
}

func (o *output) close() error {
	var failed error
	for _, t := range o.all {
		failed = errors.Join(failed, t.close())
	}
	return failed
}
