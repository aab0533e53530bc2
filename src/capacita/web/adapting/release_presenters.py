"""What stands in the way of a release, and what is only worth knowing, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import ngettext

from capacita.framework.coverage import PrincipleMinimum
from capacita.framework.model import ItemKind
from capacita.framework.principles import PRINCIPLES
from capacita.framework.release import ReleaseGate, list_adaptation_release_findings, list_release_findings
from capacita.vocabulary import Finding, Severity
from capacita.web.adapting.queries import DraftDocuments
from capacita.web.framework.terms import principle_words
from capacita.web.words import join_words, spell_findings


def present_gate(
    documents: DraftDocuments, version: str, minimums: tuple[PrincipleMinimum, ...] = ()
) -> dict[str, list[dict[str, Any]]]:
    """Return what stops a release and what is only worth knowing, in words; of the texts, those that the draft changes."""
    missing = frozenset(
        item.code for item in documents.base.items if item.kind is ItemKind.RECOMMENDATION and not item.statement
    )
    findings = [
        *list_release_findings(
            documents.effective,
            gate=ReleaseGate(allow_missing=missing, principles=minimums),
            like=documents.base,
        ),
        *list_adaptation_release_findings(documents.adaptation(version)),
    ]
    findings = [_in_language(finding) for finding in findings]
    stops = [finding for finding in findings if finding.severity is Severity.ERROR]
    notes = [finding for finding in findings if finding.severity is not Severity.ERROR]
    textless = [finding for finding in notes if finding.code == "RELEASE_WITHOUT_TEXT"]
    notes = [finding for finding in notes if finding not in textless]
    codes = join_words(str(finding.values["item"]) for finding in textless)
    told = ngettext(
        "{number} item has no text in the base either: {codes}.", "{number} items have no text in the base either: {codes}.",
        len(textless),
    ).format(number=len(textless), codes=codes)  # fmt: skip
    in_one = [{"message": told, "hint": ""}] if textless else []
    return {"stops": spell_findings(stops), "notes": [*spell_findings(notes), *in_one]}


def _in_language(finding: Finding) -> Finding:
    """Return a finding about a principle with the principle's name as the page says it."""
    code = str(finding.values.get("principle", ""))
    if code not in PRINCIPLES:
        return finding
    return replace(finding, values={**finding.values, "title": principle_words(code)})
