"""What the licence of a framework lets anybody do with an export of it, and the attribution that goes with it.

A licence is an SPDX name or the words of its owner. What it allows is read from its parts; what cannot be read is
passed on as it stands, with the advice to ask. Judgements of law are nobody's here: this keeps people from passing on
by mistake what plainly may not be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from capacita.framework.model import Framework
from capacita.vocabulary import Finding, Refusal, Severity, plain_text

_WORKING_FORMATS: Final = frozenset(
    {"capacita", "xliff", "xliff2", "po"}
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
_CREATIVE_COMMONS: Final = re.compile(r"CC[- ](BY(?:-(?:NC|ND|SA))*)[- ](\d\.\d)(?:-[A-Z]+)?", re.IGNORECASE)
_ADDRESSES: Final = {
    "cc0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "ogl-uk-3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceTerms:
    """What a licence says of an export: its name and address, whether changes carry it on, how to name the authors."""

    licence: str
    address: str
    share_alike: bool
    attribution: str


def check_export_licence(framework: Framework, format: str) -> LicenceTerms:
    """Return the terms under which a framework goes out in a format.

    Raises Refusal where its licence does not let it be passed on, or be changed by whoever receives it. The framework
    document itself and the files for translators are working copies and never refused.
    """
    licence = framework.licence.strip()
    if format not in _WORKING_FORMATS:
        lower = licence.lower()
        closed = next((word for word in _CLOSED_WORDS if word in lower), None)
        if closed is None and _NO_DERIVATIVES.search(licence):
            closed = "no derivatives"
        if closed is None and _NON_COMMERCIAL.search(licence):
            closed = "non-commercial"
        if closed is not None:
            raise Refusal("LICENCE_CLOSED", framework=framework.code, licence=licence, found=closed, format=format)
    return LicenceTerms(
        licence=licence,
        address=licence_address(licence),
        share_alike=is_share_alike(licence),
        attribution=state_attribution(framework),
    )


def list_licence_findings(framework: Framework) -> list[Finding]:
    """Return what whoever passes a framework on should know of its licence."""
    return list(_findings(framework))


def _findings(framework: Framework) -> Iterator[Finding]:
    if not framework.licence.strip():
        yield Finding(code="LICENCE_NOT_STATED", severity=Severity.WARNING, path="/licence", values={})
        return
    if is_share_alike(framework.licence):
        return
    used = {item.source.source for item in framework.items if item.source}
    for place, source in enumerate(framework.sources):
        if source.code in used and is_share_alike(source.licence):
            values = {"source": source.code, "theirs": source.licence, "ours": framework.licence}
            path = f"/sources/{place}/licence"
            yield Finding(code="LICENCE_SHARE_ALIKE", severity=Severity.WARNING, path=path, values=values)


def is_share_alike(licence: str) -> bool:
    """Tell whether a licence asks that whatever is made from the work carries it on."""
    return _SHARE_ALIKE.search(licence.strip()) is not None


def licence_address(licence: str) -> str:
    """Return the public address of a licence, or nothing where none is known."""
    found = _CREATIVE_COMMONS.fullmatch(licence.strip())
    if found:
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    return _ADDRESSES.get(licence.strip().lower(), "")


def state_attribution(framework: Framework) -> str:
    """Return the sentences that name a framework, who published it, under which licence, and its notice."""
    title = plain_text(framework.title, framework.language) or framework.code
    named = f'"{title}", version {framework.version}'
    if framework.publisher:
        named += f", published by {framework.publisher}"
    sentences = [named + "."]
    licence = framework.licence.strip()
    if licence:
        address = licence_address(licence)
        sentences.append(f"Licence: {licence}{f' <{address}>' if address else ''}.")
        if is_share_alike(licence):
            sentences.append("Whatever is made from it carries the same licence on.")
    else:
        sentences.append("No licence is stated: ask its publisher before passing it on.")
    notice = plain_text(framework.notice, framework.language)
    if notice:
        sentences.append(notice)
    return " ".join(sentences)
