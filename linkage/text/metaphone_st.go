package text

func soundS(w *word) sound {
	switch {
	case w.has(-1, "ISL", "YSL"): // island, Carlisle, Carlysle
		return silent(1)
	case w.at == 0 && w.has(0, "SUGAR"):
		return sound{"X", "S", 1}
	case w.has(1, "HEIM", "HOEK", "HOLM", "HOLZ"): // German
		return plain("S", 2)
	case w.has(1, "H"):
		return plain("X", 2)
	case w.has(1, "IO", "IA") && w.slavic:
		return plain("S", 3)
	case w.has(1, "IO", "IA"): // Italian, Armenian
		return sound{"S", "X", 3}
	case w.has(1, "Z"): // Slavonic; Hungarian says S
		return sound{"S", "X", 2}
	case w.at == 0 && w.is(1, "MNLW"): // Smith, who may be Schmidt
		return sound{"S", "X", 1}
	case w.has(1, "CH"):
		return soundSCH(w)
	case w.has(1, "CI", "CE", "CY"):
		return plain("S", 3)
	case w.has(1, "C"):
		return plain("SK", 3)
	case w.last(0) && w.has(-2, "AI", "OI"): // French: Resnais, Artois
		return sound{"", "S", 1}
	}
	return plain("S", w.run())
}

// soundSCH is Schlesinger's rule.
func soundSCH(w *word) sound {
	switch {
	case w.has(3, "ER", "EN"): // Schermerhorn, Schenker
		return sound{"X", "SK", 3}
	case w.has(3, "OO", "UY", "ED", "EM"): // Dutch: school, schooner
		return plain("SK", 3)
	case w.at == 0 && !w.vowel(3) && !w.is(3, "W"): // Schmidt, who may be Smith
		return sound{"X", "S", 3}
	}
	return plain("X", 3)
}

func soundT(w *word) sound {
	switch {
	case w.has(1, "ION", "IA", "CH"):
		return plain("X", 3)
	case !w.has(1, "H", "TH"):
		if w.has(1, "D") {
			return plain("T", 2)
		}
		return plain("T", w.run())
	case w.has(2, "OM", "AM"), w.german(): // Thomas, Thames
		return plain("T", 2)
	}
	return sound{"0", "T", 2}
}
