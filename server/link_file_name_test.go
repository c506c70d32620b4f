package main

import (
	"strings"
	"testing"
)

func TestWholeNamesAreTakenApart(t *testing.T) {
	for name, want := range map[string]string{
		"Anna Lee":               "Anna|Lee",
		"  Anna  Maria   Lee ":   "Anna Maria|Lee",
		"Lee, Anna Maria":        "Anna Maria|Lee",
		"LEE,ANNA":               "ANNA|LEE",
		"van Dyk, Anna":          "Anna|van Dyk",
		"Anna van der Dyk":       "Anna|van der Dyk",
		"Van Lee":                "Van|Lee",
		"Mrs. Anna Lee":          "Anna|Lee",
		"Dr Lee":                 "|Lee",
		"Lee, Mrs Anna":          "Anna|Lee",
		"Tom Lee Jr.":            "Tom|Lee",
		"Tom Lee, Jr":            "Tom|Lee",
		"Anna Lee-Smith":         "Anna|Lee-Smith",
		"Lee":                    "|Lee",
		"Lee,":                   "|Lee",
		"Mr":                     "|Mr",
		"":                       "|",
		" , ":                    "|",
		"Siân O'Connor":          "Siân|O'Connor",
		"José de la Cruz, Maria": "Maria|José de la Cruz",
	} {
		given, surname := nameParts(name)
		if got := given + "|" + surname; got != want {
			t.Errorf("%q is taken for %q, want %q", name, got, want)
		}
	}
}

// A file with other separators, or with whole names alone, is the same file.
func TestFilesOfOtherForms(t *testing.T) {
	const plain = "id,forename,surname,dob\n1,Anna,Lee,1980-05-02\n2,Anna,\"Lee, \"\"of\"\" York; or | else\",1980-05-02\n3,Tom,,1990-01-02\n"
	want := linesOf(t, plain)
	for name, text := range map[string]string{
		"semicolons":                 "id;forename;surname;dob\n1;Anna;Lee;1980-05-02\n2;Anna;\"Lee, \"\"of\"\" York; or | else\";1980-05-02\n3;Tom;;1990-01-02\n",
		"tabs":                       "id\tforename\tsurname\tdob\n1\tAnna\tLee\t1980-05-02\n2\tAnna\t\"Lee, \"\"of\"\" York; or | else\"\t1980-05-02\n3\tTom\t\t1990-01-02\n",
		"strokes":                    "\ufeffid|forename|surname|dob\r\n1|Anna|Lee|1980-05-02\r\n2|Anna|\"Lee, \"\"of\"\" York; or | else\"|1980-05-02\r\n3|Tom||1990-01-02\r\n",
		"commas in a quoted heading": "id;\"forename,, or, names\";surname;dob\n1;Anna;Lee;1980-05-02\n2;Anna;\"Lee, \"\"of\"\" York; or | else\";1980-05-02\n3;Tom;;1990-01-02\n",
	} {
		t.Run(name, func(t *testing.T) {
			if got := linesOf(t, text); got != want {
				t.Errorf("read as\n%s\nand with commas as\n%s", got, want)
			}
		})
	}
}

// linesOf is what is read of a file: its rows, a line each.
func linesOf(t *testing.T, text string) string {
	t.Helper()
	files, err := openPeople([]string{write(t, t.TempDir()+"/people.csv", text)})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := files[0].rows(t.Context(), func(_, _ int, cells []string) error {
		b.WriteString(strings.Join(cells, "/") + "\n")
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
