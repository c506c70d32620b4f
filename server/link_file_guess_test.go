package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// guessed is what the columns of files are taken for, in the files' order.
func guessed(t *testing.T, command linkFileCommand, texts ...string) [][]string {
	t.Helper()
	for i, text := range texts {
		command.More = append(command.More, write(t, filepath.Join(t.TempDir(), fmt.Sprintf("file%d.csv", i)), text))
	}
	command.File, command.More = command.More[0], command.More[1:]
	people, err := command.read(t.Context(), &program{err: t.Output()})
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, f := range people.files {
		var says []string
		for _, u := range f.shown() {
			says = append(says, u.says())
		}
		out = append(out, says)
	}
	return out
}

func notUsed(why string) string { return "not used: " + why }

func TestGuessHeadings(t *testing.T) {
	for name, c := range map[string]struct {
		heads string
		want  string // in the order of the headings, with semicolons between; ! is not used
	}{
		"fake_1000":  {"unique_id,first_name,surname,dob,city,email,cluster", "id; given; surname; dob; town; email; !"},
		"historical": {"unique_id,cluster,full_name,first_and_surname,first_name,surname,dob,birth_place,postcode_fake,gender,occupation", "id; !; !; !; given; surname; dob; !; postcode; sex; !"},
		"febrl":      {"rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth, soc_sec_id", "id; given; surname; house; address; !; town; postcode; !; dob; number"},
		"council": {
			"person_ref,forename,middle_names,surname,former_surname,known_as,date_of_birth,sex,address_line_1,address_line_2,town,postcode,uprn,restricted,sensitive,nhs_number",
			"id; given; middle; surname; former; known-as; dob; sex; address; address, line 2; town; postcode; uprn; !; !; number",
		},
		"schools":                      {"person_ref,forename,surname,upn,uln,role", "id; given; surname; number; number; !"},
		"police":                       {"person_ref,forename,surname,pnc_id", "id; given; surname; number"},
		"dwp":                          {"person_ref,forename,surname,nino", "id; given; surname; number"},
		"capitals, spaces and strokes": {"Unique ID,Given Name,SURNAME,Date-of-Birth,PostCode", "id; given; surname; dob; postcode"},
		"one word":                     {"recid,givenname,surname,suburb,postcode", "id; given; surname; town; postcode"},
		"camel case":                   {"personId,firstName,lastName,birthDate,zipCode", "id; given; surname; dob; postcode"},
		"parts of names and dates":     {"fname_c1,fname_c2,lname_c1,lname_c2,by,bm,bd", "given; middle; surname; !; dob, year; dob, month; dob, day"},
		"parts of dates, day first":    {"surname,dob_day,dob_mon,dob_year", "surname; dob, day; dob, month; dob, year"},
		"a date and its year":          {"surname,dob,birth_year", "surname; dob; !"},
		"a year alone":                 {"surname,birth_year", "surname; dob, year"},
		"a part of a house":            {"surname,street_number,street_name,unit_number,mailing_address_unit_number,po_box", "surname; house; address; !; !; !"},
		"a year, short":                {"surname,birth_yr", "surname; dob, year"},
		"a year and a month":           {"surname,yob,mob", "surname; dob, year; !"},
		"a suffix of the name":         {"surname,suffix", "surname; other"},
		"rows by nr":                   {"nr,surname", "id; surname"},
		"customers by nr":              {"customer_nr,surname", "id; surname"},
		"a birthday alone":             {"surname,birthday", "surname; dob"},
		"two for one":                  {"surname,last_name,town,city,sex,gender", "surname; !; town; !; sex; !"},
		"better second":                {"city,town,last_name,surname", "!; town; !; surname"},
		"other people":                 {"surname,mother_surname,gp_name,school_postcode,emergency_contact_phone", "surname; !; !; !; !"},
		"born elsewhere named":         {"surname,birth_surname,maiden_name,place_of_birth", "surname; !; former; !"},
		"no street without its house":  {"surname,address_1,address_2,address_3", "surname; address; address, line 2; address, line 3"},
		"house name beside number":     {"surname,house_name,house_number,street", "surname; !; house; address"},
		"house name alone":             {"surname,house_name,street", "surname; house; address"},
		"voters":                       {"voter_reg_num,last_name,first_name,middle_name,house_num,street_name,res_city_desc,zip_code,gender_code,age,phone_num", "id; surname; given; middle; house; address; town; postcode; sex; !; telephone"},
		"numbers":                      {"surname,ssn,passport_number,ni_number,mobile", "surname; number; number; number; telephone"},
		"whose household":              {"id,surname,household_id,family_id,batch_ref", "id; surname; !; !; !"},
		"no heading":                   {",surname", "!; surname"},
		"whole names alone":            {"id,full_name,display name,dob", "id; given and surname; !; dob"},
		"whole names beside a surname": {"id,name,surname", "id; !; surname"},
	} {
		t.Run(name, func(t *testing.T) {
			var row, other []string
			for i := range strings.Split(c.heads, ",") {
				row, other = append(row, fmt.Sprintf("v%d", i)), append(other, fmt.Sprintf("w%d", i))
			}
			got := guessed(t, linkFileCommand{}, "\ufeff"+c.heads+"\r\n"+strings.Join(row, ",")+"\r\n"+strings.Join(other, ",")+"\r\n")[0]
			for i := range got {
				if strings.HasPrefix(got[i], "not used") {
					got[i] = "!"
				}
			}
			if d := cmp.Diff(c.want, strings.Join(got, "; ")); d != "" {
				t.Error(d)
			}
		})
	}
}

// rows makes a file of so many rows.
func rows(heads string, n int, row func(i int) string) string {
	var b strings.Builder
	b.WriteString(heads + "\n")
	for i := range n {
		b.WriteString(row(i) + "\n")
	}
	return b.String()
}

func TestGuessValues(t *testing.T) {
	for name, c := range map[string]struct {
		command linkFileCommand
		files   []string
		want    [][]string
	}{
		"a sort of people": {files: []string{rows("surname,birth_place", 100, func(i int) string { return fmt.Sprintf("s%d,place %d", i, i%15) })}, want: [][]string{{"surname", "other"}}},
		"too few of them":  {files: []string{rows("surname,state", 100, func(i int) string { return fmt.Sprintf("s%d,%d", i, i%8) })}, want: [][]string{{"surname", notUsed(whyFew)}}},
		"too few, with slips": {
			files: []string{rows("surname,state", 100, func(i int) string { return fmt.Sprintf("s%d,%d", i, i%8+100*max(0, i-94)) })},
			want:  [][]string{{"surname", notUsed(whyFew)}},
		},
		"never the same": {files: []string{rows("id,surname,occupation", 100, func(i int) string { return fmt.Sprintf("%d,s,o%d", i, i) })}, want: [][]string{{"id", "surname", notUsed(whyDistinct)}}},
		"a number that comes again": {
			files: []string{rows("id,surname,tax_id", 100, func(i int) string { return fmt.Sprintf("%d,s,%d", i, 10000+i/2) })},
			want:  [][]string{{"id", "surname", "number"}},
		},
		"a number of the row": {
			files: []string{rows("id,surname,visit_no,account_no", 100, func(i int) string { return fmt.Sprintf("%d,s,%d,%d", i, 10000+i, 20000+i) })},
			want:  [][]string{{"id", "surname", notUsed(whySomebody), notUsed(whyDistinct)}},
		},
		"a number that is short": {files: []string{rows("id,surname,flat_number", 100, func(i int) string { return fmt.Sprintf("%d,s,%d", i, i/3) })}, want: [][]string{{"id", "surname", notUsed(whyFew)}}},
		"a row's number for want of an id": {
			files: []string{rows("surname,account_no", 100, func(i int) string { return fmt.Sprintf("s,%d", 20000+i) })},
			want:  [][]string{{"surname", "id"}},
		},
		"no id": {files: []string{rows("surname,account_no", 100, func(int) string { return "s,20000" })}, want: [][]string{{"surname", notUsed(whyFew)}}},
		"a number of two files": {
			files: []string{
				rows("id,surname,tax_id", 50, func(i int) string { return fmt.Sprintf("%d,s,%d", i, 10000+i) }),
				rows("id,surname,Tax ID", 50, func(i int) string { return fmt.Sprintf("%d,s,%d", i, 10000+i) }),
			},
			want: [][]string{{"id", "surname", "number"}, {"id", "surname", "number"}},
		},
		"a number of one file, sex of the other": {
			files: []string{"id,surname,nino,known_as\n1,s,QQ123456A,k\n", "id,last_name,sex\n1,s,F\n"},
			want:  [][]string{{"id", "surname", notUsed(whyOnlyHere), "known-as"}, {"id", "surname", notUsed(whyOnlyHere)}},
		},
		"the same, within each too": {
			command: linkFileCommand{Dedupe: true},
			files:   []string{"id,surname,nino\n1,s,QQ123456A\n", "id,last_name,sex\n1,s,F\n"},
			want:    [][]string{{"id", "surname", "number"}, {"id", "surname", "sex"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, guessed(t, c.command, c.files...)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestNamedColumns(t *testing.T) {
	const people = "id,first_name,surname,dob,street_number,address_1,address_2,nino,notes,a+b\n1,a,b,1980-05-02,8,high street,the elms,QQ123456A,n,x\n2,c,d,1990-05-02,9,low street,the oaks,QQ123457A,m,y\n"
	for columns, want := range map[string]string{
		"":                                 "id; given; surname; dob; house; address; !; number; !; !",
		"surname=first_name":               "id; surname; !; dob; house; address; !; number; !; !",
		"given=surname,surname=first_name": "id; surname; given; dob; house; address; !; number; !; !",
		"forename=notes":                   "id; !; surname; dob; house; address; !; number; given; !",
		"address=street_number+address_1":  "id; given; surname; dob; address; address; !; number; !; !",
		"number=":                          "id; given; surname; dob; house; address; !; !; !; !",
		"number=-":                         "id; given; surname; dob; house; address; !; !; !; !",
		"nino=":                            "id; given; surname; dob; house; address; !; !; !; !",
		"-=dob+surname":                    "id; given; !; !; house; address; !; number; !; !",
		"first_name=-":                     "id; !; surname; dob; house; address; !; number; !; !",
		"other=a+b":                        "id; given; surname; dob; house; address; !; number; !; other",
		"other=notes,other=address_2":      "id; given; surname; dob; house; address; other; number; other; !",
		"known_as=First Name":              "id; known-as; surname; dob; house; address; !; number; !; !",
		"name=first_name":                  "id; given and surname; !; dob; house; address; !; number; !; !",
		"number=id+nino":                   "number; given; surname; dob; house; address; !; number; !; !",
	} {
		t.Run(columns, func(t *testing.T) {
			command := linkFileCommand{}
			if columns != "" {
				command.Columns = strings.Split(columns, ",")
			}
			got := guessed(t, command, people)[0]
			for i := range got {
				if strings.HasPrefix(got[i], "not used") {
					got[i] = "!"
				}
			}
			if d := cmp.Diff(want, strings.Join(got, "; ")); d != "" {
				t.Error(d)
			}
		})
	}
}
