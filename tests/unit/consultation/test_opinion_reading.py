"""Votes out of files: which column means what, what is left out and said so, what is held against what."""

import json

import numpy as np
import pytest

from capacita.consultation.opinion import find_straight_liners, group_opinions, read_labels, read_votes_export
from capacita.vocabulary import Refusal, Unreadable

PLAIN = "participant,statement,vote,time\nann,1,1,2026-03-01T10:00:00Z\nann,1,-1,2026-03-01T09:00:00Z\nbo,1,pass,\nbo,2,agree,\n"


def codes_of(files: dict[str, str]) -> dict[str, object]:
    export = read_votes_export({name: text.encode() for name, text in files.items()})
    return {finding.code: finding for finding in export.findings}


def test_later_time_wins_over_later_line() -> None:
    matrix = read_votes_export({"votes.csv": PLAIN.encode()}).matrix
    assert matrix.participants == ("ann", "bo")
    assert matrix.votes.tolist() == [1, 0, 1]
    assert (matrix.superseded, matrix.changed) == (1, 1)


def test_later_line_wins_without_times() -> None:
    text = "participant,statement,vote\n1,7,1\n1,7,-1\n"
    assert read_votes_export({"votes.csv": text.encode()}).matrix.votes.tolist() == [-1]


def test_unreadable_votes_are_left_out_with_their_lines() -> None:
    found = codes_of({"votes.csv": "participant,statement,vote\n1,1,1\n1,2,maybe\n,3,1\n"})
    assert found["OPINION_VOTE_UNREADABLE"].lines == (3, 4)  # type: ignore[attr-defined]


def test_keys_of_the_server_turn_the_sign() -> None:
    votes = [{"pid": 1, "tid": 2, "vote": -1}]
    assert read_votes_export({"votes.json": json.dumps(votes).encode()}).matrix.votes.tolist() == [1]


def test_strict_moderation_leaves_out_what_waits() -> None:
    files = {
        "votes.json": json.dumps([{"participant_id": 1, "statement_id": 2, "vote": 1}]),
        "comments.json": json.dumps([{"statement_id": 2, "moderated": 0, "txt": "x"}]),
        "conversation.json": json.dumps({"strict_moderation": True}),
    }
    assert read_votes_export({name: text.encode() for name, text in files.items()}).moderated_out == {"2"}


def test_totals_that_count_every_vote_are_told_from_wrong_ones() -> None:
    log = "comment-id,voter-id,vote\n0,1,1\n0,1,1\n1,1,1\n"
    comments = "comment-id,agrees,disagrees,moderated,comment-body\n0,2,0,1,a\n1,5,0,1,b\n"
    found = codes_of({"votes.csv": log, "comments.csv": comments})
    assert {"OPINION_TOTALS_COUNT_REVOTES", "OPINION_TOTALS_DIFFER"} <= found.keys()


def test_matrix_alone_is_read() -> None:
    found = codes_of({"participants-votes.csv": "participant,group-id,0,1\n5,,1,-1\n6,,,0\n"})
    assert found.keys() == {"OPINION_NO_LOG"}


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"notes.txt": ""}, "OPINION_NO_VOTES_FILE"),
        ({"votes.csv": "a,b\n1,2\n"}, "OPINION_COLUMN_MISSING"),
        ({"votes.csv": "participant,statement,vote\n1,2\n"}, "OPINION_VOTES_NOT_CSV"),
        ({"votes.csv": "participant,statement,vote,time\n1,2,1,soon\n"}, "OPINION_TIME_UNREADABLE"),
        ({"votes.json": "{"}, "OPINION_FILE_UNREADABLE"),
    ],
)
def test_what_is_no_export_is_refused(files: dict[str, str], code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_votes_export({name: text.encode() for name, text in files.items()})
    assert refused.value.code == code


def test_straight_liners_are_flagged_and_stay() -> None:
    rows = [
        f"{person},{statement},{1 if person == 3 else (person + statement) % 3 - 1}"
        for person in range(20)
        for statement in range(9)
    ]
    matrix = read_votes_export({"votes.csv": "\n".join(["participant,statement,vote", *rows]).encode()}).matrix
    assert find_straight_liners(matrix) == ("3",)
    report = group_opinions(matrix, np.random.default_rng(1))
    assert report.clustered == 20
    assert "OPINION_STRAIGHT_LINERS" in {finding.code for finding in report.findings}


def test_more_groups_than_people_are_refused() -> None:
    matrix = read_votes_export({"votes.csv": PLAIN.encode()}).matrix
    with pytest.raises(Refusal) as refused:
        group_opinions(matrix, np.random.default_rng(1), groups=3)
    assert refused.value.code == "OPINION_GROUPS_IMPOSSIBLE"


def test_participant_in_two_groups_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_labels(b"participant,group\n1,a\n1,b\n")


def test_who_is_not_listed_is_unclustered() -> None:
    matrix = read_votes_export({"votes.csv": PLAIN.encode()}).matrix
    report = group_opinions(matrix, np.random.default_rng(1), given={"ann": "x"})
    assert (report.clustered, report.labels.tolist(), report.groups) == (1, [0, -1], ("x",))
