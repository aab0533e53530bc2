"""Glossary drift: a defined term written otherwise than its definition writes it, or a word that it should replace."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from capacita.framework.model import Framework
from capacita.framework.texts import list_texts
from capacita.vocabulary import Finding, Severity, pointer

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BRACKETS: Final = re.compile(r"\s*\([^)]*\)")
# British and American spellings are brought to one form before terms are compared, never shown.
_SPELLINGS: Final = (
    (re.compile(r"iz(?=e|ing|ation)"), "is"),
    (re.compile(r"yz(?=e|ing)"), "ys"),
    (re.compile(r"our(?=s?$|ed|ing|al)"), "or"),
    (re.compile(r"tre(?=s?$|d)"), "ter"),
    (re.compile(r"mme(?=s?$)"), "m"),
    (re.compile(r"ence(?=s?$)"), "ense"),
    (re.compile(r"ll(?=ed|ing)"), "l"),
)


def lint_glossary(framework: Framework, avoided: Mapping[str, Sequence[str]] | None = None) -> list[Finding]:
    """Return the places where a defined term is spelt in another way, or an avoided word stands for it.

    ``avoided`` maps a term to the words that it should replace; by default it is read from the framework's
    ``extensions`` under ``lint`` / ``avoid``. Capitals and plurals are no drift.
    """
    wanted = _read_avoided(framework) if avoided is None else avoided
    findings: list[Finding] = []
    for language, terms in _list_terms(framework).items():
        spellings = {_squash(term): term for term in terms if len(_squash(term)) > 3}
        instead = {_flat(word): term for term, words in wanted.items() if term.casefold() in terms for word in words}
        longest = 1 + max((len(_WORD.findall(term)) for term in (*terms, *instead)), default=0)
        for location, text in list_texts(framework):
            if location[0] == "definitions" or language not in text:
                continue
            path = pointer((*location, language))
            findings.extend(_find_drift(text[language].text, path, spellings, instead, longest))
    return findings


def _find_drift(
    text: str, path: str, spellings: Mapping[str, str], instead: Mapping[str, str], longest: int
) -> Iterator[Finding]:
    words = _WORD.findall(text)
    told: set[str] = set()
    beginnings = {key[:2] for key in (*spellings, *instead)}  # no spelling touches the first two letters
    for start in range(len(words)):
        if _flat(words[start])[:2] not in beginnings:
            continue
        for end in range(start + 1, min(start + longest, len(words)) + 1):
            found = " ".join(words[start:end])
            flat = _flat(found)
            if flat in told:
                continue
            if flat in instead:
                told.add(flat)
                yield _finding("LINT_TERM_AVOIDED", path, found=found, term=instead[flat])
                continue
            term = spellings.get(_squash(found))
            if term is not None and flat not in (term, _plural(term), _singular(term)):
                told.add(flat)
                yield _finding("LINT_TERM_DRIFT", path, found=found, term=term)


def _list_terms(framework: Framework) -> dict[str, dict[str, None]]:
    """Return the defined terms of each language, in small letters and without what stands in brackets."""
    terms: dict[str, dict[str, None]] = {}
    for definition in framework.definitions:
        for language, wording in definition.term.items():
            term = _BRACKETS.sub("", wording.text).strip().casefold()
            if term:
                terms.setdefault(language, {})[term] = None
    return terms


def _read_avoided(framework: Framework) -> dict[str, tuple[str, ...]]:
    """Return the words to avoid that the framework itself lists; what has another shape counts as nothing."""
    lint = framework.extensions.get("lint")
    listed = lint.get("avoid") if isinstance(lint, Mapping) else None
    if not isinstance(listed, Mapping):
        return {}
    return {
        str(term): tuple(word for word in words if isinstance(word, str))
        for term, words in listed.items()
        if isinstance(words, list | tuple)
    }


def _flat(text: str) -> str:
    return text.casefold().replace("’", "'")


def _plural(term: str) -> str:
    if term.endswith("y"):
        return term[:-1] + "ies"
    return term + ("es" if term.endswith(("s", "x", "ch", "sh")) else "s")


def _singular(term: str) -> str:
    return term[:-3] + "y" if term.endswith("ies") else term.removesuffix("s")


def _squash(text: str) -> str:
    """Return a term without what spellings differ in: blanks, hyphens, plural, British or American endings."""
    words = re.split(r"[\s-]+", _flat(text))
    last = words[-1]
    if last.endswith("ies") and len(last) > 4:
        words[-1] = last[:-3] + "y"
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")) and len(last) > 3:
        words[-1] = last[:-1]
    plain = []
    for word in words:
        for pattern, form in _SPELLINGS:
            word = pattern.sub(form, word)
        plain.append(word)
    return "".join(plain)


def _finding(code: str, path: str, **values: Any) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, path=path, values=values)
