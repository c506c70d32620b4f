package text

// The letters of which there is little to say.

func soundB(w *word) sound { return plain("P", w.run()) }

func soundD(w *word) sound {
	switch {
	case w.has(1, "GI", "GE", "GY"): // edge
		return plain("J", 3)
	case w.has(1, "G"): // Edgar
		return plain("TK", 2)
	case w.has(1, "T"):
		return plain("T", 2)
	}
	return plain("T", w.run())
}

func soundF(w *word) sound { return plain("F", w.run()) }

func soundK(w *word) sound { return plain("K", w.run()) }

func soundM(w *word) sound {
	if w.has(-1, "UMB") && (w.last(1) || w.has(2, "ER")) { // thumb, numbers
		return plain("M", 2)
	}
	return plain("M", w.run())
}

func soundN(w *word) sound { return plain("N", w.run()) }

func soundP(w *word) sound {
	switch {
	case w.has(1, "H"):
		return plain("F", 2)
	case w.has(1, "B"): // Campbell, raspberry
		return plain("P", 2)
	}
	return plain("P", w.run())
}

func soundQ(w *word) sound { return plain("K", w.run()) }

func soundR(w *word) sound {
	if w.last(0) && !w.slavic && w.has(-2, "IE") && !w.has(-4, "ME", "MA") { // French: Rogier; not Hochmeier
		return sound{"", "R", 1}
	}
	return plain("R", w.run())
}

func soundV(w *word) sound { return plain("F", w.run()) }
