package main

import "strings"

// plainCell is a cell of a CSV file that is written for others. A spreadsheet takes a cell that begins with = + - @, a tab or a
// carriage return for a formula, and runs it: such a one gets an apostrophe in front, and so does one that has an apostrophe
// there already. So whoever reads the file takes one apostrophe away where a cell begins with one, and has what stood there.
// A plain negative number stays as it is: it is no formula, and many programs number their rows so.
func plainCell(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r'", rune(cell[0])) || negative(cell) {
		return cell
	}
	return "'" + cell
}

// negative reports whether a cell is a plain negative number: a minus, digits, and a point among them at most.
func negative(cell string) bool {
	digits, ok := strings.CutPrefix(cell, "-")
	whole, part, pointed := strings.Cut(digits, ".")
	return ok && allDigits(whole) && (!pointed || allDigits(part))
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
