"""The glossary: which word stands for a term in a language, which words must not, and where a translation differs.

A term is found by its words in order, whatever their case, each with an ending of up to three letters more (plurals,
cases) if it has four or more itself; in Arabic also with the article and the short words that are written onto it. In
languages that part no words with spaces a term is found anywhere. That is a help for people who look, no proof: what
is found is told as a warning, with the words that led to it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from capacita.framework.model import Framework
from capacita.framework.translation.incoming import read_language
from capacita.framework.translation.segments import Segment, SegmentState, source_wordings
from capacita.sheets import ReadTable
from capacita.vocabulary import Finding, Severity, TextOrigin, Unreadable

_WITHOUT_SPACES: Final = ("zh", "ja", "th", "lo", "km", "my")
_ENDING: Final = r"\w{0,3}"
_STEM: Final = 4  # letters from which on a word may take an ending
_ARABIC_ONSET: Final = r"(?:[وف]?(?:ال|لل|بال|كال|[بلك])?)"
_WORDS: Final = re.compile(r"\w+")
_COLUMNS: Final = ("term", "term language", "language", "preferred", "forbidden")


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTerm:
    """A term in one language, and what stands for it in another: the words wanted, and the words not wanted."""

    term: str
    term_language: str
    language: str
    preferred: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """Terms for every pair of languages."""

    terms: tuple[GlossaryTerm, ...] = ()
    _patterns: dict[tuple[str, str], re.Pattern[str]] = field(default_factory=dict, repr=False, compare=False)

    def terms_in(self, segment: Segment) -> list[GlossaryTerm]:
        """Return the terms that a segment's source uses, for its pair of languages."""
        pair = _base(segment.source_language), _base(segment.language)
        terms = [term for term in self.terms if (_base(term.term_language), _base(term.language)) == pair]
        source = _folded(segment.source) if terms else ""
        return [term for term in terms if self._finds(term.term, term.term_language, source)]

    def find_forbidden(self, term: GlossaryTerm, target: str) -> list[str]:
        """Return the forbidden words of a term that a translation uses."""
        return [word for word in term.forbidden if self._finds(word, term.language, _folded(target))]

    def has_preferred(self, term: GlossaryTerm, target: str) -> bool:
        """Tell whether a translation uses one of the words wanted for a term; true where none is set."""
        folded = _folded(target)
        return not term.preferred or any(self._finds(word, term.language, folded) for word in term.preferred)

    def _finds(self, words: str, language: str, folded: str) -> bool:
        key = (words, language)
        if key not in self._patterns:
            self._patterns[key] = _pattern(words, language)
        return self._patterns[key].search(folded) is not None


def gather_glossary(framework: Framework, more: Iterable[GlossaryTerm] = ()) -> Glossary:
    """Return the glossary of a framework's definitions (term by term in all its languages) and of a list of terms.

    Translations of terms that nobody has read yet (origin machine) bind no translator.
    """
    terms = [
        GlossaryTerm(term=source, term_language=source_language, language=language, preferred=(wording.text,))
        for definition in framework.definitions
        for source_language, source in source_wordings(definition.term).items()
        for language, wording in definition.term.items()
        if language != source_language and wording.origin is not TextOrigin.MACHINE and wording.text.strip()
    ]
    merged: dict[tuple[str, str, str], GlossaryTerm] = {}
    for term in (*terms, *more):
        key = (_folded(term.term), term.term_language, term.language)
        known = merged.get(key)
        merged[key] = term if known is None else _joined(known, term)
    return Glossary(terms=tuple(merged.values()))


def read_terms(table: ReadTable) -> tuple[GlossaryTerm, ...]:
    """Read a list of terms: columns term, term language, language, preferred, forbidden; several words by semicolons.

    Raises Unreadable when a column is missing or a language is none.
    """
    heading = [cell.strip().lower() for cell in table.rows[0]] if table.rows else []
    missing = [column for column in _COLUMNS if column not in heading]
    if missing:
        raise Unreadable("GLOSSARY_COLUMNS", missing=", ".join(missing), expected=", ".join(_COLUMNS))
    places = [heading.index(column) for column in _COLUMNS]
    terms: list[GlossaryTerm] = []
    for line, row in enumerate(table.rows[1:], start=2):
        cells = [row[place].strip() if place < len(row) else "" for place in places]
        if not cells[0]:
            continue
        languages = [read_language(cell) for cell in cells[1:3]]
        if languages[0] is None or languages[1] is None:
            raise Unreadable("GLOSSARY_LANGUAGE", line=line, found=", ".join(cells[1:3]))
        terms.append(
            GlossaryTerm(
                term=cells[0],
                term_language=languages[0],
                language=languages[1],
                preferred=_listed(cells[3]),
                forbidden=_listed(cells[4]),
            )
        )
    return tuple(terms)


def check_terms(segments: Sequence[Segment], glossary: Glossary) -> list[Finding]:
    """Return where a translation uses a forbidden word or lacks the preferred one, with the term and the words."""
    findings: list[Finding] = []
    for segment in segments:
        if segment.state is SegmentState.NEW or segment.target is None:
            continue
        for term in glossary.terms_in(segment):
            path = f"{segment.place.path}/{segment.language}"
            values = {"term": term.term, "context": segment.place.heading, "preferred": "; ".join(term.preferred)}
            forbidden = glossary.find_forbidden(term, segment.target)
            if forbidden:
                values["found"] = ", ".join(forbidden)
                findings.append(_finding("GLOSSARY_TERM_FORBIDDEN", Severity.WARNING, path, values))
            elif not glossary.has_preferred(term, segment.target):
                findings.append(_finding("GLOSSARY_TERM_MISSED", Severity.NOTE, path, values))
    return findings


def _finding(code: str, severity: Severity, path: str, values: Mapping[str, str]) -> Finding:
    return Finding(code=code, severity=severity, path=path, values=dict(values))


def _joined(first: GlossaryTerm, second: GlossaryTerm) -> GlossaryTerm:
    """Return what two entries of a term say together; what one of them forbids is not preferred."""
    forbidden = tuple(dict.fromkeys((*first.forbidden, *second.forbidden)))
    preferred = dict.fromkeys((*second.preferred, *first.preferred))
    return GlossaryTerm(
        term=first.term,
        term_language=first.term_language,
        language=first.language,
        preferred=tuple(word for word in preferred if word not in forbidden),
        forbidden=forbidden,
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(";") if word.strip())


def _base(language: str) -> str:
    return language.partition("-")[0]


def _folded(text: str) -> str:
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign) != "Cf")


def _pattern(words: str, language: str) -> re.Pattern[str]:
    base = _base(language)
    folded = _folded(words).strip()
    if base in _WITHOUT_SPACES:
        return re.compile(re.escape(folded))
    onset = _ARABIC_ONSET if base == "ar" else ""
    stems = [
        onset + re.escape(word) + (_ENDING if len(word) >= _STEM else "") + r"(?!\w)" for word in _WORDS.findall(folded)
    ]
    return re.compile(r"(?<!\w)" + r"\W+".join(stems)) if stems else re.compile(r"(?!)")
