"""Every code that the rooms of words and frameworks raise has words, and the words fit the values."""

import ast
import json
import string
from pathlib import Path

import pytest

from capacita.framework import MESSAGES, read_framework
from capacita.vocabulary import MESSAGES as SHARED
from capacita.vocabulary import spell
from lib.framework_cases import small_document
from lib.shared import ROOT

PREFIXES = (
    "CASE_",
    "LICENCE_",
    "TEXT_",
    "FRAMEWORK_",
    "ADAPTATION_",
    "RELEASE_",
    "DOCUMENT_",
    "TRAIL_",
    "CROSSWALK_",
    "LINT_",
    "TRANSLATION_",
    "GLOSSARY_",
    "EXCHANGE_",
    "CONFLICT_",
    "MERGE_",
    "REBASE_",
    "VERSION_",
    "EFFECT_",
    "SIGNING_",
    "MOODLE_",
    "MATRIX_",
)
NAMES_OF_OTHER_THINGS = {"FRAMEWORK_FORMAT", "ADAPTATION_FORMAT", "RELEASE_FORMAT", "CROSSWALK_FORMAT"}
ROOMS = [ROOT / "src" / "capacita" / room for room in ("vocabulary", "framework")]


def codes_in(folder: Path) -> set[str]:
    found = set()
    for file in folder.rglob("*.py"):
        if not file.name.endswith("messages.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isupper():
                    found.add(node.value)
    return {code for code in found if code.startswith(PREFIXES) and code not in NAMES_OF_OTHER_THINGS}


def test_every_code_has_words_and_every_word_a_code() -> None:
    words = {**SHARED, **MESSAGES}
    raised = codes_in(ROOMS[0]) | codes_in(ROOMS[1])
    assert raised - set(words) == set()
    said_by_the_command_line = {
        "FILE_EMPTY",
        "FILE_MISSING",
        "FILE_NOT_WRITTEN",
        "FILE_UNREADABLE",
        "EXCHANGE_NO_PARALLEL_FILES",
        "EXCHANGE_LANGUAGE_NOT_THERE",
        "EXCHANGE_READ_WITH_REPAIRS",
    }
    assert set(words) - raised - said_by_the_command_line == set()


@pytest.mark.parametrize("code", sorted({**SHARED, **MESSAGES}))
def test_words_are_sentences_with_named_values(code: str) -> None:
    words = {**SHARED, **MESSAGES}[code]
    for sentence in (words.message, words.hint):
        assert sentence.endswith(".")
        assert all(name != "" for _, name, _, _ in string.Formatter().parse(sentence))


def test_findings_of_every_shape_are_put_into_words() -> None:
    document = small_document()
    document["version"] = 3
    document["items"][0]["colour"] = "red"
    document["items"][1]["kind"] = "skill"
    document["items"][2]["id"] = "7"
    document["items"][3]["code"] = "1"
    document["items"][4]["parent"] = "12345678-1234-4234-8234-123456789abc"
    del document["roles"][0]["branch"]
    shown = [
        spell(finding, {**SHARED, **MESSAGES}) for finding in read_framework(json.dumps(document).encode()).findings
    ]
    assert [(entry["path"], entry["message"]) for entry in shown] == [
        ("/version", '"version" holds 3: Input should be a valid string.'),
        ("/items/0/colour", '"colour" is not a key of this format.'),
        ("/items/1/kind", '"kind" holds "skill", which is not in its list.'),
        ("/items/2/id", '"id" holds "7", which has not the right form.'),
        ("/roles/0/branch", '"branch" is missing.'),
        ("/items/3/code", "The domain code 1 is already used at /items/0/code."),
        (
            "/items/4/parent",
            "The parent of 2.1, 12345678-1234-4234-8234-123456789abc, is not in the framework.",
        ),
    ]
