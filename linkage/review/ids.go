package review

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"strings"

	"thrivingfamilies.example/hub/linkage"
)

// SecondReading is the share of tasks that two people read: one in so many.
const SecondReading = 10

// IDs makes the ids of tasks under the installation's secret: partners' references can be counted through, so an id made
// without one would tell which records it is about.
type IDs struct{ Secret []byte }

// Task is the id of the n-th task of a kind about two records: "T" and 16 signs of base 32.
func (ids IDs) Task(kind Kind, a, b linkage.Key, n int) string {
	return "T" + ids.sign("task/1 %s %q %q %q %q %q %q %d", kind, a.Partner, a.Org, a.Ref, b.Partner, b.Org, b.Ref, n)
}

// Decision is the id of what somebody decided of a task: nobody decides it twice.
func (ids IDs) Decision(task, subject string) string {
	return "D" + ids.sign("decision/1 %q %q", task, subject)
}

// Correction is the id of the n-th correction of families.
func (ids IDs) Correction(n int) string { return "C" + ids.sign("correction/1 %d", n) }

// Mark stands for two records in the log, which must not name them.
func (ids IDs) Mark(a, b linkage.Key) string {
	return "M" + ids.sign("mark/1 %q %q %q %q %q %q", a.Partner, a.Org, a.Ref, b.Partner, b.Org, b.Ref)
}

// Second draws the tasks that two people read. Without the secret nobody can tell which.
func (ids IDs) Second(task string) bool {
	return binary.BigEndian.Uint64(ids.mac("second/1 %q", task))%SecondReading == 0
}

func (ids IDs) sign(format string, args ...any) string {
	return strings.ToLower(base32.StdEncoding.EncodeToString(ids.mac(format, args...)[:10]))
}

func (ids IDs) mac(format string, args ...any) []byte {
	mac := hmac.New(sha256.New, ids.Secret)
	fmt.Fprintf(mac, format, args...)
	return mac.Sum(nil)
}

// Ordered gives two keys with the lesser first, as constraints and tasks hold them.
func Ordered(a, b linkage.Key) (linkage.Key, linkage.Key) {
	if b.Less(a) {
		return b, a
	}
	return a, b
}
