package text

import "testing"

// Common surnames of England and Wales: what a county's records are full of.
var surnames = []string{
	"smith", "jones", "williams", "taylor", "davies", "brown", "evans", "wilson", "thomas", "roberts", "johnson", "lewis",
	"walker", "robinson", "wood", "thompson", "white", "watson", "jackson", "wright", "green", "harris", "cooper", "king",
	"lee", "martin", "clarke", "james", "morgan", "hughes", "edwards", "hill", "moore", "clark", "harrison", "scott",
	"young", "morris", "hall", "ward", "turner", "carter", "phillips", "mitchell", "patel", "adams", "campbell", "anderson",
	"allen", "cook", "bailey", "parker", "miller", "davis", "murphy", "price", "bell", "baker", "griffiths", "kelly",
	"simpson", "marshall", "collins", "bennett", "cox", "richardson", "fox", "gray", "rose", "chapman", "hunt", "robertson",
	"shaw", "reynolds", "lloyd", "ellis", "richards", "russell", "wilkinson", "khan", "graham", "stewart", "reid", "murray",
	"powell", "palmer", "holmes", "rogers", "stevens", "walsh", "hunter", "thomson", "matthews", "ross", "owen", "mason",
}

func BenchmarkJaroWinkler(b *testing.B) {
	for name, pair := range map[string][2]string{
		"six letters alike": {"martha", "marhta"}, "six letters unlike": {"martha", "oliver"}, "six of Polish": {"łukasz", "łukazs"},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				JaroWinkler(pair[0], pair[1])
			}
		})
	}
}

// The same over all pairs of the surnames, as a county's are: no branch is to be foretold.
func BenchmarkJaroWinklerOfSurnames(b *testing.B) {
	benchmarkPairs(b, func(i, j int) { sinkFloat += JaroWinkler(surnames[i], surnames[j]) })
}

func BenchmarkOneTypoOfSurnames(b *testing.B) {
	benchmarkPairs(b, func(i, j int) {
		if OneTypo(surnames[i], surnames[j]) {
			sinkInt++
		}
	})
}

func BenchmarkOneTypo(b *testing.B) {
	for name, pair := range map[string][2]string{
		"six letters alike": {"martha", "marhta"}, "six letters unlike": {"martha", "oliver"},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				OneTypo(pair[0], pair[1])
			}
		})
	}
}

func BenchmarkWithinTwo(b *testing.B) {
	for b.Loop() {
		Within("katherine", "catharine", 2)
	}
}

func BenchmarkSign(b *testing.B) {
	for b.Loop() {
		Sign("martha")
	}
}

// A nanosecond or two is too short to time one by one: these time all pairs of the surnames, and report the time of one.
func BenchmarkApart(b *testing.B) {
	benchmarkPairs(b, func(i, j int) { sinkInt += signs[i].Apart(signs[j]) })
}

func BenchmarkBound(b *testing.B) {
	benchmarkPairs(b, func(i, j int) { sinkFloat += Bound(signs[i], signs[j], len(surnames[i]), len(surnames[j])) })
}

func BenchmarkMetaphone(b *testing.B) {
	for b.Loop() {
		Metaphone("filipowicz")
	}
}

func BenchmarkNicknames(b *testing.B) {
	for b.Loop() {
		Nicknames("alex")
	}
}

var (
	signs = func() (all []Signature) {
		for _, name := range surnames {
			all = append(all, Sign(name))
		}
		return all
	}()
	sinkInt   int // so that the compiler does not leave the work out
	sinkFloat float64
)

func benchmarkPairs(b *testing.B, compare func(i, j int)) {
	for b.Loop() {
		for i := range signs {
			for j := range signs {
				compare(i, j)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(signs)*len(signs)), "ns/pair")
}
