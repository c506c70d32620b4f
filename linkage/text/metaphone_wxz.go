package text

func soundW(w *word) sound {
	switch {
	case w.has(1, "R"): // within a name: at its start the W is gone
		return plain("R", 2)
	case w.at == 0 && w.has(1, "ICZ", "ITZ"):
		return sound{"ATS", "FFX", 4}
	case w.at == 0 && w.vowel(1): // Wasserman, who may be Vasserman
		return sound{"A", "F", 1}
	case w.at == 0 && w.is(1, "H"): // Whitaker
		return plain("A", 1)
	case w.last(0) && w.vowel(-1), w.has(-1, "EWSKI", "EWSKY", "OWSKI", "OWSKY"), w.begins("SCH"): // Arnow, also Arnoff
		return sound{"", "F", 1}
	case w.has(1, "ICZ", "ITZ"): // Polish: Filipowicz
		return sound{"TS", "FX", 4}
	}
	return silent(1)
}

func soundX(w *word) sound {
	switch {
	case w.last(0) && w.has(-2, "AU", "OU"): // French: Breaux
		return silent(1)
	case w.is(1, "CX"):
		return plain("KS", 2)
	}
	return plain("KS", 1)
}

func soundZ(w *word) sound {
	switch {
	case w.has(1, "H"): // Chinese: Zhao
		return plain("J", 2)
	case w.has(1, "ZO", "ZI", "ZA"), w.slavic && w.at > 0 && !w.is(-1, "T"): // pizza
		return sound{"S", "TS", w.run()}
	}
	return plain("S", w.run())
}
