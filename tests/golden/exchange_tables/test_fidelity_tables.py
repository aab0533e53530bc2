"""Every format keeps what its fidelity table says, loses what it says, and the pages of the reference say the same.

The tables are measured on a framework with every part filled in. Write the pages anew with
``python tests/golden/exchange_tables/test_fidelity_tables.py`` from a checkout whose src and tests are on the path.
"""

import datetime
import json
from collections.abc import Callable

import pytest

from capacita.framework import Framework
from capacita.framework.exchange.contract import Fidelity, WriteOptions
from capacita.framework.exchange.csv_table_fidelity import CTDL_TERMS
from capacita.framework.exchange.ctdl import write_ctdl
from capacita.framework.exchange.digcomp import read_digcomp
from capacita.framework.exchange.direct import read_direct
from capacita.framework.exchange.formats import FORMATS, recognise_format
from lib.exchange_cases import compare_parts, dressed
from lib.exchange_files import digcomp_bytes, direct_entries
from lib.framework_cases import small_framework
from lib.shared import ROOT

PAGES = ROOT / "docs" / "reference" / "fidelity"
NOTE = "<!-- Made by tests/golden/exchange_tables/test_fidelity_tables.py. Do not edit by hand. -->"
OPTIONS = WriteOptions(moment=datetime.datetime(2026, 1, 31, tzinfo=datetime.UTC))
NAMES = ("case", "skos-ttl", "skos-jsonld", "xlsx", "csv", "moodle-csv", "digcomp-jsonld", "direct")
SHAPES: dict[str, Callable[[], Framework]] = {
    "digcomp-jsonld": lambda: read_digcomp(digcomp_bytes())[0],
    "direct": lambda: read_direct(json.dumps(direct_entries()).encode())[0],
}


def whole_framework(name: str) -> Framework:
    return dressed(SHAPES.get(name, small_framework)())


def written(name: str) -> bytes:
    write = FORMATS[name].write
    assert write is not None
    return write(whole_framework(name), OPTIONS).data


def read_back(name: str) -> Framework:
    read = FORMATS[name].read
    assert read is not None
    result = read(written(name))
    assert result.framework is not None, result.findings
    return result.framework


def measure(name: str) -> dict[str, bool]:
    return compare_parts(whole_framework(name), read_back(name))


def fidelity_page(name: str) -> str:
    kept, table = measure(name), FORMATS[name].fidelity
    lines = [f"# Fidelity: {FORMATS[name].title}", "", NOTE, ""]
    lines += [f"Format `{name}`. What a framework with every part filled in still holds when it comes back.", ""]
    if table.note:
        lines += [table.note, ""]
    lines += ["| part | comes back | why not |", "|---|---|---|"]
    for part in sorted(kept):
        lines.append(f"| {part} | {'yes' if kept[part] else 'no'} | {'' if kept[part] else table.reason(part)} |")
    return "\n".join(lines) + "\n"


def ctdl_page() -> str:
    lines = ["# Fidelity: CTDL-ASN", "", NOTE, ""]
    lines += ["Format `ctdl-asn`. It is written, not read. What is not in this table does not go out.", ""]
    lines += ["| part | said as |", "|---|---|", *(f"| {part} | {terms} |" for part, terms in CTDL_TERMS.items())]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_format_recognises_what_it_has_written(name: str) -> None:
    assert recognise_format(written(name)).name == name
    assert written(name) == written(name)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_lost_is_what_the_table_says(name: str) -> None:
    kept = measure(name)
    table = FORMATS[name].fidelity
    undeclared = [part for part, whole in kept.items() if not whole and table.reason(part) is None]
    assert undeclared == []
    for pattern in table.losses:
        one = Fidelity(losses={pattern: "x"})
        assert any(one.reason(part) and not whole for part, whole in kept.items()), f"{pattern} loses nothing"


@pytest.mark.parametrize("name", ["case", "skos-ttl", "skos-jsonld"])
def test_format_that_loses_nothing_gives_back_the_very_same_framework(name: str) -> None:
    assert read_back(name) == whole_framework(name)


@pytest.mark.parametrize("name", NAMES)
def test_page_says_what_was_measured(name: str) -> None:
    assert (PAGES / f"{name}.md").read_text(encoding="utf-8") == fidelity_page(name)


def test_ctdl_page_and_file_say_the_same() -> None:
    assert (PAGES / "ctdl-asn.md").read_text(encoding="utf-8") == ctdl_page()
    text = write_ctdl(dressed(small_framework())).decode()
    for terms in CTDL_TERMS.values():
        for term in terms.split(", "):
            assert f'"{term}":' in text


if __name__ == "__main__":
    for format_name in NAMES:
        (PAGES / f"{format_name}.md").write_text(fidelity_page(format_name), encoding="utf-8")
    (PAGES / "ctdl-asn.md").write_text(ctdl_page(), encoding="utf-8")
