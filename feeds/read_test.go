package feeds

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thrivingfamilies.example/hub/models"
)

const attendanceHeader = "person_ref,school_urn,term,possible,authorised,unauthorised\n"

func TestRows(t *testing.T) {
	for _, e := range []struct {
		name    string
		partner models.Partner
		file    string
		text    string
		want    []string
		reason  string // of the first bad row
		notices []string
	}{
		{
			name: "attendance", partner: models.Schools, file: "attendance",
			text: attendanceHeader + "S1,123,2011/12-autumn,126,3,1\nS1,123,2011/12-spring,126,,\n",
			want: []string{"2 good S1|123|2011/12-autumn", "3 good S1|123|2011/12-spring"},
		},
		{
			name: "more absences than sessions", partner: models.Schools, file: "attendance",
			text: attendanceHeader + "S1,123,2011/12-autumn,126,100,27\nS1,123,2011/12-spring,126,100,26\n",
			want: []string{"2 bad possible=126", "3 good S1|123|2011/12-spring"}, reason: "together more than the possible sessions",
		},
		{
			name: "odd term", partner: models.Schools, file: "attendance",
			text: attendanceHeader + "S1,123,Autumn 2011,126,3,1\n", want: []string{"2 good S1|123|Autumn 2011"},
			notices: []string{"term fails its check, kept as written but not relied upon: it is not written like 2011/12-autumn (1 row)"},
		},
		{
			name: "short and long rows", partner: models.DWP, file: "matches",
			text: "person_ref,result\nD1\nD2,traced,\nD3,traced\n",
			want: []string{"2 bad =D1", "3 bad =D2,traced,", "4 good D3"}, reason: "the header has 2 cells but the row 1: cells or commas are missing",
		},
		{
			name: "several faults in one row", partner: models.DWP, file: "employments",
			text: "employment_ref,person_ref,started,ended\nE1,,2012-13-01,soon\n",
			want: []string{"2 bad person_ref="}, reason: "person_ref is blank: this row means nothing without it; also at fault in this row: started, ended",
		},
		{
			name: "bytes that are not UTF-8", partner: models.Council, file: "people",
			text: "person_ref,forename,extra\nC1,Zo\xeb,\nC1,Zo\xeb,\nC2,,\nC3,Ann,\x00\nC4,Ann,x\n",
			want: []string{`2 bad forename=Zo\xeb`, `3 bad forename=Zo\xeb`, "4 good C2", `5 bad extra=\x00`, "6 good C4"}, reason: "forename is not UTF-8 text: save the file as `CSV UTF-8`",
			notices: []string{
				"columns that the contract does not know, kept but not read: extra",
				"columns that are missing, taken as blank: middle_names, surname, former_surname, known_as, date_of_birth, sex, address_line_1, address_line_2, town, postcode, uprn, restricted, sensitive, nhs_number",
			},
		},
		{
			name: "quotation marks gone astray", partner: models.DWP, file: "matches",
			text: "person_ref,result\nD1,\"traced\nD2,traced\n\"D3,traced\nD4,\"traced\"\nD\"5,traced\nD6,traced\n",
			want: []string{`2 bad =D1,"traced`, "3 good D2", `4 bad ="D3,traced`, "5 good D4", `6 bad =D"5,traced`, "7 good D6"}, reason: faultOpen,
		},
		{
			name: "one mark opened, another rows later", partner: models.DWP, file: "matches",
			text: "person_ref,result\nD1,\"traced\nD2,traced\nD3,traced\"\nD4,traced\n",
			want: []string{`2 bad =D1,"traced`, "3 good D2", `4 bad =D3,traced"`, "5 good D4"}, reason: faultOpen,
		},
		{
			name: "marks that join rows to a row of another width", partner: models.DWP, file: "matches",
			text: "person_ref,result\n\"D1,traced\nD2,traced\n\"\nD4,traced\n",
			want: []string{`2 bad ="D1,traced`, "3 good D2", `4 bad ="`, "5 good D4"}, reason: faultOpen,
		},
		{
			name: "unknown codes and unsound identifiers", partner: models.Police, file: "offences",
			text: "offence_ref,person_ref,offence_code,committed_on,disposal,disposed_on\n" +
				"O1,N1,TH68010,,Youth Caution,\nO2,N1,??,,fixed penalty,\nO3,N1,,,fixed_penalty,\nO4,,,,other,\nO5,N1,,,,\n",
			want:   []string{"2 good O1", "3 good O2", "4 good O3", "5 bad person_ref=", "6 bad disposal="},
			reason: "person_ref is blank: this row means nothing without it",
			notices: []string{
				"offence_code fails its check, kept as written but not relied upon: it is not written in the right form (1 row)",
				"disposal holds codes that the contract does not know, kept as they are: fixed-penalty (2 rows)",
			},
		},
		{
			name: "keys are of what cells mean", partner: models.Council, file: "relationships",
			text: "person_ref,other_ref,kind,from,until\nC1,C2,Parent Of,04/03/2012,\nC|1,C\\2,parent-of,,\n",
			want: []string{"2 good C1|C2|parent-of|2012-03-04", `3 good C\|1|C\\2|parent-of|`},
		},
		{
			name: "off roll is at no school", partner: models.Schools, file: "enrolments",
			text: "enrolment_ref,person_ref,school_urn,kind,from,until\nE1,S1,,off-roll,,\nE2,S1,,mainstream,,\n",
			want: []string{"2 good E1", "3 bad school_urn="}, reason: "school_urn is blank",
		},
		{
			name: "an action on nobody in particular", partner: models.Housing, file: "actions",
			text: "action_ref,tenancy_ref,person_ref,kind,taken_on\nA1,T1,,nosp-asb,\nA2,,H1,nosp-asb,\n",
			want: []string{"2 good A1", "3 bad tenancy_ref="}, reason: "tenancy_ref is blank",
		},
		{
			name: "quoted line ends are counted", partner: models.DWP, file: "employments",
			text: "employment_ref,person_ref,note,started,ended\nE1,D1,\"a\n\nb\",,\nE2,D1,,bad,\nE3,D1,,,\n",
			want: []string{"2 good E1", "5 bad started=bad", "6 good E3"}, reason: "started is not a date",
			notices: []string{"columns that the contract does not know, kept but not read: note"},
		},
	} {
		t.Run(e.name, func(t *testing.T) {
			o, err := readText(t, file(t, e.partner, e.file), e.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(e.want, o.short()); diff != "" {
				t.Error(diff)
			}
			if len(o.Bad) > 0 && !strings.Contains(o.Bad[0].Reason, e.reason) {
				t.Errorf("got the reason %q, want %q", o.Bad[0].Reason, e.reason)
			}
			if diff := cmp.Diff(e.notices, o.Report.Notices); diff != "" {
				t.Error(diff)
			}
			if r := o.Report; r.Good != len(o.Rows) || r.Bad != len(o.Bad) || r.Rows != r.Good+r.Bad {
				t.Errorf("the report miscounts: %+v", r)
			}
			if o.Read != len(e.text) {
				t.Errorf("told of %d bytes of %d", o.Read, len(e.text))
			}
		})
	}
}

func TestValuesAndRaw(t *testing.T) {
	o, err := readText(t, file(t, models.Schools, "attendance"), attendanceHeader+"\"S1\", 123 ,2011/12-autumn,126,,0\r\n")
	if err != nil {
		t.Fatal(err)
	}
	possible, none := 126, 0
	want := []any{"S1", "123", "2011/12-autumn", &possible, (*int)(nil), &none}
	if diff := cmp.Diff(want, o.Rows[0].Values); diff != "" {
		t.Error(diff)
	}
	if got := string(o.Rows[0].Raw); got != `"S1", 123 ,2011/12-autumn,126,,0` {
		t.Errorf("raw is %q", got)
	}
}

func TestABadRowKeepsItsRef(t *testing.T) {
	o, err := readText(t, file(t, models.DWP, "employments"), "employment_ref,person_ref,started,ended\nE1,D1,never,\n,D1,,\n")
	if err != nil {
		t.Fatal(err)
	}
	if o.Bad[0].Ref != "E1" || o.Bad[1].Ref != "" {
		t.Errorf("got the refs %q and %q", o.Bad[0].Ref, o.Bad[1].Ref)
	}
}

func TestTheCallersErrorStopsReading(t *testing.T) {
	stop := errors.New("stop")
	text := "person_ref,result\nD1,traced\nD2\n"
	for name, calls := range map[string]struct {
		sink func(Row) error
		bad  func(Bad) error
	}{
		"of a row":     {func(Row) error { return stop }, func(Bad) error { return nil }},
		"of a bad row": {func(Row) error { return nil }, func(Bad) error { return stop }},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := read(strings.NewReader(text), file(t, models.DWP, "matches"), testDay, nil, calls.sink, calls.bad); !errors.Is(err, stop) {
				t.Fatalf("got %v", err)
			}
		})
	}
}
