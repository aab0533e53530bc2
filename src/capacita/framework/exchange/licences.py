"""What the licence of a framework lets anybody do with an export of it, and the attribution that goes with it.

A licence is an SPDX name or the words of its owner. What it allows is read from its parts; what cannot be read is
passed on as it stands, with the advice to ask. Judgements of law are nobody's here: this keeps people from passing on
by mistake what plainly may not be. To put a work into another file format is not to change it (CC BY 4.0 and its
siblings, section 2(a)(4)); to adapt it to a country is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from capacita.framework.exchange.file_words import file_words
from capacita.framework.model import Framework
from capacita.vocabulary import Finding, Refusal, Severity, plain_text

_WORKING_FORMATS: Final = frozenset(
    {"capacita", "xliff", "xliff2", "po", "translation-docx", "translation-xlsx"}
)  # a licensee's own copy, and its translators'
_CLOSED_WORDS: Final = (
    "all rights reserved",
    "tous droits réservés",
    "todos los derechos reservados",
    "proprietary",
    "confidential",
    "sfia",
    "no redistribution",
    "not for redistribution",
)
_NON_COMMERCIAL: Final = re.compile(r"\bNC\b|non-?\s?commercial", re.IGNORECASE)
_NO_DERIVATIVES: Final = re.compile(r"\bND\b|no-?\s?deriv", re.IGNORECASE)
_SHARE_ALIKE: Final = re.compile(r"\bSA\b|share-?\s?alike|^[AL]?GPL-|^ODbL-|^GFDL-", re.IGNORECASE)
_CREATIVE_COMMONS: Final = re.compile(
    r"CC[- ](BY(?:-(?:NC|ND|SA))*)[- ](\d\.\d)(?:[- ](IGO|[A-Z]{2,3}))?", re.IGNORECASE
)
_ADDRESSES: Final = {
    "cc0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "ogl-uk-3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceTerms:
    """What a licence says of an export: its name and address, and the conditions under which it is passed on."""

    licence: str
    address: str
    share_alike: bool
    attribution: str
    non_commercial: bool = False
    no_derivatives: bool = False


def check_export_licence(framework: Framework, format: str) -> LicenceTerms:
    """Return the terms under which a framework goes out in a format.

    Raises Refusal where its licence does not let it be passed on, or where it is an adaptation of what may not be
    changed. The framework document itself and the files for translators are working copies and never refused.
    """
    terms = read_terms(framework)
    if format not in _WORKING_FORMATS:
        check_licence(framework.code, terms.licence, format, is_adaptation=framework.derived_from is not None)
    return terms


def check_licence(code: str, licence: str, format: str, *, is_adaptation: bool) -> None:
    """Raise Refusal where a licence does not let a framework be passed on, or not as the adaptation that it is."""
    closed = find_closed_word(licence)
    if closed is not None:
        raise Refusal("LICENCE_CLOSED", framework=code, licence=licence, found=closed, format=format)
    if is_adaptation and _NO_DERIVATIVES.search(licence):
        raise Refusal("LICENCE_NO_DERIVATIVES", framework=code, licence=licence, format=format)


def read_terms(framework: Framework) -> LicenceTerms:
    """Return what the licence of a framework says, whether or not that lets it be passed on."""
    licence = framework.licence.strip()
    return LicenceTerms(
        licence=licence,
        address=licence_address(licence),
        share_alike=is_share_alike(licence),
        attribution=state_attribution(framework),
        non_commercial=_NON_COMMERCIAL.search(licence) is not None,
        no_derivatives=_NO_DERIVATIVES.search(licence) is not None,
    )


def find_closed_word(licence: str) -> str | None:
    """Return the words of a licence that keep a work from being passed on at all, None where none do."""
    lower = licence.lower()
    return next((word for word in _CLOSED_WORDS if word in lower), None)


def list_licence_findings(framework: Framework, base: Framework | None = None) -> list[Finding]:
    """Return what whoever passes a framework on should know of its licence, and of that of the base it adapts."""
    return list(_findings(framework, base))


def _findings(framework: Framework, base: Framework | None) -> Iterator[Finding]:
    ours = framework.licence.strip()
    if not ours:
        yield _warning("LICENCE_NOT_STATED", "/licence")
    if base is not None and is_share_alike(base.licence) and not _carries_on(ours, base.licence):
        yield _warning("LICENCE_NOT_CARRIED_ON", "/licence", base=base.code, theirs=base.licence, ours=ours or "—")
    used = {item.source.source for item in framework.items if item.source}
    for place, source in enumerate(framework.sources):
        if source.code not in used:
            continue
        path = f"/sources/{place}/licence"
        closed = find_closed_word(source.licence)
        if closed is not None:
            yield _warning("LICENCE_SOURCE_CLOSED", path, source=source.code, theirs=source.licence)
        elif ours and is_share_alike(source.licence) and not is_share_alike(ours):
            yield _warning("LICENCE_SHARE_ALIKE", path, source=source.code, theirs=source.licence, ours=ours)


def _warning(code: str, path: str, **values: str) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, path=path, values=values)


def _carries_on(ours: str, theirs: str) -> bool:
    """Tell whether a licence is the one that is to be carried on, in that version or another."""
    return _family(ours) == _family(theirs)


def _family(licence: str) -> str:
    found = _CREATIVE_COMMONS.fullmatch(licence.strip())
    return found[1].upper() if found else licence.strip().lower()


def is_share_alike(licence: str) -> bool:
    """Tell whether a licence asks that whatever is made from the work carries it on."""
    return _SHARE_ALIKE.search(licence.strip()) is not None


def licence_address(licence: str) -> str:
    """Return the public address of a licence, or nothing where none is known."""
    found = _CREATIVE_COMMONS.fullmatch(licence.strip())
    if found:
        ported = f"{found[3].lower()}/" if found[3] else ""
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/{ported}"
    return _ADDRESSES.get(licence.strip().lower(), "")


def state_attribution(framework: Framework, language: str | None = None, *, with_notice: bool = True) -> str:
    """Return the sentences that name a framework, who published it, under which licence, and its notice.

    They are in a language, the framework's own texts as far as they are worded in it; in English where none is named.
    """
    words = file_words(language)
    languages = [tag for tag in (language, framework.language) if tag]
    title = plain_text(framework.title, *languages) or framework.code
    named = words["named"].format(title=title, version=framework.version)
    if framework.publisher:
        named += words["published"].format(publisher=framework.publisher)
    sentences = [named + words["licence"][-1], *state_terms(framework.licence, language)]
    notice = plain_text(framework.notice, *languages)
    if notice and with_notice:
        sentences.append(notice)
    return " ".join(sentences)


def state_terms(licence: str, language: str | None = None) -> list[str]:
    """Return the sentences that name a licence and each condition of it, in a language or else in English."""
    words = file_words(language)
    licence = licence.strip()
    if not licence:
        return [words["no-licence"]]
    address = licence_address(licence)
    sentences = [words["licence"].format(licence=f"{licence} <{address}>" if address else licence)]
    if is_share_alike(licence):
        sentences.append(words["share-alike"])
    if _NON_COMMERCIAL.search(licence):
        sentences.append(words["non-commercial"])
    if _NO_DERIVATIVES.search(licence):
        sentences.append(words["no-derivatives"])
    return sentences
