"""Matching on ArgKP 2021 (Bar-Haim et al. 2020; CDLA-Sharing-1.0), with the measure of the shared task.

The floor, .468 strict and .694 relaxed, is what TF-IDF of character n-grams reached on the development set with the
organisers' own script (scikit-learn 1.9, November 2026). Make ours again with
``./run capacita consultation themes <folder> --json``.
"""

import csv
from collections import Counter

import numpy as np

from capacita.cli import main
from capacita.consultation.themes import Excerpt
from capacita.consultation.themes.judging import judge_matches
from capacita.consultation.themes.matching import match_excerpts
from capacita.consultation.themes.suggesting import suggest_themes
from capacita.consultation.themes.tables import read_excerpts, read_labels, read_theme_texts
from lib.shared import shared_path

FOLDER = "data/themes/argkp-train-dev"


def test_development_set_is_matched_better_than_the_floor() -> None:
    folder = shared_path(FOLDER)
    excerpts = read_excerpts((folder / "arguments_dev.csv").read_bytes()).excerpts
    themes = read_theme_texts((folder / "key_points_dev.csv").read_bytes()).excerpts
    matches = match_excerpts(
        excerpts, {theme.id: theme.text for theme in themes}, groups={theme.id: theme.group for theme in themes}
    )
    quality = judge_matches(excerpts, matches, read_labels((folder / "labels_dev.csv").read_bytes()))
    assert (quality.groups, quality.pairs) == (8, 464)
    assert quality.retrieved_strict >= 0.468
    assert quality.retrieved_relaxed >= 0.694
    assert (round(quality.retrieved_strict, 3), round(quality.retrieved_relaxed, 3)) == (0.497, 0.714)
    assert all(match.pieces for match in matches[:400])


def test_suggested_themes_find_the_topics_again() -> None:
    folder = shared_path(FOLDER)
    with (folder / "arguments_train.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if int(row["arg_id"].split("_")[1]) < 6]
    excerpts = [Excerpt(id=row["arg_id"], text=row["argument"]) for row in rows]
    topics = {row["arg_id"]: row["topic"] for row in rows}
    found = suggest_themes(excerpts, np.random.default_rng(1))
    pure = 0
    for theme in found.themes:
        pure += Counter(topics[member.excerpt] for member in theme.members).most_common(1)[0][1]
    assert len(found.themes) >= len(set(topics.values()))
    assert pure / len(excerpts) > 0.9


def test_command_prints_quality_for_a_folder(capsys) -> None:  # type: ignore[no-untyped-def]
    assert main(["consultation", "themes", str(shared_path(FOLDER))]) == 0
    assert "mean average precision 0.497 strict, 0.714 relaxed" in capsys.readouterr().out
