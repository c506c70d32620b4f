#!/usr/bin/env python3
"""Links one labelled data set with Splink 4 on DuckDB and writes what it found, and what it took, as JSON.

peer.py JOB --data DIR [--people FILE] [--lookups N] --out FILE.json

The times run from the reading of the CSV to clusters at a match probability of 0.95. The scoring comes after, on the
trained model, and is in no time and no memory figure. See README.md for what each figure means.
"""

import argparse
import importlib.metadata
import json
import logging
import os
import pathlib
import platform
import resource
import sys
import tempfile
import time

import duckdb
from splink import DuckDBAPI, Linker
from splink.blocking_analysis import count_comparisons_from_blocking_rule

import scores
from jobs import JOBS, with_address

THRESHOLD = 0.95


def cpu_seconds():
    """User and system time of this process and of its ended children."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def peak_megabytes():
    """The largest resident set so far, VmHWM, in MB of 1024 kB; None where there is no /proc."""
    try:
        status = pathlib.Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return None
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


class Warnings(logging.Handler):
    """Keeps what Splink warns of, above all that a training session did not converge."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages = []

    def emit(self, record):
        message = " ".join(record.getMessage().split())
        if message not in self.messages:
            self.messages.append(message)


class Stages:
    """Wall and CPU seconds of each stage, in turn."""

    def __init__(self):
        self.seconds, self.last = {}, (time.perf_counter(), cpu_seconds())
        self.first = self.last

    def done(self, name):
        now = (time.perf_counter(), cpu_seconds())
        self.seconds[name] = {"wall": now[0] - self.last[0], "cpu": now[1] - self.last[1]}
        self.last = now

    def total(self):
        return {"wall_seconds": self.last[0] - self.first[0], "cpu_seconds": self.last[1] - self.first[1]}


def train(linker, job, seed):
    """Splink's documented procedure: the prior by deterministic rules, u by sampling, m by one EM session a rule."""
    training = linker.training
    training.estimate_probability_two_random_records_match(list(job.certain), recall=job.recall)
    training.estimate_u_using_random_sampling(max_pairs=job.max_pairs, seed=seed)
    for rule in job.sessions:
        training.estimate_parameters_using_expectation_maximisation(rule, estimate_without_term_frequencies=True)


def cluster(linker, predictions, threshold):
    """Connected components, as a table's name."""
    return linker.clustering.cluster_pairwise_predictions_at_threshold(
        predictions, threshold_match_probability=threshold
    )


def score(con, linker, job, tables, clusters):
    """What the trained model is worth, untimed: all candidate pairs again, without a threshold."""
    true = scores.count_truth(con, tables, job.link_type == "link_only")
    at_threshold = scores.score_clusters(con, clusters.physical_name, true)
    clusters.drop_table_from_database_and_remove_from_cache()
    predictions = linker.inference.predict()
    found = scores.score_pairs(con, predictions.physical_name, tables, job.unique_id, true)
    best = at_threshold | {"threshold": THRESHOLD}
    for threshold in scores.CLUSTER_THRESHOLDS:
        table = cluster(linker, predictions, threshold)
        at = scores.score_clusters(con, table.physical_name, true) | {"threshold": threshold}
        table.drop_table_from_database_and_remove_from_cache()
        if at["f1"] > best["f1"]:
            best = at
    return found | {"clusters_at_0.95": at_threshold, "clusters_best": best}


def count_rules(con, job, tables):
    """Each blocking rule by itself: how many pairs it makes, the pairs of other rules included."""
    counts = {}
    for rule in job.blocking:
        count = count_comparisons_from_blocking_rule(
            table_or_tables=tables,
            blocking_rule=rule,
            link_type=job.link_type,
            db_api=DuckDBAPI(con),
            unique_id_column_name=job.unique_id,
        )
        name = rule if isinstance(rule, str) else rule.get_blocking_rule("duckdb").blocking_rule_sql
        counts[name] = int(count["number_of_comparisons_to_be_scored_post_filter_conditions"])
    return counts


def look_up(con, linker, job, table, count):
    """Looks records up one by one, as if each came in anew: evenly many of the file, by the job's blocking rules."""
    total = scores.row(con, f"SELECT count(*) FROM {table}")[0]
    chosen = con.sql(f"SELECT * EXCLUDE (truth) FROM {table} ORDER BY {job.unique_id}").fetchall()
    names = [name for name in con.table(table).columns if name != "truth"]
    took, found, before = [], 0, cpu_seconds()
    for cells in chosen[:: max(total // count, 1)][:count]:
        record = dict(zip(names, cells)) | {job.unique_id: -1}
        began = time.perf_counter()
        matches = linker.inference.find_matches_to_new_records([record], blocking_rules=list(job.blocking))
        found += len(matches.as_record_dict())
        took.append(time.perf_counter() - began)
        matches.drop_table_from_database_and_remove_from_cache()
    used = cpu_seconds() - before
    took.sort()
    return {
        "count": len(took),
        "p50": took[len(took) // 2],
        "p99": took[len(took) * 99 // 100],
        "cpu": used / len(took),
        "found": found / len(took),
    }


def run(job, args, spill, write):
    """Links and then scores, and calls write after each: a scoring that is stopped for its length leaves the times."""
    warnings = Warnings()
    logger = logging.getLogger("splink")
    logger.addHandler(warnings)
    logger.propagate = False
    started, load = cpu_seconds(), os.getloadavg()[0]
    stages = Stages()
    con = duckdb.connect(config={"memory_limit": args.memory, "temp_directory": spill})
    tables = job.load(con, args.data, args.people)
    stages.done("read")
    linker = Linker(tables, job.settings(), db_api=DuckDBAPI(con), set_up_basic_logging=False)
    train(linker, job, args.seed)
    stages.done("train")
    predictions = linker.inference.predict(threshold_match_probability=THRESHOLD)
    stages.done("predict")
    clusters = cluster(linker, predictions, THRESHOLD)
    stages.done("cluster")
    figures = stages.total() | {"peak_rss_mb": peak_megabytes(), "cpu_seconds_of_start": started, "stages": stages.seconds}
    figures["records"] = sum(scores.row(con, f"SELECT count(*) FROM {table}")[0] for table in tables)
    (figures["threads"],) = scores.row(con, "SELECT current_setting('threads')")
    figures |= {"memory_limit": args.memory, "load_average": load, "warnings": warnings.messages}
    write(figures)
    if args.lookups:
        figures["lookups"] = look_up(con, linker, job, tables[0], args.lookups)
        write(figures)
    if args.no_score:
        return
    predictions.drop_table_from_database_and_remove_from_cache()
    figures["rules"] = count_rules(con, job, tables)
    write(figures)
    write(figures | score(con, linker, job, tables, clusters))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("job", choices=JOBS)
    parser.add_argument("--data", default=".", help="the folder of the labelled files")
    parser.add_argument("--people", help="people_4 and people_6: the CSV that people.py wrote")
    parser.add_argument("--address", action="store_true", help="people_4 and people_6: compare address_line_1 as well")
    parser.add_argument("--out", required=True, help="the JSON to write")
    parser.add_argument("--seed", type=int, default=1, help="of the sampling of u (default 1; 0 would be no seed)")
    parser.add_argument("--memory", default="10GB", help="DuckDB's limit, beyond which it spills to disk (default 10GB)")
    parser.add_argument("--lookups", type=int, default=0, help="also look up so many records of the file one by one")
    parser.add_argument("--no-score", action="store_true", help="only the times")
    args = parser.parse_args()
    job = JOBS[args.job]
    if args.address and job.files:
        parser.error("--address is for people_4 and people_6")
    if args.address:
        job = with_address(job)
    for path in [pathlib.Path(args.data) / name for name in job.files] or [args.people]:
        if path is None or not os.path.exists(path):
            sys.exit(f"peer.py: {args.job} needs {path or 'a file: --people FILE'}, which is not there")
    versions = {name: importlib.metadata.version(name) for name in ("splink", "duckdb", "pandas", "sqlglot")}
    head = {
        "job": args.job,
        "address_compared": args.address,
        "versions": versions | {"python": platform.python_version()},
        "seed": args.seed,
        "threshold": THRESHOLD,
    }

    def write(figures):
        pathlib.Path(args.out).write_text(json.dumps(head | figures, indent=2) + "\n", encoding="utf-8")

    with tempfile.TemporaryDirectory(prefix="splink-") as spill:
        run(job, args, spill, write)


if __name__ == "__main__":
    main()
