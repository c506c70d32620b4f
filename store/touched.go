package store

import "thrivingfamilies.example/hub/linkage"

// touchNeighbours touches whoever stands at a home of the batch's records, as they were, or was taken for one of their
// household: when somebody leaves, those who stay may be a family.
func (f *follower) touchNeighbours() error {
	const touch = "INSERT INTO touched_persons (person_id) SELECT DISTINCT m.person_id FROM batch_records l"
	if err := f.tx.exec(touch + atHome + " WHERE " + sameHome + " AND a.key NOT IN (" + crowded + ") ON CONFLICT DO NOTHING"); err != nil {
		return err
	}
	for _, way := range [][2]string{{"a", "b"}, {"b", "a"}} {
		if err := f.tx.exec(touch + " CROSS JOIN link_pairs p CROSS JOIN links m WHERE " + sureHousehold + " AND " + isRecord("l.", "p."+way[0]+"_") +
			" AND " + isRecord("m.", "p."+way[1]+"_") + " ON CONFLICT DO NOTHING"); err != nil {
			return err
		}
	}
	return nil
}

// touchNaming touches those whose partner says that one of the records is a relative of theirs: the documents of their
// families name the person whom it is taken to be, even if that is another family's.
func (f *follower) touchNaming(keys []linkage.Key) error {
	if f.everything { // all are touched
		return nil
	}
	if err := f.writeOthers(keys); err != nil {
		return err
	}
	return f.tx.exec(`INSERT INTO touched_persons (person_id) SELECT DISTINCT l.person_id FROM other_records o CROSS JOIN source_relationships r CROSS JOIN links l
		WHERE r.partner = o.partner AND r.org = o.org AND r.other_ref = o.ref AND r.ended_import_id IS NULL
		AND l.partner = r.partner AND l.org = r.org AND l.ref = r.person_ref ON CONFLICT DO NOTHING`)
}

// moved are the records that were somebody's and are another's now.
func moved(records []linkage.Record, people []linkage.Person, ids []string) (keys []linkage.Key) {
	for i, person := range people {
		for _, at := range person.Records {
			if records[at].PersonID != ids[i] {
				keys = append(keys, records[at].Key)
			}
		}
	}
	return keys
}
