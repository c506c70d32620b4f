#!/usr/bin/env python3
"""Joins the person feeds of a generated county into one CSV, with the truth as its last column.

people.py DIR OUT.csv [--limit N]

DIR is what `thrive generate DIR` wrote: DIR/<partner>/people.csv for each partner, and DIR/truth.csv. The cells are
copied as sent, errors and all; a column which a partner does not send stays empty. The order is that of the partners'
names and of their files, so the same county gives the same bytes. Needs nothing but Python.
"""

import argparse
import csv
import pathlib
import sys

COLUMNS = (
    "partner person_ref forename middle_names surname former_surname known_as date_of_birth sex "
    "address_line_1 address_line_2 town postcode uprn person"
).split()


def read_truth(path):
    """Returns the person behind each (partner, person_ref)."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return {(row["partner"], row["person_ref"]): row["person"] for row in csv.DictReader(file)}


def join(county, out, limit):
    """Writes at most limit rows to out and returns how many. A record without a truth is an error: it could not be scored."""
    truth = read_truth(county / "truth.csv")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for feed in sorted(county.glob("*/people.csv")):
        partner = feed.parent.name
        with feed.open(newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                if count == limit:
                    return count
                person = truth.get((partner, row["person_ref"]))
                if person is None:
                    raise SystemExit(f"people.py: {feed} has {row['person_ref']}, which truth.csv does not know")
                row.update(partner=partner, person=person)
                writer.writerow([row.get(column, "") for column in COLUMNS])
                count += 1
    if count == 0:
        raise SystemExit(f"people.py: no */people.csv in {county}: is it a folder made by `thrive generate`?")
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("county", type=pathlib.Path, metavar="DIR")
    parser.add_argument("out", type=pathlib.Path, metavar="OUT.csv")
    parser.add_argument("--limit", type=int, default=-1, help="stop after so many records (default: all)")
    args = parser.parse_args()
    try:
        with args.out.open("w", newline="", encoding="utf-8") as out:
            count = join(args.county, out, args.limit)
    except OSError as err:
        raise SystemExit(f"people.py: {err}") from err
    print(f"{count} records in {args.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
