package synthetic

import (
	"strconv"
	"strings"
)

// address is one front door, as a partner without errors writes it.
type address struct {
	line1, line2, town, postcode, uprn string
	district                           int
}

// district is a postcode district and the town that it is written with.
type district struct{ code, town string }

var districts = []district{
	{"OX1", "Oxford"},
	{"OX2", "Oxford"},
	{"OX3", "Oxford"},
	{"OX4", "Oxford"},
	{"OX5", "Kidlington"},
	{"OX7", "Chipping Norton"},
	{"OX9", "Thame"},
	{"OX10", "Wallingford"},
	{"OX11", "Didcot"},
	{"OX12", "Wantage"},
	{"OX14", "Abingdon"},
	{"OX15", "Banbury"},
	{"OX16", "Banbury"},
	{"OX18", "Carterton"},
	{"OX26", "Bicester"},
	{"OX28", "Witney"},
	{"OX39", "Chinnor"},
	{"OX49", "Watlington"},
}

var (
	streetNames = strings.Fields(`Abbey Acacia Alder Almond Anchor Apple Arbour Ash Aspen Badger Bakers Barley Barn
		Beech Bell Bishop Blackthorn Blenheim Bramble Bridge Brook Burford Buttercup Canal Cedar Chapel Cherry Chestnut
		Church Clover Coopers Copse Cornflower Cotswold Cowslip Crane Curlew Daisy Dairy Drovers Elder Elm Evenlode
		Falcon Farriers Fern Field Finch Foxglove Garth Glebe Glyme Gorse Grange Green Greyfriars Harvest Hawthorn
		Hazel Heather Heron Hill Holly Hopfield Hornbeam Isis Ivy Juniper Kestrel Kiln Kingfisher Larch Lark Laurel
		Lavender Lime Linden Long Maltings Manor Maple Marlow Mayfield Meadow Medlar Mill Millers Minster Mulberry
		Nightingale Northfield Oak Orchard Otter Park Partridge Pear Pheasant Pine Plover Pond Poplar Poppy Priory Quarry
		Queens Ridge River Robin Rose Rowan Rye Saddlers Saxon School Shepherds Spinney Spring Station Stone Swan
		Sycamore Teal Thames Thatchers Thistle Tithe Trefoil Vicarage Walnut Warren Water Weavers Well Westfield Wheat
		Willow Windmill Windrush Wood Wren Yew`)
	streetKinds = strings.Fields(`Road Street Lane Close Avenue Drive Road Street Close Way Crescent Gardens Place Court`)
	houseNames  = strings.Fields(`Cherwell Kestrel Magdalen Osprey Radley Ridgeway Spires Windrush Evenlode Falcon Wytham`)
	localities  = strings.Fields(`Eastfield Northway Southmead Westgate Millbrook Newlands Oldbury Highcroft`)
)

const (
	doors       = 12   // front doors to a postcode
	streetUnits = 2000 // pairs of postcodes in a district; a street has one pair
	unitLetters = "ABDEFGHJLNPQRSTUWXYZ"
	uprns       = 10_000_000
)

// gazetteer lays the county's front doors along its streets: half of them are homes of its households, the others stand
// ready for people who live elsewhere, or lived elsewhere before. A postcode is of one street.
type gazetteer struct {
	slots, streets, names, uprn permutation
	seed                        uint64
}

func newGazetteer(dwellings int, seed uint64) gazetteer {
	return gazetteer{
		slots:   newPermutation(uint64(2*dwellings), seed, "slots"),
		streets: newPermutation(uint64(len(districts)*streetUnits), seed, "streets"),
		names:   newPermutation(uint64(len(streetNames)*len(streetKinds)), seed, "street names"),
		uprn:    newPermutation(uprns, seed, "uprn"),
		seed:    seed,
	}
}

// at is the front door with the number: dwellings first, then as many others.
func (g gazetteer) at(i int) address {
	slot := g.slots.of(uint64(i))
	street, side, position := slot/(2*doors), slot/doors%2, slot%doors
	place := g.streets.of(street)
	where := districts[place/streetUnits]
	unit := place%streetUnits*2 + side // 0..3999 in the district
	name := g.names.of(street % g.names.n)
	road := streetNames[name%uint64(len(streetNames))] + " " + streetKinds[name/uint64(len(streetNames))]
	luck := mix(keyOf(g.seed, "street") ^ street)

	a := address{
		town: where.town, district: int(place / streetUnits), uprn: "10012" + digits(g.uprn.of(slot), 7),
		postcode: where.code + " " + strconv.Itoa(int(unit/400)) + string(unitLetters[unit/20%20]) + string(unitLetters[unit%20]),
	}
	if luck%6 == 0 { // a block of flats on each side of the street
		building := strconv.Itoa(int(3+side*20+luck/6%9)) + " " + road
		a.line1, a.line2 = "Flat "+strconv.Itoa(int(position+1)), building
		if luck/60%2 == 0 {
			a.line1 += " " + houseNames[(luck/120+side)%uint64(len(houseNames))] + " House"
		}
		return a
	}
	a.line1 = strconv.Itoa(int(1+side*37+position*3+mix(slot^luck)%3)) + " " + road
	if luck/6%7 == 0 {
		a.line2 = localities[luck/42%uint64(len(localities))]
	}
	return a
}
