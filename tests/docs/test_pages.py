"""Pages hold together: links lead somewhere, files that are named exist, decisions are dated, the map is complete."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_FILE = re.compile(r"`((?:\.?[\w-]+/)*\.?[\w-]+(?:\.[\w-]+)*/?)`")
_DECISION = re.compile(r"(\d{4}-\d{2}-\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
FOLDERS = ("", "src/capacita", "docs", "src/capacita/content", "src/capacita/web", "src/capacita/assessment")
MADE_BY_READERS = ("var/",)  # what a tutorial writes


def anchors_of(path: Path) -> set[str]:
    text = _FENCED.sub("", path.read_text(encoding="utf-8"))
    headings = [line.lstrip("#").strip() for line in text.splitlines() if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(path: Path) -> Iterator[str]:
    text = _CODE.sub("", _FENCED.sub("", path.read_text(encoding="utf-8")))
    for target in _LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        there = (path.parent / name).resolve() if name else path
        if not there.exists() or (anchor and anchor not in anchors_of(there)):
            yield target


def missing_files(text: str) -> Iterator[str]:
    for name in _FILE.findall(_FENCED.sub("", text)):
        is_path = name.endswith(".py") or ("/" in name.rstrip("/") and (name.endswith("/") or "." in Path(name).name))
        if not is_path or name.startswith(MADE_BY_READERS):
            continue
        if not any((ROOT / folder / name).exists() for folder in FOLDERS):
            yield name


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_of_page_lead_somewhere(path: Path) -> None:
    assert list(broken_links(path)) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_named_on_page_exist(path: Path) -> None:
    assert list(missing_files(path.read_text(encoding="utf-8"))) == []


def test_missing_file_and_broken_link_are_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Here\n[a](#here) [b](#there) [c](gone.md) `[d](code.md)` [e](https://example.org/x)\n")
    assert list(broken_links(page)) == ["#there", "gone.md"]
    text = "`framework/model.py` `framework/gone.py` `gone.py` `docs/gone.md` `docs/` `plan.json` `kit/gone/`"
    assert list(missing_files(text)) == ["framework/gone.py", "gone.py", "docs/gone.md", "kit/gone/"]


def test_map_leads_to_every_page() -> None:
    linked = {(DOCS / target.partition("#")[0]).resolve() for target in _LINK.findall((DOCS / "README.md").read_text())}
    pages = {path for path in DOCS.rglob("*.md") if path != DOCS / "README.md"}
    assert sorted(path.name for path in pages - linked) == []


def test_decisions_are_dated_and_told_apart() -> None:
    slugs, titles = [], []
    for path in sorted((DOCS / "decisions").iterdir()):
        found = _DECISION.fullmatch(path.name)
        assert found is not None, f"{path.name}: name it YYYY-MM-DD-what-was-decided.md"
        datetime.date.fromisoformat(found[1])
        slugs.append(found[2])
        titles.append(path.read_text(encoding="utf-8").splitlines()[0])
    assert slugs
    assert len(set(slugs)) == len(slugs)
    assert len(set(titles)) == len(titles)
    assert all(title.startswith("# ") for title in titles)
