"""What each column of an export probably is, with the evidence for it. A person confirms or corrects every one.

In doubt a column counts as identifying rather than not: what would tell who somebody is must never come in by default.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from capacita.consultation.exports.reading import ExportHeading, ExportTable
from capacita.vocabulary import Finding, Severity


class ColumnKind(StrEnum):
    """What becomes of a column."""

    OPEN = "open"  # each answer becomes a contribution
    CLOSED = "closed"  # answers are counted
    DEMOGRAPHIC = "demographic"  # counted too: who answered, never beside an answer
    CONSENT = "consent"  # whether the respondent's words may be published
    IDENTIFYING = "identifying"  # never imported
    REFERENCE = "reference"  # a number of the row, not imported
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class InferredColumn:
    """A column with what it probably is and why; ``is_sure`` is false where little speaks for it."""

    heading: ExportHeading
    kind: ColumnKind
    evidence: tuple[Finding, ...]
    filled: int
    different: int
    is_sure: bool = True


_ADDRESS_WORDS: Final = r"\baddress\b|\badresse\b|\bdirecci[oó]n\b|адрес|العنوان|地址"
_IDENTIFYING: Final = re.compile(
    r"\b(?:full |first |last |your |sur|family |given )?name\b(?! of (?:the )?(?:proposal|question))|\be-?mail\b|\bphone\b|"
    r"\btelephone\b|\bmobile\b|\bpost ?code\b|\bzip code\b|\bip\b|\bdate of birth\b|\bsignature\b|\bcontact\b|"
    r"\bnom\b|\bprénom\b|\bcourriel\b|\btéléphone\b|\bnombre\b|\bapellidos?\b|\bcorreo\b|\bteléfono\b|"
    r"фамили|\bимя\b|телефон|эл\. ?почт|الاسم|البريد|الهاتف|姓名|邮箱|电子邮件|电话",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(_ADDRESS_WORDS, re.IGNORECASE)
_PERSONAL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,}|\+?[0-9][0-9 ()/-]{7,18}[0-9]")
_CONSENT: Final = re.compile(
    r"\bpublish|\bpublication\b|\bquoted?\b|\bconfidential|\bpubli(?:er|é)|\bpublicar", re.IGNORECASE
)
_REFERENCE: Final = re.compile(
    r"(?:.*[\s_])?(?:id|ref(?:erence)?|number|no\.?|uuid|guid|timestamp|submitted at)", re.IGNORECASE
)
_DEMOGRAPHIC: Final = re.compile(
    r"respondent type|type of (?:respondent|organi[sz]ation)|organi[sz]ation type|\bsector\b|\bregion\b|\bcountry\b|"
    r"\blocation\b|\bage\b|\bgender\b|\bsex\b|\bethnic|\bdisabilit|\bdo you live\b|\boccupation\b|\bjob\b|\brole\b|"
    r"as an individual|on behalf of|individual or|\bpays\b|\bâge\b|\bgenre\b|\bsecteur\b|\bpaís\b|\bedad\b|\bgénero\b",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(
    r"\bexplain\b|\bwhy\b|\bcomments?\b|use this space|\bdescribe\b|\bplease (?:say|tell|give)\b|\breasons?\b|\bresponse\b|"
    r"\bother views\b|\bpourquoi\b|\bexpliquez\b|\bcommentaires?\b|\bpor qué\b|\bexplique\b|\bcomentarios?\b",
    re.IGNORECASE,
)
_SCALES: Final = tuple(
    frozenset(words.split("|"))
    for words in (
        "strongly agree|agree|neither agree nor disagree|disagree|strongly disagree|don't know|not sure|neutral",
        "yes|no|don't know|not sure|maybe|prefer not to say|not applicable|n/a",
        "strongly support|support|neither support nor oppose|oppose|strongly oppose|don't know|not sure",
        "very important|important|fairly important|not very important|not important|not at all important|don't know",
        "very satisfied|satisfied|dissatisfied|very dissatisfied|neither satisfied nor dissatisfied",
    )
)
_YES: Final = frozenset({"yes", "y", "true", "1", "oui", "sí", "si", "да", "نعم", "是"})
_LONG_ANSWER: Final = 5  # words on average from which an answer is told in somebody's own words
_NO_NAME: Final = 12
_MOST_OPTIONS: Final = 20
_FEW_OPTIONS: Final = 12
_PERSONAL_SHARE: Final = 5  # one in five


def says_yes(answer: str) -> bool:
    """Tell whether an answer to whether words may be published is yes; anything else is no."""
    return answer.strip().casefold() in _YES


def holds_address(answer: str) -> bool:
    """Tell whether a text seems to hold an e-mail address or a telephone number."""
    return bool(_PERSONAL.search(answer))


def infer_columns(table: ExportTable) -> tuple[InferredColumn, ...]:
    """Return what each column of an export probably is, in their order."""
    return tuple(_infer(heading, table.column(heading.number)) for heading in table.headings)


def _infer(heading: ExportHeading, cells: Sequence[str]) -> InferredColumn:
    answers = [cell for cell in cells if cell]
    kind, is_sure, evidence = _weigh(heading, answers)
    return InferredColumn(
        heading=heading,
        kind=kind,
        evidence=tuple(
            Finding(code=code, severity=Severity.NOTE, path=f"/columns/{heading.number}", values=values)
            for code, values in evidence
        ),
        filled=len(answers),
        different=len(set(answers)),
        is_sure=is_sure,
    )


def _weigh(heading: ExportHeading, answers: Sequence[str]) -> tuple[ColumnKind, bool, list[tuple[str, dict[str, Any]]]]:
    """Return the kind, whether it is sure, and the evidence, from what must not be missed to what is likely."""
    words = f"{heading.group} {heading.key} {heading.question}".strip()
    counted = {"filled": len(answers), "different": len(set(answers))}
    named, address = _IDENTIFYING.search(words), _ADDRESS.search(words)
    personal = sum(bool(_PERSONAL.fullmatch(answer)) for answer in answers)
    if named and not _are_long(answers):
        return ColumnKind.IDENTIFYING, True, [("EXPORT_HEADING_IDENTIFIES", {"word": named[0].strip()})]
    if personal and personal * _PERSONAL_SHARE >= len(answers):
        return ColumnKind.IDENTIFYING, True, [("EXPORT_VALUES_IDENTIFY", {"found": personal, **counted})]
    if address and not _are_places(answers):
        return ColumnKind.IDENTIFYING, True, [("EXPORT_HEADING_IDENTIFIES", {"word": address[0]})]
    if not answers:
        return ColumnKind.EMPTY, True, [("EXPORT_NO_VALUES", {})]
    consent = _CONSENT.search(words)
    if consent and _scale_of(answers):
        return ColumnKind.CONSENT, True, [("EXPORT_HEADING_CONSENT", {"word": consent[0]})]
    if address:
        return ColumnKind.DEMOGRAPHIC, False, [("EXPORT_ADDRESS_IS_PLACE", counted)]
    if (
        _REFERENCE.fullmatch(heading.question)
        and counted["different"] == len(answers)
        and not any(map(_has_words, answers))
    ):
        return ColumnKind.REFERENCE, True, [("EXPORT_VALUES_UNIQUE", counted)]
    return _weigh_answers(words, answers, counted)


def _weigh_answers(
    words: str, answers: Sequence[str], counted: dict[str, int]
) -> tuple[ColumnKind, bool, list[tuple[str, dict[str, Any]]]]:
    length = sum(len(answer.split()) for answer in answers) / len(answers)
    measured = {"words": f"{length:.0f}", **counted}
    who, own = _DEMOGRAPHIC.search(words), _OPEN.search(words)
    most = max(2, min(_MOST_OPTIONS, len(answers) / 2))
    repeats = counted["different"] <= most and counted["different"] < len(answers)
    if who and not own and length < _LONG_ANSWER and counted["different"] <= _MOST_OPTIONS:
        return ColumnKind.DEMOGRAPHIC, True, [("EXPORT_HEADING_DEMOGRAPHIC", {"word": who[0]})]
    if _scale_of(answers):
        return ColumnKind.CLOSED, True, [("EXPORT_VALUES_SCALE", counted)]
    if length >= _LONG_ANSWER and not repeats:
        evidence = [("EXPORT_VALUES_LONG", measured)]
        return ColumnKind.OPEN, True, [("EXPORT_HEADING_OPEN", {"word": own[0]}), *evidence] if own else evidence
    if own:
        return ColumnKind.OPEN, True, [("EXPORT_HEADING_OPEN", {"word": own[0]})]
    if repeats:
        return ColumnKind.CLOSED, True, [("EXPORT_VALUES_REPEAT", counted)]
    if counted["different"] <= _FEW_OPTIONS and length < _LONG_ANSWER:
        return ColumnKind.CLOSED, False, [("EXPORT_UNSURE", measured)]
    return ColumnKind.OPEN, False, [("EXPORT_UNSURE", measured)]


def _are_long(answers: Sequence[str]) -> bool:
    """Tell whether answers are far longer than a name, a number or an address."""
    return bool(answers) and sum(len(answer.split()) for answer in answers) >= _NO_NAME * len(answers)


def _are_places(answers: Sequence[str]) -> bool:
    """Tell whether what stands under "address" are names of places that several people share, without a number."""
    return (
        bool(answers)
        and len(set(answers)) * 2 <= len(answers)
        and not any(character.isdigit() for answer in answers for character in answer)
    )


def _scale_of(answers: Sequence[str]) -> frozenset[str] | None:
    """Return the known scale that nearly all answers are on."""
    folded = [answer.strip().casefold().replace("’", "'") for answer in answers]
    return next((scale for scale in _SCALES if sum(each in scale for each in folded) * 5 >= len(folded) * 4), None)


def _has_words(answer: str) -> bool:
    return len(answer.split()) > 2
