package linkage

import "slices"

// MaxHome is the most people that one home key may bring together: a hostel, a care home or a tower with one UPRN is no
// family's home.
const MaxHome = 12

// town is the members in the order of their founders, by which everything in it goes, and where they live.
type town struct {
	members []Member
	order   []int          // indexes of members
	place   map[string]int // of each id of a person, its place in the order
	names   [][]string
	stays   [][]stay
	linked  [][]int         // who the linker takes to share a home
	severed [][]int         // who people said is of another family
	aside   []bool          // whom a report holds apart
	two     map[[2]int]bool // of whom people said that they are two

	keys  map[string]int // numbers for home keys
	here  [][]int        // of each key, who has it
	codes map[int]string // of each key of kin, the postcode of their address, or manyCodes
}

// manyCodes stands for postcodes that are not one, nor one with a slip.
const manyCodes = "many"

func newTown(members []Member) *town {
	n := len(members)
	t := &town{
		members: members, order: make([]int, n), place: make(map[string]int, n), names: make([][]string, n), stays: make([][]stay, n),
		linked: make([][]int, n), severed: make([][]int, n), aside: make([]bool, n), two: map[[2]int]bool{}, keys: map[string]int{}, codes: map[int]string{},
	}
	for i := range t.order {
		t.order[i] = i
	}
	slices.SortStableFunc(t.order, func(a, b int) int { return members[a].Founder.compare(members[b].Founder) })
	for i, at := range t.order {
		m := &members[at]
		t.place[m.PersonID] = i
		t.names[i] = surnames(m.Surnames)
		for _, r := range m.residences() {
			t.enter(i, r)
		}
	}
	for i, at := range t.order { // who is crowded is known now
		for _, r := range members[at].residences() {
			t.stays[i] = append(t.stays[i], t.stay(r))
		}
	}
	for i := range t.order {
		t.settle(i)
	}
	return t
}

// residences are the member's, with one for each home key of which no more is known.
func (m *Member) residences() []Residence {
	all := m.Residences
	for _, key := range m.Homes {
		all = append(all[:len(all):len(all)], Residence{Keys: []string{key}})
	}
	return all
}

// enter puts a person at the keys of a residence. At those of a tenancy nobody is found: CoTenant brings its people together.
func (t *town) enter(i int, r Residence) {
	for _, key := range r.Keys {
		id, ok := t.keys[key]
		if !ok {
			id = len(t.here)
			t.keys[key], t.here = id, append(t.here, nil)
		}
		if who := t.here[id]; !r.Tenancy && (len(who) == 0 || who[len(who)-1] != i) { // a person's records repeat a home
			t.here[id] = append(who, i)
		}
	}
}

func (t *town) crowded(key int) bool { return len(t.here[key]) > MaxHome }

// places are those of a tie's two people; false where it is not of two of the members.
func (t *town) places(tie Tie) (a, b int, ok bool) {
	a, okA := t.place[tie.A]
	b, okB := t.place[tie.B]
	return a, b, okA && okB && a != b
}

// neighbours are all who share a key with the person, or a home as the linker says, in order.
func (t *town) neighbours(i int) []int {
	all := slices.Clone(t.linked[i])
	for _, s := range t.stays[i] {
		for _, key := range s.keys {
			all = append(all, t.here[key]...)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.DeleteFunc(all, func(j int) bool { return j == i })
}
