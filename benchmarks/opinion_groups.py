"""How long opinion groups take at the size of a national consultation, and beside red-dwarf on open data.

Run: ``python benchmarks/opinion_groups.py [--participants 100000] [--statements 1000] [--votes 10000000] [--csv]
[--polis FOLDER]``. Votes are made by seed: four camps with opinions of their own on each statement, statements seen
unevenly; ``--csv`` writes them as CSV first and measures the reading as well. ``--half`` measures half the participants
and votes before, to see how time grows. FOLDER holds conversations of compdemocracy/openData, one a folder; each is
grouped after one warm-up, with its published number of groups.

red-dwarf is no dependency (it brings scikit-learn, pandas and a browser's user agents). To have it in the same run:
``pip install red-dwarf==0.4.0`` into the environment that runs this script; without it a line says so.
"""

import argparse
import csv
import importlib.util
import io
import resource
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from capacita.consultation.opinion import (
    FILES,
    OpinionReport,
    VoteMatrix,
    adjusted_rand_index,
    collect_votes,
    group_opinions,
    read_votes_export,
)


def make_log(participants: int, statements: int, votes: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a log of about as many votes: person, statement, vote, without re-votes."""
    chance = np.random.default_rng(seed)
    camp = chance.choice(4, size=participants, p=[0.4, 0.3, 0.2, 0.1])
    opinion = chance.normal(0, 1.2, size=(4, statements)) + chance.normal(0, 0.8, size=statements)
    seen = chance.beta(1, 3, size=statements) + 0.02
    seen *= votes / (participants * seen.sum())
    people, columns = [], []
    for column in range(statements):
        drawn = np.flatnonzero(chance.random(participants) < min(1.0, seen[column]))
        people.append(drawn.astype(np.int32))
        columns.append(np.full(len(drawn), column, dtype=np.int32))
    person, statement = np.concatenate(people), np.concatenate(columns)
    leaning = opinion[camp[person], statement] + chance.logistic(size=len(person))
    return person, statement, np.where(np.abs(leaning) < 0.5, 0, np.sign(leaning)).astype(np.int8)


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def measure_large(participants: int, statements: int, votes: int, through_csv: bool) -> None:
    person, statement, vote = make_log(participants, statements, votes, seed=1)
    print(f"{participants:,} participants x {statements:,} statements, {len(vote):,} votes")
    order = np.random.default_rng(2).permutation(len(vote))
    person, statement, vote = person[order], statement[order], vote[order]
    if through_csv:
        written = io.BytesIO()
        pa_csv.write_csv(pa.table({"participant": person, "statement": statement, "vote": vote}), written)
        data = written.getvalue()
        start = time.perf_counter()
        matrix = read_votes_export({"votes.csv": data}).matrix
        print(f"  read {len(data) / 1e6:.0f} MB of CSV {time.perf_counter() - start:6.1f} s")
    else:
        names = tuple(map(str, range(participants))), tuple(map(str, range(statements)))
        start = time.perf_counter()
        matrix: VoteMatrix = collect_votes(*names, person, statement, vote)
        print(f"  collect the latest votes {time.perf_counter() - start:6.1f} s")
    start = time.perf_counter()
    report = group_opinions(matrix, np.random.default_rng(1))
    print(f"  groups, statistics, stability {time.perf_counter() - start:6.1f} s, {describe(report)}")
    print(f"  peak memory {peak():.1f} GB")


def describe(report: OpinionReport) -> str:
    sizes = [len(report.members(group)) for group in range(len(report.groups))]
    return f"{report.stability.verdict.value}, sizes {sizes}"


def measure_polis(folder: Path) -> None:
    has_peer = importlib.util.find_spec("reddwarf") is not None
    if not has_peer:
        print("red-dwarf is not installed here; see the head of this script")
    for conversation in sorted(found.parent for found in folder.rglob("votes.csv")):
        files = {name: (conversation / name).read_bytes() for name in FILES if (conversation / name).exists()}
        export = read_votes_export(files)
        rows = csv.DictReader(io.StringIO(files["participants-votes.csv"].decode("utf-8-sig")))
        published = {row["participant"]: row["group-id"] for row in rows if row["group-id"]}
        groups = len(set(published.values()))
        for _ in range(2):
            start = time.perf_counter()
            report = group_opinions(
                export.matrix, np.random.default_rng(1), moderated_out=export.moderated_out, groups=groups
            )
            seconds = time.perf_counter() - start
        ours = {name: str(group) for group in range(groups) for name in report.members(group)}
        line = (
            f"{conversation.name:30} capacita {seconds:5.2f} s (stability included), ARI {agree(ours, published):.2f}"
        )
        if has_peer:
            seconds, theirs = run_peer(export.matrix, export.moderated_out, groups)
            line += f"; red-dwarf {seconds:5.2f} s (no stability), ARI {agree(theirs, published):.2f}"
        print(line + f"; {report.stability.verdict.value}")


def run_peer(matrix: VoteMatrix, moderated_out: frozenset[str], groups: int) -> tuple[float, dict[str, str]]:
    from reddwarf.implementations.polis import run_pipeline  # noqa: PLC0415 -- the peer is not always there

    entries = zip(matrix.people.tolist(), matrix.columns.tolist(), matrix.votes.tolist(), strict=True)
    votes = [
        {
            "participant_id": int(matrix.participants[person]),
            "statement_id": int(matrix.statements[column]),
            "vote": vote,
            "modified": 0,
        }
        for person, column, vote in entries
    ]
    for _ in range(2):
        start = time.perf_counter()
        result = run_pipeline(
            votes=votes,
            mod_out_statement_ids=[int(name) for name in moderated_out],
            force_group_count=groups,
            random_state=1,
        )
        seconds = time.perf_counter() - start
    labels = result.participants_df["cluster_id"].dropna()
    return seconds, {str(person): str(group) for person, group in labels.items()}


def agree(left: dict[str, str], right: dict[str, str]) -> float:
    both = sorted(left.keys() & right.keys())
    return adjusted_rand_index(np.array([left[name] for name in both]), np.array([right[name] for name in both]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--participants", type=int, default=100_000)
    parser.add_argument("--statements", type=int, default=1_000)
    parser.add_argument("--votes", type=int, default=10_000_000)
    parser.add_argument("--csv", action="store_true")
    parser.add_argument("--half", action="store_true")
    parser.add_argument("--polis", type=Path)
    options = parser.parse_args()
    if options.half:
        measure_large(options.participants // 2, options.statements, options.votes // 2, options.csv)
    if options.participants:
        measure_large(options.participants, options.statements, options.votes, options.csv)
    if options.polis:
        measure_polis(options.polis)


if __name__ == "__main__":
    main()
