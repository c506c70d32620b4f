package store

import "thrivingfamilies.example/hub/linkage"

// touchNaming touches those whose partner says that one of the records is a relative of theirs: the documents of their
// families name the person whom it is taken to be, even if that is another family's.
func (f *follower) touchNaming(keys []linkage.Key) error {
	if f.everything {
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
