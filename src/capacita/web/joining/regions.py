"""The lists of regions that come with Capacita, and what follows of one list for the other."""

from functools import cache

from pydantic import TypeAdapter

from capacita.content import read_content
from capacita.vocabulary import DocumentFormat, LocalizedText, document_part, plain_text


@document_part
class RegionGroup:
    """A group of states in one of the lists."""

    code: str
    title: LocalizedText


@document_part
class RegionMapping:
    """In which groups of UNESCO some states of a group of the United Nations are."""

    un: str
    unesco: tuple[str, ...]


@document_part
class RegionLists:
    """Both lists and their mapping."""

    un: tuple[RegionGroup, ...]
    unesco: tuple[RegionGroup, ...]
    mapping: tuple[RegionMapping, ...]


REGION_LISTS_FORMAT = DocumentFormat(name="capacita-region-lists/1", adapter=TypeAdapter(RegionLists), upgrades={})


@cache
def read_lists() -> RegionLists:
    """Return the lists."""
    return REGION_LISTS_FORMAT.read_whole(read_content("regions/regions.json"))


def choices_of(groups: tuple[RegionGroup, ...], language: str) -> list[tuple[str, str]]:
    """Return the groups as choices of a form."""
    return [(group.code, plain_text(group.title, language)) for group in groups]


def fill_in(un_region: str, unesco_group: str) -> str:
    """Return the group of UNESCO: the one chosen, else the only one there is for the other list, else none."""
    if unesco_group:
        return unesco_group
    found = next((entry.unesco for entry in read_lists().mapping if entry.un == un_region), ())
    return found[0] if len(found) == 1 else ""
