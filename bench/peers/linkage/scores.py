"""Precision, recall and F1 of pairs and of clusters, against the truth. Recall is always over all true pairs of the file,
those that blocking never made included. What is undefined is None: the precision of no pairs is not 1."""

CLUSTER_THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999)


def row(con, sql):
    """The one row of a query. DuckDB 2 lets neither a relation fetch one row nor a statement lie unread."""
    return con.sql(sql).fetchall()[0]


def rates(found, right, true):
    """The three rates of `found` pairs, `right` of them true, where `true` pairs exist."""
    precision = right / found if found else None
    recall = right / true if true else None
    f1 = 2 * right / (found + true) if found + true else None
    return {"precision": precision, "recall": recall, "f1": f1, "found": found, "right": right}


def count_truth(con, tables, link_only):
    """All true pairs: within the file, or between the two files."""
    if link_only:
        a, b = tables
        sql = f"SELECT count(*) FROM {a} a JOIN {b} b USING (truth)"
    else:
        sql = f"SELECT coalesce(sum(n * (n - 1) // 2), 0) FROM (SELECT count(*) n FROM {tables[0]} GROUP BY truth)"
    return int(row(con, sql)[0])


def score_pairs(con, predictions, tables, unique_id, true):
    """Scores every candidate pair: at a match probability of 0.95, and at the weight, to a hundredth of a bit, with the best F1."""
    records = " UNION ALL ".join(f"SELECT {unique_id} AS id, truth FROM {table}" for table in tables)
    con.sql(
        f"""
        CREATE OR REPLACE TEMP TABLE weighed AS
        WITH records AS ({records})
        SELECT floor(p.match_weight * 100) / 100 AS weight, p.match_probability >= 0.95 AS likely,
            count(*) AS found, count(*) FILTER (l.truth = r.truth) AS correct, sum(p.match_probability) AS expected
        FROM {predictions} p
        JOIN records l ON l.id = p.{unique_id}_l JOIN records r ON r.id = p.{unique_id}_r
        GROUP BY ALL
        """
    )
    total, right, expected = row(con, "SELECT sum(found), sum(correct), sum(expected) FROM weighed")
    likely = row(con, "SELECT coalesce(sum(found), 0), coalesce(sum(correct), 0) FROM weighed WHERE likely")
    best, so_far = rates(0, 0, true) | {"match_weight": None}, [0, 0]
    for weight, found, correct in con.sql(
        "SELECT weight, sum(found), sum(correct) FROM weighed GROUP BY weight ORDER BY weight DESC"
    ).fetchall():
        so_far[0] += int(found)
        so_far[1] += int(correct)
        at = rates(*so_far, true) | {"match_weight": weight}
        if at["f1"] > best["f1"]:
            best = at
    return {
        "candidate_pairs": int(total or 0),
        "true_pairs": true,
        "true_pairs_blocked": int(right or 0),
        "expected_over_true": (expected or 0) / true,
        "pairs_at_0.95": rates(*map(int, likely), true),
        "pairs_best": best,
    }


def score_clusters(con, clusters, true):
    """Scores the pairs within clusters; a cluster of one has none. In a link_only job two records of one file may share a
    cluster, which counts as a wrong pair."""
    found, right = row(
        con,
        f"""
        WITH cells AS (SELECT cluster_id, truth, count(*) AS n FROM {clusters} GROUP BY ALL),
            whole AS (SELECT sum(n) AS n FROM cells GROUP BY cluster_id)
        SELECT (SELECT sum(n * (n - 1) // 2) FROM whole), (SELECT sum(n * (n - 1) // 2) FROM cells)
        """,
    )
    return rates(int(found), int(right), true)
