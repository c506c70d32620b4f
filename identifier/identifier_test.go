package identifier_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thrivingfamilies.example/hub/identifier"
)

type example struct{ name, in, want, why string }

func check(t *testing.T, f func(string) (string, error), examples []example) {
	t.Helper()
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			got, err := f(e.in)
			if got != e.want {
				t.Errorf("got %q, want %q", got, e.want)
			}
			if why := text(err); why != e.why {
				t.Errorf("got the reason %q, want %q", why, e.why)
			}
		})
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

var all = map[string]func(string) (string, error){
	"UPN": identifier.UPN, "ULN": identifier.ULN, "NHSNumber": identifier.NHSNumber, "PNCID": identifier.PNCID,
	"NINO": identifier.NINO, "UPRN": identifier.UPRN, "OffenceCode": identifier.OffenceCode,
}

// hold fails where one of the package's invariants does not hold of s.
func hold(t interface{ Fatalf(string, ...any) }, name string, f func(string) (string, error), s string) {
	got, err := f(s)
	if err != nil {
		if got != "" {
			t.Fatalf("%s(%q) is %q beside an error", name, s, got)
		}
		if len(s) > 3 && strings.Contains(err.Error(), s) && strings.ContainsAny(s, "0123456789") {
			t.Fatalf("%s(%q) tells the identifier: %v", name, s, err)
		}
		return
	}
	if again, err := f(got); err != nil || again != got {
		t.Fatalf("%s(%q) is %q, and that again %q, %v", name, s, got, again, err)
	}
}

func FuzzIdentifiers(f *testing.F) {
	for _, s := range []string{"", "B801200005001", "M80120000500A", "9276308686", "943 476 5919", "12/123456Y", "2012/1Z", "QQ 12 34 56 C", "100357508074", "COML025I", "\xff\x00", "ſ12"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, check := range all {
			hold(t, name, check, s)
		}
	})
}

// One wrong digit never passes a check that claims to catch it: each of these is computed modulo a prime.
func TestOneWrongDigitIsCaught(t *testing.T) {
	sound := map[string]string{"UPN": "B801200005001", "ULN": "9276308686", "NHSNumber": "9434765919", "PNCID": "12/0123456Y"}
	for name, s := range sound {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				i := rapid.IntRange(0, len(s)-1).Filter(func(i int) bool { return '0' <= s[i] && s[i] <= '9' }).Draw(t, "place")
				d := byte(rapid.IntRange('0', '9').Filter(func(d int) bool { return d != int(s[i]) }).Draw(t, "digit"))
				wrong := s[:i] + string(d) + s[i+1:]
				if got, err := all[name](wrong); err == nil {
					t.Fatalf("%s passed as %s", wrong, got)
				}
			})
		})
	}
}
