"""The principles that an item may serve: ROAM-X, the Sustainable Development Goals, and the four aims.

A closed table. Titles name a theme in a few plain words of our own; they are labels, not quotations.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class PrincipleGroup(StrEnum):
    """The set that a principle belongs to."""

    ROAM = "roam"  # rights, openness, access, many stakeholders
    ROAM_X = "roam-x"  # what cuts across these four
    SDG = "sdg"
    AIM = "aim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """One principle: its code, the group it belongs to, and its English title."""

    code: str
    group: PrincipleGroup
    title: str


_TITLES: Final = {
    PrincipleGroup.ROAM: {
        "roam-rights": "Human rights",
        "roam-openness": "Openness",
        "roam-access": "Access for all",
        "roam-multistakeholder": "Many stakeholders taking part",
    },
    PrincipleGroup.ROAM_X: {
        "roam-x-gender": "Gender equality",
        "roam-x-children": "Children and young people",
        "roam-x-sustainability": "Sustainable development",
        "roam-x-trust": "Trust and security",
        "roam-x-ethics": "Law and ethics",
    },
    PrincipleGroup.SDG: {
        "sdg-1": "No poverty",
        "sdg-2": "Zero hunger",
        "sdg-3": "Good health and well-being",
        "sdg-4": "Quality education",
        "sdg-5": "Gender equality",
        "sdg-6": "Clean water and sanitation",
        "sdg-7": "Affordable and clean energy",
        "sdg-8": "Decent work and economic growth",
        "sdg-9": "Industry, innovation and infrastructure",
        "sdg-10": "Reduced inequalities",
        "sdg-11": "Sustainable cities and communities",
        "sdg-12": "Responsible consumption and production",
        "sdg-13": "Climate action",
        "sdg-14": "Life below water",
        "sdg-15": "Life on land",
        "sdg-16": "Peace, justice and strong institutions",
        "sdg-17": "Partnerships for the goals",
    },
    PrincipleGroup.AIM: {
        "aim-people": "People",
        "aim-peace": "Peace",
        "aim-prosperity": "Prosperity",
        "aim-planet": "Planet",
    },
}

PRINCIPLES: Final[Mapping[str, Principle]] = {
    code: Principle(code=code, group=group, title=title)
    for group, titles in _TITLES.items()
    for code, title in titles.items()
}
