"""The reference in docs/reference says what the code says: each page is made again and compared."""

import difflib
import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location("write_reference", ROOT / "tools" / "write_reference.py")
assert _spec is not None
assert _spec.loader is not None
write_reference = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(write_reference)


@pytest.mark.parametrize("name", list(write_reference.list_pages()))
def test_reference_page_says_what_the_code_says(name: str) -> None:
    expected = write_reference.list_pages()[name]()
    page = write_reference.REFERENCE / name
    found = page.read_text(encoding="utf-8") if page.exists() else ""
    changed = "\n".join(
        difflib.unified_diff(found.splitlines(), expected.splitlines(), "the page", "the code", "", "", 0)
    )
    assert found == expected, f"run tools/write_reference.py\n{changed}"


def test_reference_holds_no_page_that_nothing_makes() -> None:
    kept = {path.name for path in write_reference.REFERENCE.iterdir() if path.is_file()}
    assert kept == set(write_reference.list_pages())


def test_documents_page_tells_parts_apart() -> None:
    headings = [line for line in write_reference.describe_documents().splitlines() if line.startswith("#")]
    twice = {heading for heading in headings if headings.count(heading) > 1}
    assert twice == set()


def test_every_format_named_in_the_code_is_found() -> None:
    named = set()
    for path in (ROOT / "src" / "capacita").rglob("*.py"):
        for piece in path.read_text(encoding="utf-8").split("DocumentFormat(")[1:]:
            head = piece.partition(")")[0]
            if 'name="capacita-' in head:
                named.add(head.partition('name="')[2].partition('"')[0])
    assert named == {known.name for known in write_reference.list_formats()}
