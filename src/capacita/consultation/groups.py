"""Who a consultation is for: two closed sets, and the words by which a schedule names them.

The regional groups are those that the United Nations' schedules use, with Middle East and North Africa beside them;
UNESCO's electoral groups are cut differently and are not meant here.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class StakeholderType(StrEnum):
    """In which capacity somebody takes part. Members of parliament and judges are not civil servants."""

    CIVIL_SERVANTS = "civil_servants"
    LOCAL_GOVERNMENTS = "local_governments"
    PARLIAMENT = "parliament"
    JUDICIARY = "judiciary"
    REGULATORS = "regulators"
    TRAINING_INSTITUTIONS = "training_institutions"
    RESEARCHERS = "researchers"
    ACADEMIA = "academia"
    CIVIL_SOCIETY = "civil_society"
    PRIVATE_SECTOR = "private_sector"
    UNIONS = "unions"
    INTERNATIONAL_ORGANISATIONS = "international_organisations"
    OTHER = "other"


class ConsultationGroup(StrEnum):
    """The group that a consultation is held for: a region, a stakeholder type, or a side event of a conference."""

    AFRICA = "africa"
    ASIA_PACIFIC = "asia_pacific"
    EASTERN_EUROPE = "eastern_europe"
    LATIN_AMERICA_CARIBBEAN = "latin_america_caribbean"
    WESTERN_EUROPE_OTHERS = "western_europe_others"
    MIDDLE_EAST_NORTH_AFRICA = "middle_east_north_africa"
    NATIONAL = "national"
    CIVIL_SERVANTS = "civil_servants"
    LOCAL_GOVERNMENTS = "local_governments"
    PARLIAMENT = "parliament"
    JUDICIARY = "judiciary"
    REGULATORS = "regulators"
    TRAINING_INSTITUTIONS = "training_institutions"
    RESEARCHERS = "researchers"
    ACADEMIA = "academia"
    CIVIL_SOCIETY = "civil_society"
    PRIVATE_SECTOR = "private_sector"
    UNIONS = "unions"
    INTERNATIONAL_ORGANISATIONS = "international_organisations"
    SIDE_EVENT = "side_event"


REGIONAL_GROUPS: Final = (
    ConsultationGroup.AFRICA,
    ConsultationGroup.ASIA_PACIFIC,
    ConsultationGroup.EASTERN_EUROPE,
    ConsultationGroup.LATIN_AMERICA_CARIBBEAN,
    ConsultationGroup.WESTERN_EUROPE_OTHERS,
    ConsultationGroup.MIDDLE_EAST_NORTH_AFRICA,
)

GROUP_TITLES: Final[Mapping[ConsultationGroup, str]] = {
    ConsultationGroup.AFRICA: "Africa",
    ConsultationGroup.ASIA_PACIFIC: "Asia and the Pacific",
    ConsultationGroup.EASTERN_EUROPE: "Eastern Europe",
    ConsultationGroup.LATIN_AMERICA_CARIBBEAN: "Latin America and the Caribbean",
    ConsultationGroup.WESTERN_EUROPE_OTHERS: "Western Europe and others",
    ConsultationGroup.MIDDLE_EAST_NORTH_AFRICA: "Middle East and North Africa",
    ConsultationGroup.NATIONAL: "National consultations",
    ConsultationGroup.CIVIL_SERVANTS: "Civil servants",
    ConsultationGroup.LOCAL_GOVERNMENTS: "Cities and local governments",
    ConsultationGroup.PARLIAMENT: "Members and staff of parliament",
    ConsultationGroup.JUDICIARY: "Judges and staff of courts",
    ConsultationGroup.REGULATORS: "Regulators",
    ConsultationGroup.TRAINING_INSTITUTIONS: "Institutions that train civil servants",
    ConsultationGroup.RESEARCHERS: "Public policy researchers",
    ConsultationGroup.ACADEMIA: "Universities",
    ConsultationGroup.CIVIL_SOCIETY: "Civil society",
    ConsultationGroup.PRIVATE_SECTOR: "Private sector",
    ConsultationGroup.UNIONS: "Trade unions and staff associations",
    ConsultationGroup.INTERNATIONAL_ORGANISATIONS: "International organisations",
    ConsultationGroup.SIDE_EVENT: "Side events of conferences",
}

STAKEHOLDER_TITLES: Final[Mapping[StakeholderType, str]] = {
    name: "Others" if name is StakeholderType.OTHER else GROUP_TITLES[ConsultationGroup(name.value)]
    for name in StakeholderType
}

# Read from the top: "Middle East and North Africa" is found before "Africa", a training academy before academia,
# and the word "event" last, for an event of the civil society is for the civil society.
_ENGLISH: Final = (
    (ConsultationGroup.MIDDLE_EAST_NORTH_AFRICA, r"middle east|north(?:ern)? africa|mena|arab (?:states|group|region)"),
    (ConsultationGroup.LATIN_AMERICA_CARIBBEAN, r"latin american?|caribbean|grulac"),
    (ConsultationGroup.WESTERN_EUROPE_OTHERS, r"western europe(?:an)?|weog"),
    (ConsultationGroup.EASTERN_EUROPE, r"eastern europe(?:an)?"),
    (ConsultationGroup.ASIA_PACIFIC, r"asian?|pacific|apac"),
    (ConsultationGroup.AFRICA, r"african?"),
    (ConsultationGroup.INTERNATIONAL_ORGANISATIONS, r"international organi[sz]ations?"),
    (
        ConsultationGroup.TRAINING_INSTITUTIONS,
        r"training (?:academ(?:y|ies)|institut(?:e|ion)s?)|schools? of (?:public )?(?:administration|government)",
    ),
    (ConsultationGroup.CIVIL_SOCIETY, r"civil society|ngos?"),
    (ConsultationGroup.PARLIAMENT, r"parliament(?:s|ary|arians?)?|legislators?"),
    (ConsultationGroup.JUDICIARY, r"judiciary|judges?|judicial"),
    (ConsultationGroup.REGULATORS, r"regulators?|regulatory (?:authorit(?:y|ies)|bod(?:y|ies))"),
    (ConsultationGroup.UNIONS, r"(?:trade|labour|labor) unions?|unions of|staff associations?"),
    (ConsultationGroup.LOCAL_GOVERNMENTS, r"cities|city governments?|local governments?|municipalit(?:y|ies)"),
    (ConsultationGroup.CIVIL_SERVANTS, r"civil servants?|civil services?|ministr(?:y|ies)|digital units?"),
    (ConsultationGroup.ACADEMIA, r"academics?|academia|universit(?:y|ies)"),
    (ConsultationGroup.RESEARCHERS, r"researchers?"),
    (ConsultationGroup.PRIVATE_SECTOR, r"private sector|business(?:es)?|industry"),
    (ConsultationGroup.NATIONAL, r"national consultation"),
    (ConsultationGroup.SIDE_EVENT, r"(?:side )?events?|conference|summit"),
)

GROUP_WORDS: Final[Mapping[str, tuple[tuple[ConsultationGroup, re.Pattern[str]], ...]]] = {
    "en": tuple((group, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for group, words in _ENGLISH),
}


def recognise_group(title: str, language: str = "en") -> ConsultationGroup | None:
    """Return the group that a title names, or None where it names none: nothing is guessed from a name of an event."""
    for group, words in GROUP_WORDS[language]:
        if words.search(title):
            return group
    return None
