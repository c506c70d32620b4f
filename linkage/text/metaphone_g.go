package text

func soundG(w *word) sound {
	switch {
	case w.has(1, "H"):
		return soundGH(w)
	case w.has(1, "N"):
		return soundGN(w)
	case w.has(1, "LI") && !w.slavic: // Tagliaro
		return sound{"KL", "L", 2}
	case w.at == 0 && w.has(1, "Y", "ES", "EP", "EB", "EL", "EY", "IB", "IL", "IN", "IE", "EI", "ER"): // Gilbert
		return sound{"K", "J", 2}
	case w.has(1, "ER", "Y") && !w.begins("DANGER", "RANGER", "MANGER") && !w.is(-1, "EI") && !w.has(-1, "RGY", "OGY"):
		return sound{"K", "J", 2}
	case !w.is(1, "EIY") && !w.has(-1, "AGGI", "OGGI"): // Biaggi is soft
		return plain("K", w.run())
	case w.german(), w.has(1, "ET"):
		return plain("K", 2)
	case w.has(1, "IER "): // French: Rogier
		return plain("J", 2)
	}
	return sound{"J", "K", 2}
}

func soundGH(w *word) sound {
	switch {
	case w.at == 0 && w.is(2, "I"): // Ghislane
		return plain("J", 2)
	case w.at == 0, !w.vowel(-1): // Ghost, Bergh
		return plain("K", 2)
	case w.is(-2, "BHD"), w.is(-3, "BHD"), w.is(-4, "BH"): // Parker's rule: Hugh, Bough, Broughton
		return silent(2)
	case w.is(-1, "U") && w.is(-3, "CGLRT"): // cough, Gough, laugh, rough, tough
		return plain("F", 2)
	case w.is(-1, "I"): // Knight
		return silent(2)
	}
	return plain("K", 2) // Monaghan
}

func soundGN(w *word) sound {
	switch {
	case w.at == 1 && w.vowel(-1) && !w.slavic: // Agnes
		return sound{"KN", "N", 2}
	case !w.has(2, "EY") && !w.slavic:
		return sound{"N", "KN", 2}
	}
	return plain("KN", 2) // Cagney
}
