"""What a CASE package makes of an adaptation: what was left keeps its identifier, what was changed gets its own."""

from dataclasses import replace
from datetime import UTC, datetime

from capacita.content import read_content
from capacita.framework.model import FRAMEWORK_FORMAT
from capacita.vocabulary import derive_identifier, written
from capacita.web.case.earlier import as_earlier
from capacita.web.case.packages import write_packages

BASE = FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
OWN_ID = derive_identifier(BASE.id, "test", "adaptation")
SERVICE = "https://example.org/ims/case/v1p1"
MOMENT = datetime(2026, 11, 23, tzinfo=UTC)


def test_reworded_item_gets_its_own_identifier_and_names_its_source() -> None:
    first, *rest = BASE.items
    reworded = replace(first, statement=written("Said in our own way."))
    adapted = replace(BASE, id=OWN_ID, items=(reworded, *rest))
    package, *_translations = write_packages(adapted, BASE, SERVICE, MOMENT)
    changed, *kept = package["CFItems"]
    assert changed["identifier"] == derive_identifier(OWN_ID, first.id)
    assert changed["extensions"] == {
        "sourceItemIdentifier": first.id,
        "sourceItemURI": f"{SERVICE}/CFItems/{first.id}",
    }
    assert [item["identifier"] for item in kept] == [item.id for item in rest]
    assert all("extensions" not in item for item in kept)
    assert "extensions" not in as_earlier(package)["CFItems"][0]


def test_language_in_which_a_text_is_missing_gives_no_package() -> None:
    first, *rest = BASE.items
    halved = replace(BASE, items=(replace(first, statement=written("Only here.")), *rest))
    assert [package["CFDocument"]["language"] for package in write_packages(halved, None, SERVICE, MOMENT)] == ["en"]
    whole = write_packages(BASE, None, SERVICE, MOMENT)
    assert [package["CFDocument"]["language"] for package in whole] == ["en", "fr", "ar"]
