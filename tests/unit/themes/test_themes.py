"""Themes: copies and campaigns, suggestions with all their excerpts, assignments, merges, tables, the measure."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from capacita.cli import main
from capacita.consultation.themes import (
    AssignedBy,
    Assignment,
    Codebook,
    Excerpt,
    Theme,
    ThemeStatus,
    find_copies,
    follow_merges,
    list_standing,
)
from capacita.consultation.themes.judging import average_precision, judge_matches
from capacita.consultation.themes.matching import ThemeMatch, match_excerpts
from capacita.consultation.themes.suggesting import suggest_themes
from capacita.consultation.themes.tables import read_excerpts, read_labels
from capacita.vocabulary import Refusal, Unreadable, derive_identifier, written

CAMPAIGN = "Please keep the data protection chapter and add a duty to publish every algorithm that decides on people."
ON_DATA = [
    "Registers hold wrong data about people in villages",
    "The data in the registers is out of date",
    "Nobody checks whether the data in registers is right",
    "Data quality of registers must be measured",
]
ON_POWER = [
    "Power cuts stop the work in district offices",
    "Without electricity the district office stands still",
    "Solar power for every district office",
    "District offices lose power each afternoon",
]
MOMENT = datetime(2026, 3, 1, tzinfo=UTC)


def excerpts_of(*texts: str) -> list[Excerpt]:
    return [Excerpt(id=f"e{place}", text=text, author=f"p{place}") for place, text in enumerate(texts)]


def assignment(excerpt: str, theme: str, coder: str, *, minutes: int = 0, holds: bool = True) -> Assignment:
    at = MOMENT + timedelta(minutes=minutes)
    return Assignment(excerpt=excerpt, theme=theme, coder=coder, by=AssignedBy.PERSON, at=at, holds=holds)


def theme(name: str, status: ThemeStatus = ThemeStatus.IN_USE, into: str | None = None) -> Theme:
    return Theme(
        id=derive_identifier(IDENTIFIER, name), code=name, title=written(name), description=written(name),
        status=status, into=derive_identifier(IDENTIFIER, into) if into else None,
    )  # fmt: skip


IDENTIFIER = "b46f6ad1-1f1f-4d0c-8d0c-0f4c5c6b3a6e"


def test_campaign_is_found_with_its_senders_and_its_least_alike_pair() -> None:
    edited = CAMPAIGN.replace("Please keep", "We ask you to keep")
    excerpts = excerpts_of(CAMPAIGN, "Something else entirely, said by one person alone", CAMPAIGN.upper(), edited)
    (group,) = find_copies(excerpts, least=0.7)
    assert group.excerpts == ("e0", "e2", "e3")
    assert group.senders == 3
    assert group.is_campaign
    assert group.alike == pytest.approx(15 / 20)  # 16 and 19 runs of three words; 15 are the same


def test_two_copies_by_one_sender_are_no_campaign() -> None:
    twice = [Excerpt(id="a", text=CAMPAIGN, author="p"), Excerpt(id="b", text=CAMPAIGN, author="p")]
    (group,) = find_copies(twice)
    assert (group.senders, group.is_campaign) == (1, False)


def test_short_texts_are_never_copies() -> None:
    assert find_copies(excerpts_of("More training please", "More training please")) == ()


def test_suggestions_part_the_subjects_and_hold_every_excerpt() -> None:
    excerpts = excerpts_of(*ON_DATA, *ON_POWER, "")
    found = suggest_themes(excerpts, np.random.default_rng(3), count=2)
    members = [{member.excerpt for member in theme.members} for theme in found.themes]
    assert {frozenset(group) for group in members} == {
        frozenset({"e0", "e1", "e2", "e3"}),
        frozenset({"e4", "e5", "e6", "e7"}),
    }
    assert found.alone == ("e8",)
    words = {word for theme in found.themes for word in theme.words}
    assert {"data", "registers", "district"} <= words


def test_copies_count_once_where_they_are_collapsed() -> None:
    many = [Excerpt(id=f"c{place}", text=CAMPAIGN, author=f"s{place}") for place in range(5)]
    kin = excerpts_of(
        "Publish every algorithm that decides on people in the chapter on data protection",
        "The data protection chapter should oblige offices to publish the algorithm used",
        *ON_POWER,
    )
    found = suggest_themes([*many, *kin], np.random.default_rng(3), count=2)
    with_campaign = next(theme for theme in found.themes if any(m.excerpt == "c0" for m in theme.members))
    assert (with_campaign.contributions, with_campaign.people, with_campaign.collapsed) == (7, 7, 3)


def test_too_few_texts_give_no_theme() -> None:
    found = suggest_themes(excerpts_of(*ON_DATA), np.random.default_rng(3))
    assert (found.themes, found.alone) == ((), ("e0", "e1", "e2", "e3"))


def test_match_names_what_both_say_and_keeps_to_its_group() -> None:
    excerpts = [Excerpt(id="e", text="Power cuts stop our work", group="2")]
    themes = {"power": "Power cuts", "cuts": "Budget cuts"}
    (match,) = match_excerpts(excerpts, themes)
    assert match.theme == "power"
    assert match.pieces[0] == "power cuts"
    (kept,) = match_excerpts(excerpts, themes, groups={"power": "1", "cuts": "2"})
    assert kept.theme == "cuts"
    assert match_excerpts([Excerpt(id="x", text="???")], themes) == ()


def test_newest_word_of_each_coder_stands() -> None:
    said = [
        assignment("e", "t", "anna", minutes=5, holds=False),
        assignment("e", "t", "anna"),
        assignment("e", "t", "ben", minutes=1),
    ]
    assert [entry.coder for entry in list_standing(said)] == ["ben"]


def test_merged_theme_counts_for_the_last_of_its_line() -> None:
    book = Codebook(
        id=IDENTIFIER, version=2, language="en",
        themes=(theme("a", ThemeStatus.MERGED, "b"), theme("b", ThemeStatus.MERGED, "c"), theme("c")),
    )  # fmt: skip
    ids = {entry.code: entry.id for entry in book.themes}
    assert follow_merges(book) == {ids["a"]: ids["c"], ids["b"]: ids["c"], ids["c"]: ids["c"]}


def test_merge_in_a_circle_is_refused() -> None:
    book = Codebook(
        id=IDENTIFIER, version=1, language="en",
        themes=(theme("a", ThemeStatus.MERGED, "b"), theme("b", ThemeStatus.MERGED, "a")),
    )  # fmt: skip
    with pytest.raises(Refusal) as refusal:
        follow_merges(book)
    assert refusal.value.code == "THEME_MERGED_INTO_NOTHING"


def test_average_precision_is_that_of_the_book() -> None:
    # Right at ranks 1 and 3 of 4: (1/1 + 2/3) / 2.
    scores = np.array([0.9, 0.8, 0.7, 0.1])
    assert average_precision(np.array([1.0, 0.0, 1.0, 0.0]), scores) == pytest.approx((1 + 2 / 3) / 2)
    # All at one score are one place: precision 2/4.
    assert average_precision(np.array([1.0, 0.0, 1.0, 0.0]), np.ones(4)) == pytest.approx(0.5)
    assert average_precision(np.zeros(3), np.ones(3)) == 0.0


def test_unlabelled_pairs_are_wrong_or_right_and_only_the_surer_half_counts() -> None:
    excerpts = excerpts_of("a", "b", "c", "d")
    matches = [ThemeMatch(excerpt=f"e{n}", theme="t", score=1 - n / 10, pieces=()) for n in range(4)]
    quality = judge_matches(excerpts, matches, {("e0", "t"): True, ("e2", "t"): True})
    assert (quality.groups, quality.pairs) == (1, 2)
    assert quality.ranked_strict == pytest.approx(1.0)
    assert quality.retrieved_strict == pytest.approx(0.5)  # one of the two is labelled right
    assert quality.retrieved_relaxed == pytest.approx(1.0)


def test_table_tells_empty_and_repeated_lines() -> None:
    table = read_excerpts(b"id,text,author\n1,One,x\n2,,x\n1,Again,y\n")
    assert [(finding.code, finding.lines) for finding in table.findings] == [
        ("THEME_TEXT_EMPTY", (3,)),
        ("THEME_ID_REPEATED", (4,)),
    ]
    assert (len(table.excerpts), table.people) == (1, 1)


def test_table_without_texts_says_what_it_looked_for() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_excerpts(b"name,age\nx,3\n")
    assert refusal.value.code == "THEME_TABLE_WITHOUT_COLUMN"


def test_label_that_is_neither_is_refused_with_its_line() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_labels(b"arg_id,key_point_id,label\na,k,1\na,k,maybe\n")
    assert (refusal.value.code, refusal.value.values["line"]) == ("THEME_LABEL_UNREADABLE", 3)


def test_command_suggests_the_same_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "said.csv"
    file.write_text("text\n" + "\n".join([*ON_DATA, *ON_POWER]), encoding="utf-8")
    shown = []
    for _again in range(2):
        assert main(["consultation", "themes", str(file), "--count", "2", "--json"]) == 0
        shown.append(capsys.readouterr().out)
    value = json.loads(shown[0])
    assert shown[0] == shown[1]
    assert value["suggested_by"] == "program"
    assert sum(theme["contributions"] for theme in value["themes"]) == 8


@pytest.mark.parametrize("count", ["0", "-2"])
def test_command_refuses_no_number_of_themes(tmp_path: Path, capsys: pytest.CaptureFixture[str], count: str) -> None:
    file = tmp_path / "said.csv"
    file.write_text("text\n" + "\n".join(ON_DATA), encoding="utf-8")
    assert main(["consultation", "themes", str(file), "--count", count]) == 1
    assert capsys.readouterr().err.startswith("THEME_COUNT_NOT_POSITIVE: ")
