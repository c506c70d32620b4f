package main

import (
	"slices"
	"strings"
	"unicode"

	"thrivingfamilies.example/hub/linkage/match"
)

// meaning is what a heading says that its column holds.
type meaning struct {
	field match.Field // "" where the column is not for linking
	why   string      // then: why not
	rank  int         // of several columns for what can be only one, the least is taken
	part  string      // of a field that is made of several: a line of an address, a part of a date; or wholeName
	kind  string      // of numbers and others: by what name two files have the same one
	judge bool        // by the values as well: see judged
	id    int         // how good a name for rows it is, 1 best; 0 is none
}

// Why a column is not for linking.
const (
	whyRepeats   = "says what other columns say"
	whyAnswer    = "says which rows belong together"
	whySomebody  = "is about somebody or something else"
	whyUnstable  = "says little of who it is, or changes"
	whyUnknown   = "its heading says nothing that is known"
	whyTaken     = "another column is that already"
	whyHouse     = "would be taken for a part of the street"
	whyFew       = "has too few different values"
	whyDistinct  = "never says the same of two rows"
	whyOnlyHere  = "no other file has it"
	whyLeftOut   = "left out by --columns"
	whyNoHeading = "has no heading"
)

// words takes a heading apart: small letters, cut at spaces, strokes, capitals within and before digits.
func headingWords(heading string) []string {
	var b strings.Builder
	var last rune
	for _, r := range heading {
		letter, digit := unicode.IsLetter(r), unicode.IsDigit(r)
		switch {
		case !letter && !digit:
			b.WriteByte(' ')
		case unicode.IsUpper(r) && unicode.IsLower(last), digit && unicode.IsLetter(last):
			b.WriteByte(' ')
			fallthrough
		default:
			b.WriteRune(unicode.ToLower(r))
		}
		last = r
	}
	return strings.Fields(b.String())
}

// headingMeaning reads a heading: first as a whole, then by the words in it.
func headingMeaning(heading string) meaning {
	words := headingWords(heading)
	if len(words) == 0 {
		return meaning{why: whyNoHeading}
	}
	whole := strings.Join(words, "")
	id := slices.Index(rowNames, whole) + 1
	m, ok := headings[whole]
	if !ok {
		m = wordsMeaning(words)
	}
	if m.kind == "" && (m.field == match.Number || m.field == match.Other) {
		m.kind = whole
	}
	m.id = id
	if last := words[len(words)-1]; id == 0 && m.judge && slices.Contains(rowEndings, last) {
		m.id = len(rowNames) + 1
	}
	return m
}

// wordsMeaning reads a heading by the words in it; the first rule that holds counts.
func wordsMeaning(words []string) meaning {
	has := func(list string) bool {
		for one := range strings.FieldsSeq(list) {
			if slices.Contains(words, one) {
				return true
			}
		}
		return false
	}
	given, surname := has("given first forename forenames firstname fname christian"), has("surname last family lastname lname")
	number := has("number no num nbr nr id")
	switch {
	case has("mother father parent partner spouse husband wife kin guardian carer emergency contact gp doctor school employer landlord provider company organisation organization agent worker"): //nolint:misspell // both are headings
		return meaning{why: whySomebody}
	case has("cluster entity truth label household family group batch duplicate match") && !has("name surname"):
		return meaning{why: whyAnswer}
	case has("postcode postalcode zip zipcode"), has("post postal") && has("code"):
		return meaning{field: match.Postcode, rank: 5}
	case has("email"), has("e") && has("mail"):
		return meaning{field: match.Email}
	case has("uprn"):
		return meaning{field: match.Property, rank: 5}
	case has("birth born"):
		return birthMeaning(has)
	case has("maiden former previous"):
		return meaning{field: match.Former, rank: 5}
	case has("alias aka nickname preferred"), has("known") && has("as"):
		return meaning{field: match.Known, rank: 5}
	case given && surname, has("full display") && has("name"):
		return meaning{why: whyRepeats, part: wholeName, rank: 10}
	case has("middle"):
		return meaning{field: match.Middle, rank: 5}
	case surname && !number:
		return meaning{field: match.Surname, rank: 5}
	case given && !number:
		return meaning{field: match.Given, rank: 5}
	case has("sex gender"):
		return meaning{field: match.Sex, rank: 5}
	case has("dob"):
		return meaning{field: match.Birth, rank: 5}
	case has("phone telephone mobile tel"):
		return meaning{field: match.Phone, kind: "telephone"}
	}
	return placeMeaning(words, has, number)
}

// birthMeaning reads a heading that is about a birth.
func birthMeaning(has func(string) bool) meaning {
	switch {
	case has("name surname"):
		return meaning{field: match.Former, rank: 5}
	case has("place town city country county state"):
		return meaning{field: match.Other, kind: "place of birth", judge: true}
	case has("year yr"):
		return meaning{field: match.Birth, part: "year", rank: 8}
	case has("month mon"):
		return meaning{field: match.Birth, part: "month", rank: 8}
	case has("day"):
		return meaning{field: match.Birth, part: "day", rank: 8}
	case has("date dt"):
		return meaning{field: match.Birth, rank: 5}
	}
	return meaning{why: whyUnknown}
}

// placeMeaning reads a heading that is about a place, a number or a sort of people.
func placeMeaning(words []string, has func(string) bool, number bool) meaning {
	last := words[len(words)-1]
	line := len(words) > 1 && len(last) == 1 && '1' < last[0] && last[0] <= '9'
	switch {
	case has("unit apartment apt suite box") && (number || len(words) == 1):
		return meaning{why: whyUnstable}
	case has("house street building property door") && number, has("house") && has("name"):
		rank := 5
		if has("name") {
			rank = 8
		}
		return meaning{field: match.House, rank: rank}
	case has("address addr street road") && line:
		return meaning{field: match.Address, part: last, rank: 5}
	case has("address addr street road"):
		return meaning{field: match.Address, part: "1", rank: 5}
	case has("town city suburb locality village"):
		return meaning{field: match.Town, rank: 5}
	case has("occupation profession job trade"):
		return meaning{field: match.Other, kind: "occupation", judge: true}
	case has("nationality citizenship"):
		return meaning{field: match.Other, kind: "nationality", judge: true}
	case has("ethnicity ethnic race religion language county state region district province country"):
		return meaning{field: match.Other, judge: true}
	case has("ssn passport licence license medicare mrn insurance") || has("social") && has("security"):
		return meaning{field: match.Number}
	case has("case event row record file source batch school org agency station visit tenancy claim"):
		return meaning{why: whySomebody, judge: slices.Contains(rowEndings, last)}
	case slices.Contains(rowEndings, last):
		return meaning{field: match.Number, judge: true}
	}
	return meaning{why: whyUnknown}
}
