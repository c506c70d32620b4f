package text

func soundCCedilla(*word) sound { return plain("S", 1) }

func soundC(w *word) sound {
	switch {
	case w.at > 1 && !w.vowel(-2) && w.has(-1, "ACH") && !w.is(2, "I") && (!w.is(2, "E") || w.has(-2, "BACHER", "MACHER")):
		return plain("K", 2) // German
	case w.at == 0 && w.has(0, "CAESAR"):
		return plain("S", 2)
	case w.has(0, "CHIA"): // chianti
		return plain("K", 2)
	case w.has(0, "CH"):
		return soundCH(w)
	case w.has(0, "CZ") && !w.has(-2, "WICZ"): // Czerny
		return sound{"S", "X", 2}
	case w.has(1, "CIA"): // focaccia
		return plain("X", 3)
	case w.has(0, "CC") && (w.at != 1 || !w.begins("M")): // not McClellan
		return soundCC(w)
	case w.has(0, "CK", "CG", "CQ"):
		return plain("K", 2)
	case w.has(0, "CIO", "CIE", "CIA"): // Italian or English
		return sound{"S", "X", 2}
	case w.has(0, "CI", "CE", "CY"):
		return plain("S", 2)
	case w.has(1, " C", " Q", " G"): // Mac Caffrey, Mac Gregor
		return plain("K", 3)
	case w.has(0, "CC") && !w.is(2, "EI"): // McClellan
		return plain("K", 2)
	}
	return plain("K", 1)
}

func soundCH(w *word) sound {
	switch {
	case w.at > 0 && w.has(2, "AE"): // Michael
		return sound{"K", "X", 2}
	case w.at == 0 && w.has(2, "ARAC", "ARIS", "OR", "YM", "EM") && !w.begins("CHORE"): // Greek: chemistry, chorus
		return plain("K", 2)
	case w.german(),
		w.has(-2, "ORCHES", "ARCHIT", "ORCHID"),                  // architect, not arch
		w.is(2, "TS"),                                            // Wachtler, Wechsler
		(w.at == 0 || w.is(-1, "AOUE")) && w.is(2, "LRNMBHFVW "): // Bach, Christine; not Tichner
		return plain("K", 2)
	case w.at == 0: // Charles
		return plain("X", 2)
	case w.begins("MC"): // McHugh
		return plain("K", 2)
	}
	return sound{"X", "K", 2}
}

func soundCC(w *word) sound {
	switch {
	case !w.is(2, "IEH") || w.has(2, "HU"): // Bacchus
		return plain("K", 2)
	case w.at == 1 && w.begins("A"), w.has(-1, "UCCEE", "UCCES"): // accident, succeed
		return plain("KS", 3)
	}
	return plain("X", 3) // Bertucci, Bellocchio
}
