package report

// The places of bars, in pixels: a name stands over its bars, so that both have room on a narrow page.
const (
	nameHeight = 18
	barHeight  = 11
	barStep    = 13
	rowGap     = 6
)

// bars is a chart of bars that all begin at one line of nought.
type bars struct {
	ID, Title, Says string // what it shows, for those who cannot see it
	Keys            []key  // where bars are of more than one kind
	Rows            []barRow
	Ticks           []tick
	Zero            string
	Bottom, Height  int // where the bars end, and the chart
}

// key says what a colour is.
type key struct{ Fill, Name string }

// barRow is the bars of one name.
type barRow struct {
	Name string
	Y    int // of the foot of the name
	Bars []bar
}

// bar is one bar, its number at its end. One that goes on beyond the frame has an arrow there.
type bar struct {
	X, Width  string
	Y         int
	Fill      string
	End       string
	Left      bool // it goes to the left of nought
	Beyond    bool
	Label     string
	Text, Tip int // heights of the label's foot and of the arrow's tip
}

// length is what one bar shows.
type length struct {
	value  float64 // of the scale
	beyond bool    // in truth more
	label  string
	fill   string
}

// draw lays out rows of bars, each row as high as the number of its bars.
func (b *bars) draw(s scale, names []string, of func(row int) []length) {
	zero, y := s.at(0), 0
	b.Zero, b.Ticks = pc(zero), s.ticks(pc)
	for i, name := range names {
		row := barRow{Name: name, Y: y + nameHeight - 5}
		y += nameHeight
		for _, l := range of(i) {
			end := s.at(l.value)
			row.Bars = append(row.Bars, bar{
				X: pc(min(zero, end)), Width: pc(max(end-zero, zero-end)), Y: y, Fill: l.fill, End: pc(end), Left: end < zero, Beyond: l.beyond,
				Label: l.label, Text: y + barHeight - 1, Tip: y + barHeight/2,
			})
			y += barStep
		}
		y += rowGap
		b.Rows = append(b.Rows, row)
	}
	b.Bottom, b.Height = y, y+20
}
