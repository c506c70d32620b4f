package text

import "strings"

// Words of addresses that are written short, in full. "st" is missing on purpose: see FoldAddress.
var roads = map[string]string{
	"rd": "road", "av": "avenue", "ave": "avenue", "ln": "lane", "cl": "close", "dr": "drive", "cr": "crescent",
	"cres": "crescent", "gdn": "gardens", "gdns": "gardens", "ct": "court", "pl": "place", "sq": "square",
	"ter": "terrace", "terr": "terrace", "apt": "flat", "apartment": "flat", "saint": "st",
}

// FoldAddress is an address line as it is compared: folded words, one space between, abbreviations in full, so that
// "Flat 2, 14 High St." is "flat 2 14 high street". "st" is a street only at the end of a part that has a name before
// it: "12 St Mary's Rd" is "12 st marys road".
func FoldAddress(s string) string {
	var out []string
	for part := range strings.SplitSeq(s, ",") {
		words := strings.Fields(fold(part, true))
		for i, w := range words {
			if full, ok := roads[w]; ok {
				w = full
			} else if w == "st" && i > 0 && i == len(words)-1 && !numbered(words[i-1]) {
				w = "street"
			}
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

func numbered(word string) bool { return word != "" && word[0] >= '0' && word[0] <= '9' }
