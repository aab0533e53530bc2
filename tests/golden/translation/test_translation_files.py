"""Our files as they are kept, and as an independent reader, translate-toolkit, understands them.

The kept files were made by this module (``python tests/golden/translation/test_translation_files.py`` from the checkout,
with ``src`` and ``tests`` on the path) and read through line by line when they were kept.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from translate.storage import pypo, xliff, xliff2

from capacita.framework import Framework
from capacita.framework.translation import gather_sources, list_segments, write_catalogue, write_xliff12, write_xliff20
from capacita.framework.translation.files import read_translations, write_translations
from capacita.framework.translation.incoming import ILLEGAL_IN_XML
from capacita.vocabulary import TextOrigin, Wording, translated
from lib.framework_cases import identifier, small_framework
from lib.translation_cases import HARD

FILES = Path(__file__).parent / "files"
KINDS = {"xliff": xliff.Xliff1File, "xliff2": xliff2.Xliff2File, "po": pypo.pofile}
SUFFIXES = {"xliff": "1.xlf", "xliff2": "2.xlf", "po": "po"}


def framework() -> Framework:
    """Return the small framework with a translation in every state, in Arabic."""
    items = list(small_framework().items)
    wordings = (
        translated('التخطيط <المسبق> & "التنفيذ"', "Plan", TextOrigin.HUMAN),
        translated("الاستشراف", "Foresee", TextOrigin.REVIEWED),
        translated("التصميم", "Design", TextOrigin.MACHINE),
        translated("البيانات", "Old data", TextOrigin.HUMAN),
        Wording(text="القراءة", origin=TextOrigin.HUMAN),
    )
    for place, wording in enumerate(wordings):
        items[place] = replace(items[place], title={**items[place].title, "ar": wording})
    return replace(small_framework(), items=tuple(items))


def earlier() -> Framework:
    """Return the version that the stale translation was made from."""
    items = list(framework().items)
    items[3] = replace(items[3], title={"en": Wording(text="Old data", origin=TextOrigin.SOURCE)})
    return replace(framework(), items=tuple(items))


@pytest.mark.parametrize("format", SUFFIXES)
def test_files_are_as_they_are_kept(format: str) -> None:
    data, findings = write_translations(framework(), format, "ar", earlier=[earlier()])
    assert findings == []
    assert data.decode() == (FILES / f"small.ar.{SUFFIXES[format]}").read_text(encoding="utf-8")


@pytest.mark.parametrize("format", SUFFIXES)
def test_another_reader_finds_the_same_texts_under_the_same_keys(format: str) -> None:
    data, _ = write_translations(framework(), format, "ar", earlier=[earlier()])
    store = KINDS[format].parsestring(data)
    assert store.gettargetlanguage() == "ar"
    found = {}
    for unit in store.units:
        if not unit.isheader():
            key = unit.getcontext() if format == "po" else unit.getid().rpartition("\x04")[2].removesuffix("::s1")
            found[key] = (str(unit.source), str(unit.target or ""))
    wanted = {segment.key: (segment.source, segment.target or "") for segment in list_segments(framework(), "ar")}
    assert found == wanted


def test_another_reader_finds_the_states() -> None:
    segments = list_segments(framework(), "ar", earlier_sources=gather_sources([earlier()]))
    codes = ("1", "1.1", "1.2", "2", "2.1")
    keys = [f"item.{identifier(code)}.title" for code in codes]
    store = xliff.Xliff1File.parsestring(write_xliff12(segments, framework=framework().id))
    units = {unit.getid().rpartition("\x04")[2]: unit for unit in store.units}
    assert [units[key].isapproved() for key in keys] == [False, True, False, False, False]
    # Its measure of "translated": 30 needs translation, 80 needs review, 100 is done but not approved, 121 is final.
    assert [units[key].get_state_n() for key in keys] == [100, 121, 80, 30, 80]
    catalogue = pypo.pofile.parsestring(write_catalogue(segments, framework=framework().id, language="ar"))
    entries = {unit.getcontext(): unit for unit in catalogue.units}
    assert [entries[key].isfuzzy() for key in keys] == [False, False, True, True, True]
    assert entries[keys[3]].prev_source == "Old data"
    assert "The source has changed since this was translated." in entries[keys[3]].getnotes("developer")


# Signs that XML forbids are told by inline codes, which each tool shows in its own way.
@pytest.mark.parametrize("text", [text for text in HARD if not ILLEGAL_IN_XML.search(text)])
def test_another_reader_finds_hard_texts_whole(text: str) -> None:
    hard = replace(framework(), notice={"en": Wording(text=text, origin=TextOrigin.SOURCE)})
    segments = list_segments(hard, "ar")
    stores = (
        xliff.Xliff1File.parsestring(write_xliff12(segments, framework=hard.id)),
        xliff2.Xliff2File.parsestring(write_xliff20(segments, framework=hard.id, source_language="en")),
        pypo.pofile.parsestring(write_catalogue(segments, framework=hard.id, language="ar")),
    )
    for store in stores:
        assert text in {str(unit.source) for unit in store.units}


@pytest.mark.parametrize("format", SUFFIXES)
def test_what_another_tool_writes_comes_back(format: str) -> None:
    data, _ = write_translations(framework(), format, "ar", earlier=[earlier()])
    store = KINDS[format].parsestring(data)
    for unit in store.units:
        if str(unit.source) == "Clerk":
            unit.target = "كاتب <1>"
    file = read_translations(bytes(store))
    before = read_translations(data)
    changed = [unit for unit, old in zip(file.units, before.units, strict=True) if unit.target != old.target]
    assert [(unit.key, unit.target) for unit in changed] == [(f"role.{identifier('clerk')}.title", "كاتب <1>")]
    assert [unit.source for unit in file.units] == [unit.source for unit in before.units]
    assert [unit.basis for unit in file.units] == [unit.basis for unit in before.units]


if __name__ == "__main__":
    for made, suffix in SUFFIXES.items():
        content, _ = write_translations(framework(), made, "ar", earlier=[earlier()])
        (FILES / f"small.ar.{suffix}").write_bytes(content)
