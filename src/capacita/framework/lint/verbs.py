"""Verbs of statements in English: which can be seen when somebody does them, and which verbs a sentence joins.

The lists are our own. A verb is *observable* when a colleague in the room, or a document, could show that it was done.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


OBSERVABLE: Final = _words(
    """
    accept achieve acknowledge act adapt address adjust administer adopt align assist authorise avoid celebrate clarify combat
    counter cultivate deal debug deter discover distil drive embed enhance examine follow forward foster identify interrogate
    mobilise pursue recognise record report reflect remedy remix reposition sustain synthesise tackle tailor uphold
    block curate download flag scrutinise troubleshoot
    adapt adjust advise advocate agree allocate analyse answer apply appoint approve argue arrange articulate ask
    assemble assess assign attend audit balance breach break brief bring budget build buy calculate carry change check
    choose cite classify close coach collaborate collect combine comment commission communicate compare compile complete
    compose compute conduct configure connect consult contact contrast contribute control convene convert convince
    coordinate correct count create criticise customise debate decide declare define delegate delete deliver demonstrate
    deploy derive describe design detect determine develop devise diagnose differentiate direct disclose discuss display
    distinguish distribute document draft draw drop edit elaborate elicit employ enable encourage encrypt enforce engage
    enlist ensure escalate establish estimate evaluate examine execute exercise exchange explain explore express extract
    facilitate fill filter find finish fix follow forecast formulate gather generate give go govern group guide handle
    hear help highlight hold identify illustrate implement improve incorporate inform initiate inspect install
    integrate interact interpret interview introduce investigate invite invoke issue join judge justify keep label launch
    lay lead leave limit link list listen locate lock look maintain make manage map measure mediate mentor minimise
    mitigate model moderate modify monitor motivate move name navigate negotiate note notice observe obtain offer open
    operate oppose optimise order organise outline oversee participate pay perform persuade pilot place plan point
    practise predict prepare present prevent prioritise probe process produce program promote propose protect prototype
    prove provide publish purchase put question raise rate read recommend reconcile record redesign redirect reduce
    reformulate refer refine refuse register regulate rehearse reject remove render reorganise repair repeat replace
    reply report represent request require research reserve resolve respond restrict retrieve return reuse reveal review
    revise reward rewrite run sample save say scan schedule search secure seek select send separate serve set settle
    shape share show sign simplify simulate sketch solve sort speak specify split sponsor spot staff stand start state
    steer stop store structure submit suggest summarise supervise supply support survey take talk teach tell test
    track train transfer transform translate treat trial trace turn update upgrade use utilise validate verify visualise
    visit vote warn watch weigh win withdraw work write
    """
)
UNOBSERVABLE: Final = _words(
    """
    appreciate assume believe care comprehend consider desire enjoy expect fathom feel grasp hope imagine intend
    internalise know learn like love mean mind need perceive prefer realise recall remember respect see think tolerate
    trust understand value want wish wonder
    """
)
# Verbs whose forms are as often nouns: after "and" they count as verbs only before a word like "the" or "what".
_ALSO_NOUNS: Final = _words(
    """
    account address answer approach audit balance breach break brief budget build change check claim close coach comment
    control cost count debate design detail display document draft draw exchange exercise filter find fix focus forecast
    function group guide handle help hold issue judge label launch lead limit link list lock look map mean measure mentor
    mind model monitor move name need note notice offer order outline pay pilot place plan point present process produce
    program project prototype question rate record repair reply report request research return review reward run sample
    save scan schedule search sense serve set shape share show sign sketch sort spot stand start state stop store structure
    supply support survey talk test trace track train transfer treat trial trust turn update upgrade use value visit vote
    watch wish work test place form value process respect care
    """
)
_BEFORE_OBJECTS: Final = _words(
    """
    the a an its their his her your our my one's each every what who whom whose how why whether which where when that this
    these those them it people others another any some all no new two three several
    """
)
_DOUBLED: Final = _words("drop map plan program put refer run set spot stop submit transfer scan win split")
_STATES: Final = ("aware", "familiar", "knowledgeable", "conscious", "mindful", "informed", "interested", "convinced")
_BEING: Final = _words("be being is am are become becoming becomes get getting gets stay staying stays")
_HAVING: Final = _words("have having has gain gaining gains acquire acquiring acquires")
_HELD: Final = _words("knowledge understanding awareness appreciation insight insights familiarity")
_OPENERS: Final = _words("and to i can you we they he she should must will is be am are able the")
_PEOPLE: Final = _words("person participant learner employee servant official individual candidate")
_TOKENS: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[,;:.!?]")
_JOINS: Final = frozenset({"and", "or", "then", "but", ",", ";"})


class Inflection(StrEnum):
    """The form in which a verb stands."""

    BASE = "base"
    THIRD = "third"  # names, describes
    GERUND = "gerund"  # naming, describing


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadingVerb:
    """The verb with which a statement begins, as written, and whether it can be observed (None: not in our lists)."""

    written: str
    lemma: str
    observable: bool | None
    joined: tuple[str, ...]  # further verbs of the same sentence, in the same form


def find_leading_verb(text: str) -> LeadingVerb | None:
    """Return the verb with which a statement begins, with those that it joins; None for a text without words.

    "To", "can", "is able to" and adverbs before the verb are passed over.
    """
    tokens = [token.lower().replace("’", "'") for token in _TOKENS.findall(text)]
    start = _skip_opening(tokens)
    if start is None:
        return None
    state = _find_state(tokens, start)
    if state:
        return LeadingVerb(written=state, lemma=state, observable=False, joined=())
    word = tokens[start]
    if word not in _FORMS:
        return LeadingVerb(written=word, lemma=word, observable=None, joined=())
    lemma, inflection = _FORMS[word]
    joined = _find_joined(tokens, start + 1, inflection)
    return LeadingVerb(written=word, lemma=lemma, observable=lemma in OBSERVABLE, joined=joined)


def _skip_opening(tokens: list[str]) -> int | None:
    """Return the place of the first word that may be the verb."""
    for place, token in enumerate(tokens):
        if not token[0].isalpha() or (token.endswith("ly") and token not in _FORMS):
            continue
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if token in _OPENERS or token in _PEOPLE:
            if token in _BEING and following in _STATES:
                return place
            continue
        return place
    return None


def _find_state(tokens: list[str], start: int) -> str | None:
    """Return a state of mind written in two words or more, such as "be aware" or "have an understanding"."""
    word, rest = tokens[start], tokens[start + 1 : start + 5]
    if word in _STATES:
        return f"be {word}"
    if word in _BEING:
        state = next((token for token in rest[:2] if token in _STATES), None)
        return f"{word} {state}" if state else None
    if word in _HAVING:
        held = next((token for token in rest if token in _HELD), None)
        return f"{word} {held}" if held else None
    return None


def _find_joined(tokens: list[str], start: int, inflection: Inflection) -> tuple[str, ...]:
    """Return the verbs of the first sentence that stand in the same form after "and", "or" or a comma."""
    joined = []
    for place in range(start, len(tokens)):
        if tokens[place] in ".!?:":
            break
        before = tokens[place - 1]
        if before.endswith("ly") and place - 2 >= 0:
            before = tokens[place - 2]
        lemma, form = _FORMS.get(tokens[place], ("", None))
        if before not in _JOINS or form is not inflection:
            continue
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if lemma not in _ALSO_NOUNS or following in _BEFORE_OBJECTS:
            joined.append(tokens[place])
    return tuple(joined)


def _third(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _gerund(lemma: str) -> str:
    if lemma in _DOUBLED:
        return lemma + lemma[-1] + "ing"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return lemma + "ing"


def _spellings(lemma: str) -> tuple[str, ...]:
    """Return a verb in British and American spelling."""
    if lemma.endswith("ise") and lemma not in {"advise", "devise", "exercise", "raise", "revise", "supervise"}:
        return lemma, lemma[:-3] + "ize"
    return (lemma, "analyze") if lemma == "analyse" else (lemma,)


_FORMS: Final[dict[str, tuple[str, Inflection]]] = {
    form: (lemma, inflection)
    for lemma in sorted(OBSERVABLE | UNOBSERVABLE)
    for spelling in _spellings(lemma)
    for form, inflection in (
        (_gerund(spelling), Inflection.GERUND),
        (_third(spelling), Inflection.THIRD),
        (spelling, Inflection.BASE),
    )
}
