package main

import (
	"strings"

	"thrivingfamilies.example/hub/identifier"
	"thrivingfamilies.example/hub/linkage/match"
)

// rowNames are headings of columns that name a row, the surest first, written together.
var rowNames = strings.Fields(`uniqueid recid recordid rowid recordref id personref personid clientref clientid
	customerid patientid pupilid userid uid uuid ref reference identifier recordkey key pk nr`)

// rowEndings are the last words of headings that may name a row.
var rowEndings = []string{"id", "ref", "key", "number", "no", "num", "nr"}

// headings are what whole headings mean, written together.
var headings = vocabulary()

func vocabulary() map[string]meaning {
	all := map[string]meaning{}
	add := func(m meaning, headings string) {
		for i, h := range strings.Fields(headings) {
			with := m
			with.rank += i
			all[h] = with
		}
	}
	add(meaning{field: match.Given}, `givenname givennames forename forenames firstname firstnames given first fname fnamec1 fnamec
		gname christianname christiannames personalname pername1 name1`)
	add(meaning{field: match.Surname}, `surname lastname familyname last lname lnamec1 lnamec family sname secondname pername2 name2`)
	add(meaning{field: match.Middle}, `middlenames middlename middle mname midlname secondforename secondgivenname forename2
		givenname2 firstname2 othernames otherforenames fnamec2 middleinitial middleinitials mi`)
	add(meaning{field: match.Former}, `formersurname maidenname previoussurname birthsurname surnameatbirth birthname formername
		previousname nee`)
	add(meaning{field: match.Known}, `knownas preferredname preferredforename preferredfirstname alsoknownas aka alias nickname`)
	add(meaning{field: match.Birth}, `dateofbirth dob birthdate birthdt dobdate datebirth bdate born`)
	add(meaning{field: match.Birth, part: "year", rank: 8}, `yearofbirth birthyear dobyear dobyr yob by`)
	add(meaning{field: match.Birth, part: "month", rank: 8}, `monthofbirth birthmonth dobmonth dobmon mob bm`)
	add(meaning{field: match.Birth, part: "day", rank: 8}, `dayofbirth birthday dobday bd`)
	add(meaning{field: match.Sex}, `sex gender sexcode gendercode sexatbirth sexatregistration`)
	add(meaning{field: match.House}, `housenumber streetnumber houseno streetno housenum streetnum hsenum buildingnumber propertynumber
		housenameornumber housenumberorname`)
	add(meaning{field: match.House, rank: 20}, `housename buildingname`)
	add(meaning{field: match.Address, part: "1"}, `addressline1 address1 addrline1 addr1 address addressline streetaddress line1 street
		streetname strnam road addr homeaddress residentialaddress fulladdress enumcap`)
	for n, line := range []string{"2", "3", "4", "5"} {
		add(meaning{field: match.Address, part: line, rank: n}, strings.ReplaceAll(`addressline# address# addrline# addr# line#`, "#", line))
	}
	add(meaning{field: match.Town}, `posttown town townname suburb city cityname towncity locality village municipality`)
	add(meaning{field: match.Postcode}, `postcode postalcode postcd pcode pcd enumpc zip zipcode zip5`)
	add(meaning{field: match.Property}, `uprn uniquepropertyreferencenumber propertyreference`)
	add(meaning{field: match.Email}, `email emailaddress mail`)
	add(meaning{field: match.Number, kind: "nhs number"}, `nhsnumber nhsno nhsnum nhs nhsid`)
	add(meaning{field: match.Number, kind: "nino"}, `nino ninumber nino ni nationalinsurancenumber nationalinsuranceno nationalinsurance`)
	add(meaning{field: match.Number, kind: "upn"}, `upn uniquepupilnumber`)
	add(meaning{field: match.Number, kind: "uln"}, `uln uniquelearnernumber`)
	add(meaning{field: match.Number, kind: "pnc id"}, `pncid pnc pncnumber`)
	add(meaning{field: match.Number, kind: "social security number"}, `ssn socsecid socsec socialsecuritynumber socialsecurityno
		socialsecurity`)
	add(meaning{field: match.Number, kind: "national id"}, `nationalid nationalidnumber`)
	add(meaning{field: match.Other, judge: true, kind: "place of birth"}, `birthplace placeofbirth countryofbirth`)
	add(meaning{field: match.Other, kind: "suffix"}, `suffix namesuffix namesuffixcode namesufxcd generationalsuffix`)
	add(meaning{why: whyRepeats, part: wholeName}, `fullname name firstandsurname firstandlastname personname displayname`)
	add(meaning{why: whyRepeats}, `soundex metaphone`)
	add(meaning{why: whyAnswer}, `cluster clusterid entity entityid entid trueid truth label groupid householdid familyid personid
		duplicateof`)
	add(meaning{why: whyUnstable}, `age title salutation nameprefix initials maritalstatus height weight`)
	return all
}

// checks are the canonical forms of numbers that have rules, by kind.
var checks = map[string]func(string) (string, error){
	"nhs number": identifier.NHSNumber, "nino": identifier.NINO, "upn": identifier.UPN, "uln": identifier.ULN,
	"pnc id": identifier.PNCID,
}
