package synthetic

import "strings"

// nicknames are what bearers of a name are called.
var nicknames = map[string][]string{
	"Abdul": {"Abs"}, "Abigail": {"Abi", "Abbie"}, "Agnieszka": {"Aga"}, "Aleksandra": {"Ola"}, "Alexander": {"Alex", "Xander"},
	"Alexandra": {"Alex", "Lexi"}, "Amanda": {"Mandy"}, "Amelia": {"Millie"}, "Andrew": {"Andy", "Drew"}, "Andrzej": {"Andrew"},
	"Angela": {"Angie"}, "Anthony": {"Tony"}, "António": {"Tony"}, "Barbara": {"Babs"}, "Bartosz": {"Bartek"},
	"Benjamin": {"Ben", "Benji"}, "Bethany": {"Beth"}, "Beverley": {"Bev"}, "Bradley": {"Brad"}, "Catarina": {"Cat"},
	"Catherine": {"Cath", "Cathy", "Kate"}, "Charlotte": {"Charlie", "Lottie"}, "Christine": {"Chris", "Chrissie"},
	"Christopher": {"Chris", "Kit"}, "Daniel": {"Dan", "Danny"}, "Danielle": {"Dani"}, "David": {"Dave"}, "Deborah": {"Debbie", "Deb"},
	"Dominic": {"Dom"}, "Dorothy": {"Dot"}, "Edward": {"Ed", "Eddie", "Ted"}, "Eleanor": {"Ellie", "Nell"},
	"Elizabeth": {"Liz", "Beth", "Lizzie", "Betty"}, "Emmanuel": {"Manny"}, "Folake": {"Flo"}, "Francisco": {"Chico"},
	"Frederick": {"Fred"}, "Geoffrey": {"Geoff"}, "Georgia": {"Georgie"}, "Gillian": {"Gill"}, "Grzegorz": {"Greg"},
	"Henry": {"Harry"}, "Ibrahim": {"Ibby"}, "Isabella": {"Bella", "Izzy"}, "Isabelle": {"Izzy"}, "Jacqueline": {"Jackie"},
	"Jakub": {"Kuba"}, "James": {"Jim", "Jimmy", "Jamie"}, "Jessica": {"Jess", "Jessie"}, "Joanna": {"Asia", "Jo"}, "Joanne": {"Jo"},
	"João": {"Joe"}, "John": {"Jack", "Johnny"}, "Jordan": {"Jord"}, "José": {"Zé"}, "Joseph": {"Joe", "Joey"}, "Joshua": {"Josh"},
	"Judith": {"Judy"}, "Katarzyna": {"Kasia"}, "Katherine": {"Kate", "Kathy", "Katie"}, "Kathleen": {"Kath"},
	"Kayleigh": {"Kay"}, "Kenneth": {"Ken"}, "Kevin": {"Kev"}, "Krzysztof": {"Chris", "Krzysiek"}, "Leslie": {"Les"}, "Louise": {"Lou"},
	"Łukasz": {"Luke"}, "Magdalena": {"Magda"}, "Małgorzata": {"Gosia"}, "Margaret": {"Maggie", "Peggy", "Meg"}, "Maria": {"Mia"},
	"Mateusz": {"Matt"}, "Matthew": {"Matt", "Matty"}, "Megan": {"Meg"}, "Michael": {"Mike", "Mick", "Mickey"}, "Michał": {"Mike"},
	"Michelle": {"Shell"}, "Mohammed": {"Mo"}, "Muhammad": {"Mo"}, "Natalie": {"Nat"}, "Nathan": {"Nate"}, "Nathaniel": {"Nathan"}, "Nicola": {"Nicky", "Nikki"},
	"Oliver": {"Ollie"}, "Oliwia": {"Liwia"}, "Oluwaseun": {"Seun"}, "Patricia": {"Pat", "Trish"}, "Pauline": {"Paula"}, "Peter": {"Pete"},
	"Philip": {"Phil"}, "Piotr": {"Peter"}, "Raymond": {"Ray"}, "Rebecca": {"Becky", "Becca"}, "Richard": {"Rick", "Richie", "Dick"},
	"Robert": {"Rob", "Bob", "Bobby"}, "Ronald": {"Ron"}, "Samantha": {"Sam", "Sammy"}, "Samuel": {"Sam"}, "Sandra": {"Sandy"},
	"Sarah": {"Sally"}, "Sharon": {"Shaz"}, "Stephen": {"Steve"}, "Susan": {"Sue", "Susie"}, "Szymon": {"Simon"}, "Terence": {"Terry"},
	"Thomas": {"Tom", "Tommy"}, "Tomasz": {"Tom"}, "Tracey": {"Trace"}, "Trevor": {"Trev"}, "Valerie": {"Val"}, "Victoria": {"Vicky", "Tori"},
	"William": {"Will", "Bill", "Billy", "Liam"}, "Wojciech": {"Wojtek"}, "Yusuf": {"Joe"}, "Zuzanna": {"Zuza"},
}

// spellings are other ways to write a name, most of them from another alphabet or ear.
var spellings = map[string][]string{
	"Abdul": {"Abdel", "Abdool"}, "Ahmed": {"Ahmad", "Achmed"}, "Aisha": {"Ayesha", "Aysha"}, "Akhtar": {"Aktar"}, "Amina": {"Aminah"},
	"Begum": {"Begom"}, "Callum": {"Calum"}, "Catherine": {"Katherine", "Kathryn"}, "Chaudhry": {"Choudhury", "Chowdhry", "Chaudry"},
	"Cheung": {"Zhang"}, "Chowdhury": {"Choudhury", "Chaudhry"}, "Clark": {"Clarke"}, "Clarke": {"Clark"}, "Connor": {"Conor"},
	"Fatima": {"Fatimah", "Fathima"}, "Geoffrey": {"Jeffrey"}, "Hassan": {"Hasan"}, "Hussain": {"Hussein", "Husain"}, "Hussein": {"Hussain"},
	"Ibrahim": {"Ebrahim"}, "Iqbal": {"Ikbal"}, "Jasmine": {"Jasmin", "Yasmin"}, "Khadija": {"Khadijah", "Kadija"}, "Khan": {"Kahn"},
	"Lee": {"Li", "Leigh"}, "Li": {"Lee"}, "Liu": {"Lau"}, "MacDonald": {"McDonald"}, "Mahmood": {"Mehmood", "Mahmud"}, "Mark": {"Marc"},
	"Maryam": {"Mariam", "Miriam"}, "McCarthy": {"MacCarthy"}, "Miah": {"Mia", "Miya"}, "Mohammed": {"Mohamed", "Muhammad", "Mohammad"},
	"Muhammad": {"Mohammed", "Mohammad"}, "Ng": {"Wu"}, "Osei": {"Osay"}, "Philip": {"Phillip"}, "Qureshi": {"Quraishi"}, "Rachel": {"Rachael"},
	"Rahman": {"Rehman", "Rahaman"}, "Reece": {"Rhys"}, "Reid": {"Reed", "Read"}, "Rhys": {"Reece"}, "Sarah": {"Sara"}, "Sean": {"Shaun", "Shawn"},
	"Shah": {"Sha"}, "Sheikh": {"Shaikh"}, "Smith": {"Smyth"}, "Sophie": {"Sofie"}, "Stephen": {"Steven"}, "Stewart": {"Stuart"},
	"Stuart": {"Stewart"}, "Thompson": {"Thomson"}, "Uddin": {"Udin"}, "Usman": {"Osman"}, "Wang": {"Wong"}, "Wong": {"Wang"},
	"Xu": {"Hsu"}, "Yusuf": {"Yousef", "Yusef"}, "Zainab": {"Zaynab"}, "Zhang": {"Cheung", "Chang"}, "Zhao": {"Chiu"}, "Zhou": {"Chow"},
}

// plain writes a name in the letters of the English alphabet.
var plain = strings.NewReplacer(
	"á", "a", "ã", "a", "â", "a", "ą", "a", "ç", "c", "ć", "c", "é", "e", "ê", "e", "ë", "e", "ę", "e", "í", "i", "ł", "l", "Ł", "L",
	"ń", "n", "ó", "o", "õ", "o", "ô", "o", "ś", "s", "ú", "u", "ź", "z", "ż", "z",
)

// shortened are street words as clerks abbreviate them; a line has one of them at its end.
var shortened = []struct{ long, short string }{
	{"Road", "Rd"},
	{"Street", "St"},
	{"Avenue", "Ave"},
	{"Close", "Cl"},
	{"Crescent", "Cres"},
	{"Gardens", "Gdns"},
	{"Drive", "Dr"},
	{"Lane", "La"},
	{"Place", "Pl"},
	{"Court", "Ct"},
	{"House", "Hse"},
	{"Way", "Wy"},
}
