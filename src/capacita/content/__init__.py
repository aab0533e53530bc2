"""Data packs that come with Capacita, each a folder with its licence and its sources.

Content stands outside the order of the rooms: it is data. These functions read it from the installed package.
"""

from dataclasses import dataclass
from importlib.resources import files

PACKS = (
    "unesco-2022",
    "crosswalk-digcomp3",
    "public-service-levels",
    "item-bank",
    "catalogue",
    "facilitator-kit",
    "toolkit-texts",
    "africa-2021",
    "calendar-2022",
    "regions",
    "demo-consultation",
    "demo-adaptation",
    "demo-country",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCredits:
    """A pack with what its README, LICENSE and SOURCES say, as Markdown."""

    name: str
    readme: str
    licence: str
    sources: str


def read_content(name: str) -> bytes:
    """Return the bytes of a file of a pack, named like ``unesco-2022/framework.json``."""
    return files(__name__).joinpath(name).read_bytes()


def read_credits(pack: str) -> PackCredits:
    """Return what a pack says of itself, its licence and its sources."""
    folder = files(__name__).joinpath(pack)
    texts = {
        part: folder.joinpath(f"{part}.md").read_text(encoding="utf-8") for part in ("README", "LICENSE", "SOURCES")
    }
    return PackCredits(name=pack, readme=texts["README"], licence=texts["LICENSE"], sources=texts["SOURCES"])
