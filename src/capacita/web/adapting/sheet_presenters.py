"""An edited sheet as its pages show it: what it changes in sum and one by one, what stands against it, what came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from capacita.framework.changes import Change, ChangeKind
from capacita.framework.comparison import Conflict, explain_conflict
from capacita.framework.comparison import Side as ConflictSide
from capacita.framework.contents import read_after
from capacita.framework.model import Framework
from capacita.vocabulary import Finding, ShownText, show_text
from capacita.web.adapting.drafting import read_change
from capacita.web.adapting.merge_presenters import field_sentence, name_conflict, tell_needs
from capacita.web.adapting.models import AdaptationDraft, TakenSheet, WaitingSheet
from capacita.web.adapting.sheet_queries import SheetDraft, StepsOfSheet, load_base
from capacita.web.adapting.sheet_reading import RELEASE, SEVERAL, UNKNOWN, SheetLook
from capacita.web.framework.compare_presenters import change_words, sum_up
from capacita.web.framework.compare_values import Names, Side, show_sides
from capacita.web.languages import language_words
from capacita.web.words import isolate, isolate_values, join_words, spell_findings

A_PAGE = 20  # changes
MOST_FINDINGS = 40
MOST_NAMES = 20
COUNTED = {
    "reworded": _("Items reworded or renamed"),
    "added": _("Items added"),
    "left out": _("Items left out"),
    "moved": _("Items moved"),
}
SHEETS = {
    "Items": _("Items"),
    "Scales": _("Scales"),
    "Levels": _("Levels"),
    "Descriptors": _("Level descriptions"),
    "Roles": _("Roles"),
    "Requirements": _("Levels that roles need"),
    "Links": _("Links"),
    "Terms": _("Terms"),
    "Sources": _("Sources"),
}
SIDES = {
    None: _("Needs you"),
    ConflictSide.OURS: _("As the draft says"),
    ConflictSide.THEIRS: _("As the sheet says"),
}
_KINDS = {
    "title": ChangeKind.RETITLE,
    "statement": ChangeKind.REWORD,
    "principles": ChangeKind.TAG,
    "requirements": ChangeKind.REQUIRE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOfSheet:
    """One change of a sheet, with its sides."""

    title: ShownText | str
    words: str
    detail: str
    before: Side | None
    after: Side | None
    reason: str
    is_undone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictOfSheet:
    """What the sheet changes and somebody else has changed as well: its name, its sentence, its three sides."""

    name: str
    explanation: str
    earlier: Side | None  # what the sheet was made of
    draft: Side | None
    sheet: Side | None


def present_choosing(
    found: SheetDraft, waiting: Sequence[WaitingSheet], sheets: Sequence[TakenSheet]
) -> dict[str, Any]:
    """Return what the page says that offers the sheet and takes it back in."""
    return {
        **_header(found),
        "language": language_words(found.draft.language),
        "steps": found.steps,
        "waiting": waiting,
        "sheets": sheets,
    }


def present_findings(findings: Sequence[Finding]) -> dict[str, Any]:
    """Return what was noticed about a sheet, errors first, each with its sheet, rows and column; so many at the most."""
    ordered = sorted(findings, key=lambda finding: finding.severity.value != "error")
    told = []
    for finding, words in zip(ordered[:MOST_FINDINGS], spell_findings(ordered[:MOST_FINDINGS]), strict=True):
        sheet, _slash, column = finding.path.removeprefix("/").partition("/")
        place = [gettext(SHEETS[sheet])] if sheet in SHEETS else []
        if finding.lines:
            rows = join_words(map(str, finding.lines[:MOST_NAMES]))
            row_words = ngettext("row {rows}", "rows {rows}", len(finding.lines))
            place.append(row_words.format(rows=rows))
        named = str(finding.values.get("column", "")) or (column if sheet in SHEETS else "")
        if named:
            place.append(gettext("column {column}").format(column=named))
        told.append({"place": join_words(place), **words})
    return {"findings": told, "more_findings": len(findings) - len(told)}


def present_look(found: SheetDraft, look: SheetLook, page: str) -> dict[str, Any]:
    """Return what would come of a sheet: in sum, what stands against it, and a page of the changes one by one."""
    shown = Paginator([look.steps[place] for place in look.reading_order], A_PAGE).get_page(page)
    changes = [read_change(step.change) for step in shown]
    teller = _Teller(found.draft, load_base(found.draft, changes), look.known)
    return {
        **_header(found),
        **present_findings(look.findings),
        "made_of": _made_of_words(look),
        "is_uncertain": look.made_of in (UNKNOWN, SEVERAL),
        "counts": _counts(look.counts),
        "summary": sum_up(look.sorts),
        "total": len(look.steps),
        "conflicts": len(look.conflicts),
        "open": len(look.open),
        "missing": len(look.missing),
        "missing_names": [entry.name for entry in look.missing[:MOST_NAMES]],
        "more_missing": max(0, len(look.missing) - MOST_NAMES),
        "leaves_out": look.choices.leaves_out,
        "page": shown,
        "entries": [
            teller.step(step.subject, change, step.reason) for step, change in zip(shown, changes, strict=True)
        ],
    }


def present_sheet_conflicts(found: SheetDraft, waiting: WaitingSheet, look: SheetLook, page: str) -> dict[str, Any]:
    """Return what was changed on both sides, a page of it, each as a task."""
    shown = Paginator(look.conflicts, A_PAGE).get_page(page)
    teller = _Teller(found.draft, load_base(found.draft, (), [conflict.item for conflict in shown]), look.known)
    where = [found.draft.organisation.code, found.draft.pk, waiting.pk]
    return {
        **_header(found),
        "waiting": waiting,
        "total": len(look.conflicts),
        "open": len(look.open),
        "needs": tell_needs(len(look.open)),
        "page": shown,
        "tasks": [
            {
                "title": teller.name(conflict),
                "href": reverse("adapt-sheet-conflict", args=[*where, conflict.id]),
                "hint": teller.explain(conflict),
                "status": gettext(SIDES[look.choices.sides.get(conflict.id)]),
                "tone": "done" if conflict.id in look.choices.sides else "alert",
            }
            for conflict in shown
        ],
    }


def present_sheet_conflict(
    found: SheetDraft, waiting: WaitingSheet, look: SheetLook, conflict: Conflict
) -> dict[str, Any]:
    """Return a conflict with its three sides, what the sheet says otherwise than the draft marked."""
    teller = _Teller(found.draft, load_base(found.draft, (), [conflict.item]), look.known)
    return {**_header(found), "waiting": waiting, "conflict": teller.conflict(conflict)}


def present_taken(found: SheetDraft, sheet: TakenSheet, steps: StepsOfSheet) -> dict[str, Any]:
    """Return what came of a sheet: in sum, and a page of its steps one by one with what became of each."""
    told = [(row, read_change(row.change)) for row in steps.shown]
    base = load_base(found.draft, [change for _row, change in told])
    added = tuple(read_after(read_change(row.change)) for row in steps.added)
    teller = _Teller(found.draft, base, replace(base, items=added))
    standing = steps.total - len(steps.undone)
    return {
        **_header(found),
        "sheet": sheet,
        "counts": _counts(sheet.counts),
        "total": steps.total,
        "standing": standing,
        "may_undo": found.may_write and standing > 0,
        "page": steps.shown,
        "entries": [
            replace(teller.step(str(row.subject), change, ""), is_undone=row.pk in steps.undone) for row, change in told
        ],
    }


def _header(found: SheetDraft) -> dict[str, Any]:
    draft = found.draft
    return {
        "draft": draft,
        "country": draft.organisation,
        "title": draft.title,
        "is_open": draft.state == "open",
        "may_write": found.may_write,
    }


def _has_words(change: Change) -> bool:
    """Tell whether what comes or goes says anything: a heading alone is told by its code."""
    if change.kind not in (ChangeKind.ADD, ChangeKind.OMIT):
        return True
    value = change.after or change.before or {}
    return any(value.get(part) for part in ("statement", "text", "title", "term"))


def _counts(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{"term": gettext(words), "value": counts.get(name, 0)} for name, words in COUNTED.items()]


def _made_of_words(look: SheetLook) -> str:
    if look.made_of == SEVERAL:
        return gettext(
            "Its rows come from sheets of different days. So every cell counts as edited that says something else "
            "than the draft now."
        )
    if look.made_of == UNKNOWN:
        return gettext(
            "The sheet does not say what it was made of. So every cell counts as edited that says something else "
            "than the draft now."
        )
    if look.made_of == RELEASE:
        return gettext("Made of {release}. What has changed since stays.").format(release=look.made_of_name)
    if look.made_of_name == str(look.seen):
        return gettext("Made of the draft as it stands now.")
    return gettext("Made of an earlier state of the draft. What has changed since stays.")


class _Teller:
    """Tells changes one by one, with the names of two states of a framework."""

    def __init__(self, draft: AdaptationDraft, base: Framework, known: Framework) -> None:
        self.draft = draft
        self.frameworks = frozenset({base.id, known.id, str(draft.adaptation_id)})
        self.language = draft.language
        self.names = Names(base, known, draft.language)
        sides = (base, known)
        self.items = {item.id: item for side in sides for item in side.items}
        self.holders = {entry.id: entry.item for side in sides for entry in side.descriptors}
        self.holders.update({link.id: link.origin for side in sides for link in side.associations})

    def step(self, subject: str, change: Change, reason: str) -> ChangeOfSheet:
        """Return a step with what it changes."""
        before, after = show_sides(change, self.names) if _has_words(change) else (None, None)
        shown = show_text(change.reason, self.language)
        return ChangeOfSheet(
            **self._about(subject),
            words=gettext("Brought back") if change.kind is ChangeKind.ADOPT else change_words(change),
            detail=self._detail(change),
            before=before,
            after=after,
            reason=shown.text if shown else reason,
        )

    def name(self, conflict: Conflict) -> str:
        """Return what a conflict is called in a list."""
        return name_conflict(isolate(self._called(conflict)), conflict.field)

    def explain(self, conflict: Conflict) -> str:
        """Return the sentence that explains a conflict."""
        field = field_sentence(conflict.field)
        values = isolate_values({**conflict.values, "name": self._called(conflict), "field": field})
        return explain_conflict(replace(conflict, values=values), gettext)

    def conflict(self, conflict: Conflict) -> ConflictOfSheet:
        """Return what the sheet changes and somebody else has changed as well."""
        earlier, draft, sheet = (
            self._value(conflict, side) for side in (conflict.base, conflict.ours, conflict.theirs)
        )
        _plain, marked = show_sides(self._pseudo(conflict, conflict.ours, conflict.theirs), self.names)
        return ConflictOfSheet(
            name=self.name(conflict),
            explanation=self.explain(conflict),
            earlier=earlier,
            draft=draft,
            sheet=marked or sheet,
        )

    def _called(self, conflict: Conflict) -> str:
        known = self.names.of(conflict.item)
        return str(conflict.values.get("name", known)) if known == conflict.item else known

    def _about(self, subject: str) -> dict[str, Any]:
        holder = self.holders.get(subject, subject)
        item = self.items.get(holder)
        if item is not None:
            shown = show_text(item.title, self.language) or show_text(item.statement, self.language)
            return {"title": replace(shown, text=f"{item.code} {shown.text}".strip()) if shown else item.code}
        return {"title": gettext("The framework as a whole") if holder in self.frameworks else self.names.of(holder)}

    def _detail(self, change: Change) -> str:
        if change.kind is ChangeKind.REQUIRE:
            return self.names.of(change.target)
        return self.names.of(change.level) if change.level else ""

    def _value(self, conflict: Conflict, value: Any) -> Side | None:
        return show_sides(self._pseudo(conflict, None, value), self.names)[1]

    def _pseudo(self, conflict: Conflict, before: Any, after: Any) -> Change:
        """Return a side of a conflict as the Change that would bring it, which pages know how to show."""
        first, _slash, rest = conflict.field.partition("/")
        is_wording = any(isinstance(side, Mapping) and "text" in side and "origin" in side for side in (before, after))
        told = {"id": conflict.id, "target": conflict.item, "before": before, "after": after}
        if is_wording:
            return Change(kind=ChangeKind.TRANSLATE, part=first, language=rest or self.language, **told)
        kind = _KINDS.get(first) or (ChangeKind.SET if first else ChangeKind.OMIT)
        return Change(kind=kind, part=first, **told)
