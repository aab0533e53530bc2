"""An edited sheet looked at before anything is kept: which state it was made of, and which steps would come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from capacita.framework.changes import Change
from capacita.framework.comparison import Conflict, Side
from capacita.framework.exchange.csv_table_overlay import MissingRow
from capacita.framework.model import Framework
from capacita.vocabulary import Finding, Refusal, has_errors, is_identifier
from capacita.web.actors import Actor
from capacita.web.adapting.drafting import effective_framework, read_change
from capacita.web.adapting.models import AdaptationDraft, DraftChange
from capacita.web.adapting.queries import DraftDocuments
from capacita.web.adapting.sheet_steps import make_steps, with_tag_authors
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion

DRAFT: Final = "draft"  # a state of this draft, or of an earlier one of the same framework
RELEASE: Final = "release"
UNKNOWN: Final = "unknown"
SEVERAL: Final = "several"  # rows of more than one sheet
_TOLD_OTHERWISE: Final = "EXCHANGE_ROWS_MISSING"  # pages ask what is to become of rows that are gone


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChoices:
    """What somebody decides about a sheet as a whole."""

    leaves_out: bool = False  # what has no row any more
    prefers_sheet: bool = False  # where the draft has changed the same


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeOf:
    """The state that a sheet was made of: of what kind, how it is called, and the framework as it was."""

    kind: str
    name: str
    framework: Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLook:
    """What comes of a sheet. ``steps`` are kept nowhere and have no reasons; ``reasons`` are those of its rows, by subject."""

    made_of: str
    made_of_name: str
    wanted: Framework
    steps: tuple[DraftChange, ...]
    conflicts: tuple[Conflict, ...]
    missing: tuple[MissingRow, ...]
    findings: tuple[Finding, ...]
    reasons: Mapping[str, str]

    @property
    def is_faulty(self) -> bool:
        """Tell whether the sheet has to be put right first."""
        return has_errors(self.findings)

    @property
    def changes(self) -> list[Change]:
        """The Changes of the steps."""
        return [read_change(step.change) for step in self.steps]


def mark_of(draft: AdaptationDraft, step: int) -> str:
    """Return the mark by which a sheet says that it was made of a draft after so many steps."""
    return f"{draft.pk}/{step}"


def look_at_sheet(actor: Actor, documents: DraftDocuments, data: bytes, choices: SheetChoices) -> SheetLook:
    """Return what an edited sheet comes to for a draft as it stands, whole.

    Raises Unreadable for what is no sheet of a framework, and Refusal for one of another framework and for changes
    that do not hold together.
    """
    from capacita.framework.exchange.edited_sheet import EditedSheet, read_edited_sheet  # noqa: PLC0415 -- waits for openpyxl
    from capacita.framework.exchange.roles_matrix import is_matrix_file, update_from_matrix  # noqa: PLC0415 -- waits for openpyxl
    from capacita.framework.exchange.sheet_intake import lay_sheet_over, take_in_sheet  # noqa: PLC0415 -- waits for openpyxl
    from capacita.framework.translation.files import is_translation_file  # noqa: PLC0415 -- waits for openpyxl

    if is_translation_file(data):
        raise Refusal("DRAFT_SHEET_OF_TRANSLATORS")
    is_matrix = is_matrix_file(data)
    sheet = EditedSheet(tables=()) if is_matrix else read_edited_sheet(data)
    made_of = _find_state(actor, documents, sheet.marks, sheet.release)
    intake = take_in_sheet(
        documents.effective,
        made_of.framework,
        partial(update_from_matrix, data=data)
        if is_matrix
        else partial(lay_sheet_over, sheet=sheet, omit_missing=choices.leaves_out),
        reasons=sheet.reasons,
        prefer=Side.THEIRS if choices.prefers_sheet else Side.OURS,
        owner=str(documents.draft.adaptation_id),
    )
    wanted = with_tag_authors(documents.effective, intake.framework, actor.name)
    return SheetLook(
        made_of=made_of.kind,
        made_of_name=made_of.name,
        wanted=wanted,
        steps=() if has_errors(intake.findings) else tuple(make_steps(documents.draft, documents.rows, wanted)),
        conflicts=intake.conflicts,
        missing=intake.missing,
        findings=tuple(finding for finding in intake.findings if finding.code != _TOLD_OTHERWISE),
        reasons=intake.reasons,
    )


def _find_state(
    actor: Actor, documents: DraftDocuments, marks: tuple[str, ...], release: tuple[str, str] | None
) -> MadeOf:
    """Return the state that a sheet was made of; where it does not say, the draft as it stands now."""
    now = documents.effective
    if len(marks) > 1:
        return MadeOf(kind=SEVERAL, name="", framework=now)
    if marks:
        return _find_draft_state(actor, documents, marks[0]) or MadeOf(kind=UNKNOWN, name="", framework=now)
    code, number = release or ("", "")
    if code in (documents.draft.code, documents.base.code):
        rows = FrameworkVersion.objects.for_actor(actor).filter(code=code, version=number, released_at__isnull=False)
        row = rows.first()
        if row is not None:
            return MadeOf(kind=RELEASE, name=f"{code} {number}", framework=load_framework(row.digest))
    return MadeOf(kind=UNKNOWN, name="", framework=now)


def _find_draft_state(actor: Actor, documents: DraftDocuments, mark: str) -> MadeOf | None:
    """Return a state of this draft or of an earlier one of the framework. Raises Refusal for another framework's."""
    draft: AdaptationDraft | None = documents.draft
    identifier, _slash, number = mark.partition("/")
    if not (is_identifier(identifier) and number.isascii() and number.isdigit()):
        return None
    assert draft is not None
    rows = documents.rows
    if identifier != str(draft.pk):
        draft = AdaptationDraft.objects.for_actor(actor).filter(pk=identifier, code=draft.code).first()
        if draft is None or draft.organisation_id != documents.draft.organisation_id:
            raise Refusal("DRAFT_SHEET_OF_OTHERS")
        rows = tuple(DraftChange.objects.for_actor(actor).filter(draft=draft).order_by("number"))
    step = int(number)
    if step > len(rows):
        return None
    if draft is documents.draft and step == len(rows):
        return MadeOf(kind=DRAFT, name=number, framework=documents.effective)
    return MadeOf(kind=DRAFT, name=number, framework=effective_framework(draft, rows[:step]))
