package review

// Settle says what a task's decisions come to, in the order in which they were given; false where another reader is still
// to decide. One decides, or two of one mind where a second reader is wanted; of two who differ a third decides. Who cannot
// tell leaves a task to others, and two who cannot tell end it. The reporter's word counts only beside another's.
func Settle(second bool, reporter string, decisions []Decision) (Verdict, bool) {
	wanted := 1
	if second {
		wanted = 2
	}
	votes := map[Verdict]int{}
	for i, d := range decisions {
		votes[d.Verdict]++
		n, alone := votes[d.Verdict], d.By == reporter
		switch {
		case d.Verdict == CannotTell && n >= 2, d.Verdict != CannotTell && n >= max(wanted, 2):
			return d.Verdict, true
		case d.Verdict != CannotTell && n >= wanted && !alone:
			return d.Verdict, true
		case i >= 2 && !alone:
			return d.Verdict, true
		}
	}
	return "", false
}
