"""The statistics of groups, held to what a Polis server published for three conversations.

Expected values: ``math-pca2.json`` of three conversations as the server of compdemocracy/polis computed them (taken from
the test fixtures of polis-community/red-dwarf, where each folder holds the server's answers unchanged). The published
groups are given as labels: base clusters are replaced by their members, everybody else is unclustered.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from capacita.cli import main
from lib.shared import shared_path

CONVERSATIONS = ("above-100-ptpts", "150ptpt-3gp-no-strict-no-meta", "50ptpt-3gp-strict-no-meta")


@pytest.fixture(params=CONVERSATIONS)
def folder(request: pytest.FixtureRequest) -> Path:
    return shared_path(f"data/polis/server-output/{request.param}")


@pytest.fixture
def published(folder: Path) -> Any:
    return json.loads((folder / "math-pca2.json").read_bytes())


@pytest.fixture
def said(folder: Path, published: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    members = dict(zip(published["base-clusters"]["id"], published["base-clusters"]["members"], strict=True))
    lines = [
        f"{person},{group['id']}"
        for group in published["group-clusters"]
        for base in group["members"]
        for person in members[base]
    ]
    labels = tmp_path / "labels.csv"
    labels.write_text("\n".join(["participant,group", *lines]))
    assert main(["consultation", "groups", str(folder), "--groups", str(labels), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_group_votes_are_those_published(said: Any, published: Any) -> None:
    statements = {statement["id"]: statement["by_group"] for statement in said["statements"]}
    for group, entry in published["group-votes"].items():
        assert next(shown["size"] for shown in said["groups"] if shown["id"] == group) == entry["n-members"]
        for name, counts in entry["votes"].items():
            shown = statements[name][group]
            assert (shown["agree"], shown["disagree"], shown["votes"]) == (counts["A"], counts["D"], counts["S"])


def test_group_aware_consensus_is_that_published(said: Any, published: Any) -> None:
    shown = {statement["id"]: statement["group_aware_consensus"] for statement in said["statements"]}
    assert shown.keys() == published["group-aware-consensus"].keys()
    assert all(abs(shown[name] - value) < 1e-6 for name, value in published["group-aware-consensus"].items())


def test_representative_statements_are_those_published(said: Any, published: Any) -> None:
    for group, expected in published["repness"].items():
        shown = said["representative"][group]
        assert [entry["statement"] for entry in shown] == [str(entry["tid"]) for entry in expected]
        for ours, theirs in zip(shown, expected, strict=True):
            assert ours["repful_for"] == theirs["repful-for"]
            assert ours["best_agree"] == theirs.get("best-agree", False)
            assert (ours["n_success"], ours["n_trials"]) == (theirs["n-success"], theirs["n-trials"])
            for key in ("p_success", "p_test", "repness", "repness_test"):
                assert abs(ours[key] - theirs[key.replace("_", "-")]) < 1e-4


def test_consensus_is_that_published(said: Any, published: Any) -> None:
    for direction, expected in published["consensus"].items():
        shown = said["consensus"][direction]
        assert [entry["statement"] for entry in shown] == [str(entry["tid"]) for entry in expected]
        assert np.allclose([entry["p_test"] for entry in shown], [entry["p-test"] for entry in expected], atol=1e-6)
