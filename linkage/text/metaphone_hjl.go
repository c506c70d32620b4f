package text

// soundH keeps an H that is first, or between vowels, and comes before a vowel.
func soundH(w *word) sound {
	if (w.at == 0 || w.vowel(-1)) && w.vowel(1) {
		return plain("H", 2)
	}
	return silent(1)
}

func soundJ(w *word) sound {
	switch {
	case w.begins("SAN "), w.at == 0 && w.has(0, "JOSE "): // San Jacinto, Jose
		return plain("H", 1)
	case w.has(0, "JOSE"): // Joseph
		return sound{"J", "H", 1}
	case w.at == 0: // Jankelowicz, who may be Yankelovich
		return sound{"J", "A", w.run()}
	case w.vowel(-1) && !w.slavic && w.is(1, "AO"): // Spanish: bajador
		return sound{"J", "H", w.run()}
	case w.last(0):
		return sound{"J", "", 1}
	case !w.is(1, "LTKSNMBZ") && !w.is(-1, "SKL"):
		return plain("J", w.run())
	}
	return silent(w.run())
}

func soundL(w *word) sound {
	if w.has(1, "L") && (w.last(2) && w.has(-1, "ILLO", "ILLA", "ALLE") ||
		w.ends("AS", "OS", "A", "O") && w.has(-1, "ALLE")) { // Spanish: Cabrillo, Gallegos
		return sound{"L", "", 2}
	}
	return plain("L", w.run())
}
