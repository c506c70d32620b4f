package quality

// Clusters scores the pairs within found clusters: found has the cluster of each record.
func Clusters(found []int32, truth Truth) Score {
	return score(truth.within(found), truth.Pairs(), truth.both(found))
}

// sizes counts records by true person, by cluster, and by both.
func sizes(found []int32, truth Truth) (person, cluster map[int32]int64, both map[cell]int64) {
	person, cluster, both = map[int32]int64{}, map[int32]int64{}, map[cell]int64{}
	for i, p := range truth.Person {
		if p < 0 {
			continue
		}
		person[p]++
		cluster[found[i]]++
		both[cell{p, found[i]}]++
	}
	return person, cluster, both
}

// BCubed is, on the average of all records: of the record's cluster, the share that is the same person (precision); of the
// person's records, the share that is in the cluster (recall). F1 is their harmonic mean. It does not ask for sources. (A.
// Bagga and B. Baldwin, 1998.)
func BCubed(found []int32, truth Truth) Score {
	person, cluster, both := sizes(found, truth)
	var precision, recall, n float64
	for i, p := range truth.Person { // not over both: a sum's last digit hangs on its order
		if p < 0 {
			continue
		}
		k := float64(both[cell{p, found[i]}])
		precision += k / float64(cluster[found[i]])
		recall += k / float64(person[p])
		n++
	}
	s := Score{Precision: shareOf(precision, n), Recall: shareOf(recall, n)}
	s.F1 = shareOf(2*float64(s.Precision)*float64(s.Recall), float64(s.Precision+s.Recall))
	return s
}

// Exact is how many of the true persons (or households, where those are the labels) were found whole and alone.
func Exact(found []int32, truth Truth) Rate {
	person, cluster, both := sizes(found, truth)
	rate := Rate{Of: int64(len(person))}
	for c, k := range both {
		if k == max(person[c.person], cluster[c.label]) {
			rate.Hits++
		}
	}
	return rate
}
