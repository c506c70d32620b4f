package synthetic

import (
	"fmt"
	"strconv"
)

// serial hands out unique references in no visible order.
type serial struct {
	prefix string
	given  uint64
	order  permutation
}

const serials = 100_000_000

func newSerial(prefix string, seed uint64) serial {
	return serial{prefix: prefix, order: newPermutation(serials, seed, "ref "+prefix)}
}

func (s *serial) next() string {
	n := s.order.of(s.given)
	s.given++
	return s.prefix + strconv.FormatUint(serials+n, 10)[1:]
}

// numbering gives out national identifiers, each once. Where a check character does not exist for a number, the next
// of that person's ten numbers is tried.
type numbering struct {
	people, nhsNumbers, ninos, upns, ulns, pncs uint64

	person                   permutation
	nhs, nino, upn, uln, pnc permutation
}

const (
	ninos    = 4_000_000 // six digits and a letter A to D; the first million differ in the digits
	upns     = 4_000_000 // four digits of school and three of serial
	tries    = 10
	perTry   = serials / tries
	testLA   = "931"
	upnAlpha = "ABCDEFGHJKLMNPQRTUVWXYZ"
	pncAlpha = "ZABCDEFGHJKLMNPQRTUVWXY"
)

func newNumbering(seed uint64) numbering {
	return numbering{
		person: newPermutation(serials, seed, "person"),
		nhs:    newPermutation(serials, seed, "nhs"),
		nino:   newPermutation(ninos/4, seed, "nino"),
		upn:    newPermutation(upns, seed, "upn"),
		uln:    newPermutation(serials, seed, "uln"),
		pnc:    newPermutation(9_999_999, seed, "pnc"),
	}
}

func (n *numbering) nextPerson() string {
	n.people++
	return "P" + digits(n.person.of(n.people), 8)
}

// nextNHS is an NHS number that begins with 9, as those for tests do.
func (n *numbering) nextNHS() string {
	n.nhsNumbers++
	for try := uint64(0); ; try++ {
		body := "9" + digits(n.nhs.of(n.nhsNumbers+try*perTry), 8)
		sum := 0
		for i := range body {
			sum += int(body[i]-'0') * (10 - i)
		}
		if check := (11 - sum%11) % 11; check < 10 {
			return body + strconv.Itoa(check)
		}
	}
}

// nextNINO is a number that begins with QQ, which no real one does.
func (n *numbering) nextNINO() string {
	k := n.nino.of(n.ninos)
	n.ninos++
	return "QQ" + digits(k, 6) + string("ABCD"[mix(k)%4])
}

// nextUPN is a pupil's number, given in the school year that begins in the year.
func (n *numbering) nextUPN(year int) string {
	k := n.upn.of(n.upns)
	n.upns++
	body := testLA + digits(2000+k/1000, 4) + digits(uint64(year%100), 2) + digits(k%1000, 3)
	sum := 0
	for i := range body {
		sum += int(body[i]-'0') * (i + 2)
	}
	return string(upnAlpha[sum%23]) + body
}

func (n *numbering) nextULN() string {
	n.ulns++
	for try := uint64(0); ; try++ {
		body := "9" + digits(n.uln.of(n.ulns+try*perTry), 8)
		sum := 0
		for i := range body {
			sum += int(body[i]-'0') * (10 - i)
		}
		if check := (21 - sum%11) % 11; check < 10 {
			return body + strconv.Itoa(check)
		}
	}
}

// nextPNC is a police number of somebody first arrested in the year, its serial written without padding.
func (n *numbering) nextPNC(year int) string {
	n.pncs++
	serial := n.pnc.of(n.pncs) + 1
	whole := uint64(year%100)*10_000_000 + serial
	return fmt.Sprintf("%02d/%d%c", year%100, serial, pncAlpha[whole%23])
}

// digits writes n padded to width.
func digits(n uint64, width int) string {
	s := strconv.FormatUint(n, 10)
	for len(s) < width {
		s = "0" + s
	}
	return s
}
