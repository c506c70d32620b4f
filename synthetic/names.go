package synthetic

import (
	"math"
	"math/rand/v2"
	"strings"
)

// origin is where a family's names come from.
type origin struct {
	weight           int
	girls, boys      []string // commonest first
	olderGirls       []string // for those born before 1970, where they differ
	olderBoys        []string
	surnames         []string
	compounds        bool   // surnames may also be put together of an English place's halves
	feminineSurnames bool   // -ski is -ska for women
	middle           string // what a middle name is chosen from: "given", or "" where there are none
}

var origins = []origin{
	{
		weight: 77, compounds: true, middle: "given",
		girls: strings.Fields(`Emily Jessica Chloe Sophie Olivia Ellie Grace Lucy Charlotte Amy Katie Megan Hannah Lauren
			Emma Sarah Rebecca Laura Gemma Kelly Claire Lisa Michelle Rachel Samantha Stacey Natalie Danielle Kerry
			Jade Leanne Amanda Nicola Victoria Zoe Zoë Chantelle Donna Tracey Joanne Louise Katherine Catherine Elizabeth
			Abigail Amelia Isabella Ruby Lily Mia Holly Poppy Daisy Freya Molly Alice Caitlin Bethany Eleanor Georgia
			Paige Shannon Kayleigh Tia Leah Evie Ava Scarlett Phoebe Isabelle Summer Alexandra Jasmine Imogen Renée Siân`),
		boys: strings.Fields(`Jack Thomas James Joshua Daniel Harry Samuel Oliver Joseph William Matthew Benjamin Luke
			Christopher Andrew Michael David Mark Paul Lee Jason Stephen Darren Craig Ryan Adam Liam Callum Jamie Connor
			Jordan Alexander George Charlie Alfie Lewis Ethan Dylan Jake Max Tyler Kieran Aaron Nathan Ben Sean Robert
			Richard Simon Gary Kevin Wayne Dean Scott Shane Ashley Reece Bradley Owen Kyle Archie Oscar Logan Noah
			Leo Riley Finley Toby Louis Edward Henry Isaac Declan Rhys Dominic Elliot`),
		olderGirls: strings.Fields(`Margaret Susan Patricia Christine Jean Linda Carol Maureen Barbara Sheila Pauline
			Jacqueline Janet Dorothy Joan Sandra Julie Deborah Karen Angela Hilary Marion Eileen Brenda Kathleen Valerie
			Gillian Doreen Joyce Beryl Sylvia Wendy Elizabeth Mary Anne Judith`),
		olderBoys: strings.Fields(`John David Michael Peter Robert Alan Brian Kenneth Raymond Anthony Terence Ronald
			Derek Roger Barry Keith Geoffrey Trevor Colin Graham Malcolm Dennis George William Frederick Gordon Nigel
			Leslie Roy Clive Stanley Norman Ian Philip Stuart`),
		surnames: strings.Fields(`Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans
			Walker White Roberts Green Hall Wood Jackson Clarke Harris Lewis Cooper Turner Hill Ward Morris Moore Clark
			Baker Harrison King Morgan Allen Parker Cook Bennett Lee Watson Carter Phillips Shaw Price Richardson Ellis
			Marshall Murray Simpson Stevens Webb Rogers Gray Collins Hunt Kelly Mills Murphy Fox Knight Butler Palmer
			Barnes Pearce Holmes Powell Russell Reid Chapman Lloyd Matthews Gibson Mason O'Brien O'Connor O'Neill
			Fletcher Graham Dixon Harvey Hughes Edwards Adams Campbell Mitchell Stewart Anderson Bell Young Scott Cox
			Ryan Walsh Byrne Doyle Sullivan Ford Tanner Belcher Surman Hitchcock Honour Buckingham Eeles Hathaway Drewett
			Gomm Prior Stanbridge Brookes Hounslow Pratley Wixey Townsend Franklin MacDonald McCarthy Faulkner D'Arcy`),
	},
	{
		weight: 8,
		girls: strings.Fields(`Aisha Fatima Maryam Zainab Khadija Saima Shabana Nasreen Priya Anjali Sunita Rukhsana
			Samina Amina Nadia Yasmin Sana Iqra Hafsa Farzana Meera Kiran Shazia Rubina`),
		boys: strings.Fields(`Mohammed Muhammad Ali Ahmed Imran Hassan Usman Bilal Hamza Abdul Tariq Asif Rashid Kamran
			Ibrahim Yusuf Omar Zain Raj Sanjay Vikram Arjun Rahul Amir Nadeem Shahid Faisal Junaid`),
		surnames: strings.Fields(`Khan Hussain Ahmed Begum Ali Mahmood Patel Singh Kaur Akhtar Malik Iqbal Shah Rahman
			Miah Uddin Chaudhry Mirza Bashir Sharma Aziz Rashid Qureshi Islam Chowdhury Hussein Butt Sheikh`),
	},
	{
		weight: 5, feminineSurnames: true,
		girls: strings.Fields(`Anna Katarzyna Agnieszka Małgorzata Magdalena Joanna Monika Ewa Zuzanna Julia Maja
			Wiktoria Oliwia Aleksandra Karolina Natalia Beata Dorota Iwona Kinga`),
		boys: strings.Fields(`Piotr Krzysztof Tomasz Paweł Michał Marcin Łukasz Jakub Mateusz Wojciech Kamil Adam
			Szymon Filip Bartosz Andrzej Marek Grzegorz Rafał Dawid`),
		surnames: strings.Fields(`Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański
			Woźniak Dąbrowski Kozłowski Jankowski Mazur Krawczyk Piotrowski Grabowski Zając Pawłowski Michalski Król`),
	},
	{
		weight: 3, middle: "given",
		girls: strings.Fields(`Maria Ana Inês Beatriz Mariana Carolina Leonor Matilde Catarina Sofia Joana Fernanda
			Cristina Luísa Conceição Rita`),
		boys: strings.Fields(`João José António Miguel Pedro Tiago Rui Carlos Luís Gonçalo Diogo Francisco Manuel
			Paulo Nuno André Duarte`),
		surnames: strings.Fields(`Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes
			Gonçalves Gomes Lopes Marques Alves Almeida Ribeiro Pinto Carvalho Teixeira Araújo Simões`),
	},
	{
		weight: 2,
		girls:  strings.Fields(`Mei Ling Xiaoli Jing Yan Hui Min Fang Li Na Ying Xin Yuk-Ling Wai-Yee Joyce Grace`),
		boys:   strings.Fields(`Wei Jun Ming Hao Lei Qiang Chun Kwok-Wai Chi-Ming Tao Yong Jian Peter Kevin Feng`),
		surnames: strings.Fields(`Wang Li Zhang Chen Liu Wong Chan Lee Cheung Lam Yang Huang Zhao Wu Ng Ho Leung Tang
			Xu Zhou Lau Yip`),
	},
	{
		weight: 3, middle: "given",
		girls: strings.Fields(`Blessing Chioma Ngozi Abena Ama Akosua Fatou Hawa Amara Folake Yewande Adaeze Grace
			Patience Mercy Tendai Rutendo Hodan Sagal Esther`),
		boys: strings.Fields(`Emmanuel Samuel Kwame Kofi Chidi Emeka Tunde Oluwaseun Ibrahim Tendai Farai Abdi Yonas
			Daniel Joseph Sekou Moses Isaac Babajide`),
		surnames: strings.Fields(`Mensah Osei Boateng Owusu Okafor Okeke Adeyemi Okonkwo Balogun Ibrahim Moyo Ncube
			Dube Mutasa Abdi Hassan Warsame Tesfaye Kamara Bangura Asante Appiah Diallo`),
	},
	{
		weight: 2, middle: "given",
		girls:    strings.Fields(`Shanice Alicia Monique Tanisha Simone Jasmine Marcia Sharon Beverley Keisha Naomi Gloria`),
		boys:     strings.Fields(`Marlon Jerome Andre Leroy Tyrone Marcus Delroy Winston Reuben Nathaniel Curtis Dwayne`),
		surnames: strings.Fields(`Campbell Williams Brown Grant Francis Gordon Reid Bailey Morgan St-Clair Henry Blake Clarke Francois`),
	},
}

var (
	placeStarts = strings.Fields(`Ash Black Brad Brook Burn Chad Clif Cran Ever Fair Graf Had Harb Hol King Lang Mar Mid
		Nor Oak Rad Red Stan Stret Thorn Wal Whit Win Wood Wyc`)
	placeEnds = strings.Fields(`bury by combe cott den field ford ham hurst ley low man ton well wick worth`)
)

// pick chooses from a list ordered by frequency; skew 1 is even, and the more of it, the commoner the common.
func pick(rng *rand.Rand, list []string, skew float64) string {
	return list[int(float64(len(list))*math.Pow(rng.Float64(), skew))]
}

// pickOrigin draws an origin by its weight.
func pickOrigin(rng *rand.Rand) *origin {
	r := rng.IntN(100)
	for i := range origins {
		if r -= origins[i].weight; r < 0 {
			return &origins[i]
		}
	}
	return &origins[0]
}

// given is a forename, and another of the same kind for the middle or "".
func (o *origin) given(rng *rand.Rand, sex string, older bool) (forename, middle string) {
	names := o.boys
	switch {
	case sex == "F" && older && o.olderGirls != nil:
		names = o.olderGirls
	case sex == "F":
		names = o.girls
	case older && o.olderBoys != nil:
		names = o.olderBoys
	}
	forename = pick(rng, names, 1.35)
	if o.middle != "" && rng.Float64() < 0.6 {
		if middle = pick(rng, names, 1.1); middle == forename {
			middle = ""
		}
	}
	return forename, middle
}

// surname is a family's name in its masculine form.
func (o *origin) surname(rng *rand.Rand) string {
	r := rng.Float64()
	if o.compounds && r < 0.30 {
		return pick(rng, placeStarts, 1) + pick(rng, placeEnds, 1)
	}
	if o.compounds && r < 0.33 {
		return pick(rng, o.surnames, 1.2) + "-" + pick(rng, o.surnames, 1.1)
	}
	return pick(rng, o.surnames, 1.4)
}

// inflect is the surname as a person of the sex bears it.
func (o *origin) inflect(surname, sex string) string {
	if stem, ok := strings.CutSuffix(surname, "ski"); ok && o.feminineSurnames && sex == "F" {
		return stem + "ska"
	}
	return surname
}
