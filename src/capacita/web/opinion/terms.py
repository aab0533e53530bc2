"""The closed sets of votes on statements, in words that gettext knows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from capacita.web.consultation.terms import COUNTED, GROUPS, STAKEHOLDERS

ANSWERS = {
    "agree": _("Agree"),
    "disagree": _("Disagree"),
    "pass": _("Pass"),
    "unclear": _("This does not make sense"),
}
ROUND_STATES = {
    "draft": (_("Being prepared"), "quiet"),
    "open": (_("Open"), "active"),
    "closed": (_("Closed"), "done"),
}
STATEMENT_STATES = {
    "waiting": (_("Waiting to be read"), "alert"),
    "offered": (_("Voted on"), "done"),
    "left_out": (_("Left out"), "quiet"),
}
ORIGINS = {"seed": _("A statement of the organisers"), "participant": _("A participant’s statement")}
MODERATION_REASONS = {
    "duplicate": _("It says the same as another statement"),
    "off_topic": _("It is about something else"),
    "two_in_one": _("It says several things at once, so that one cannot agree with one of them"),
    "no_claim": _("It is a question or a wish, with which nobody can agree or disagree"),
    "personal": _("It is about a person who can be recognised"),
    "insulting": _("It insults or threatens"),
}
# Statements left out for these are not shown to everybody; the reason is.
HIDDEN_REASONS = frozenset({"personal", "insulting"})
VERDICTS = {
    "stable": _("There are groups, and they come out again when a fifth of the people is left out"),
    "weak": _("There may be groups, but they do not come out again reliably"),
    "none": _("There are no stable groups"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacteristicTerms:
    """Something that voters may say of themselves: the question, its name, and the words of every category."""

    name: str
    question: str
    categories: Mapping[str, str]


CHARACTERISTICS = {
    "stakeholder": CharacteristicTerms(
        name=_("Kind of participant"), question=_("Which of these are you?"), categories=STAKEHOLDERS
    ),
    "region": CharacteristicTerms(
        name=_("Region"),
        question=_("In which region do you work?"),
        categories={
            code: GROUPS[code]
            for code in (
                "africa",
                "asia_pacific",
                "eastern_europe",
                "latin_america_caribbean",
                "western_europe_others",
                "middle_east_north_africa",
            )
        },
    ),
    "gender": CharacteristicTerms(
        name=_("Gender"),
        question=_("Are you a woman or a man?"),
        categories={code: COUNTED[code] for code in ("woman", "man", "other")},
    ),
    "age": CharacteristicTerms(
        name=_("Age"),
        question=_("How old are you?"),
        categories={code: COUNTED[code] for code in ("under 25", "25 to 34", "35 to 44", "45 to 54", "55 and over")},
    ),
}
