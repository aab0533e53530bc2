"""An edited sheet looked at before anything is kept: which state it was made of, and which steps would come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from capacita.framework.changes import ChangeKind
from capacita.framework.comparison import Conflict, Side
from capacita.framework.exchange.csv_table_overlay import MissingRow
from capacita.framework.model import Framework
from capacita.framework.reading import list_tree
from capacita.vocabulary import Finding, Refusal, has_errors, is_identifier
from capacita.web.actors import Actor
from capacita.web.adapting.drafting import effective_framework, read_change
from capacita.web.adapting.models import AdaptationDraft, DraftChange
from capacita.web.adapting.queries import DraftDocuments
from capacita.web.adapting.sheet_steps import make_steps, with_tag_authors
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.steps import sort_of

DRAFT: Final = "draft"  # a state of this draft, or of an earlier one of the same framework
RELEASE: Final = "release"
UNKNOWN: Final = "unknown"
SEVERAL: Final = "several"  # rows of more than one sheet
_TOLD_OTHERWISE: Final = "EXCHANGE_ROWS_MISSING"  # pages ask what is to become of rows that are gone


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChoices:
    """What somebody decides about a sheet: whether what has no row any more leaves, and which side of conflicts stands.

    ``sides`` are by the conflict's identifier; a conflict that has none yet is open.
    """

    leaves_out: bool = False
    sides: Mapping[str, Side] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeOf:
    """The state that a sheet was made of: of what kind, how it is called, and the framework as it was."""

    kind: str
    name: str
    framework: Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOfSheet:
    """A step that would come of a sheet, without a reason unless its row has one."""

    number: int
    subject: str
    field: str
    change: Mapping[str, Any]
    reason: str

    @property
    def leaves_out(self) -> bool:
        """Tell whether something leaves the framework by this step."""
        return bool(self.change["kind"] == ChangeKind.OMIT)

    @property
    def needs_reason(self) -> bool:
        """Tell whether it takes the reason of the whole sheet: its row has none, and what leaves has one of its own."""
        return not self.reason and not self.leaves_out


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLook:
    """What comes of a sheet for a draft after so many steps.

    ``steps`` are kept nowhere yet, in the order in which they are made; ``reading_order`` has their places as the items
    are read. Where a conflict is open, they leave what the draft says. ``known`` holds what pages have to name and the
    base does not have, or has otherwise. ``counts`` are of items by what becomes of them, ``sorts`` of changes.
    """

    seen: int
    choices: SheetChoices
    made_of: str
    made_of_name: str
    steps: tuple[StepOfSheet, ...]
    reading_order: tuple[int, ...]
    conflicts: tuple[Conflict, ...]
    missing: tuple[MissingRow, ...]
    findings: tuple[Finding, ...]
    known: Framework
    counts: Mapping[str, int]
    sorts: Mapping[str, int]

    @property
    def is_faulty(self) -> bool:
        """Tell whether the sheet has to be put right first."""
        return has_errors(self.findings)

    @property
    def open(self) -> tuple[Conflict, ...]:
        """The conflicts of which nobody has said yet what is to stand."""
        return tuple(conflict for conflict in self.conflicts if conflict.id not in self.choices.sides)


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
    from capacita.framework.exchange.sheet_intake import count_items, lay_sheet_over, take_in_sheet  # noqa: PLC0415 -- waits for openpyxl
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
        sides=choices.sides,
        owner=str(documents.draft.adaptation_id),
    )
    wanted = with_tag_authors(documents.effective, intake.framework, actor.name)
    rows = [] if has_errors(intake.findings) else make_steps(documents.draft, documents.rows, wanted)
    changes = [read_change(row.change) for row in rows]
    return SheetLook(
        seen=len(documents.rows),
        choices=choices,
        made_of=made_of.kind,
        made_of_name=made_of.name,
        steps=tuple(
            StepOfSheet(
                number=row.number,
                subject=str(row.subject),
                field=row.field,
                change=row.change,
                reason=intake.reasons.get(str(row.subject), ""),
            )
            for row in rows
        ),
        reading_order=_in_reading_order(rows, documents.effective, wanted),
        conflicts=intake.conflicts,
        missing=intake.missing,
        findings=tuple(finding for finding in intake.findings if finding.code != _TOLD_OTHERWISE),
        known=_list_known(documents.base, documents.effective, wanted),
        counts=count_items(changes, documents.effective, wanted),
        sorts=Counter(map(sort_of, changes)),
    )


def _in_reading_order(rows: Sequence[DraftChange], *versions: Framework) -> tuple[int, ...]:
    """Return the places of steps as their items are read, those about nothing that is an item last."""
    order: dict[str, int] = {}
    for version in versions:
        for _depth, item in list_tree(version):
            order.setdefault(item.id, len(order))
    holders = {entry.id: entry.item for version in versions for entry in version.descriptors}
    ranks = [order.get(holders.get(str(row.subject), str(row.subject)), len(order)) for row in rows]
    return tuple(sorted(range(len(rows)), key=lambda place: (ranks[place], place)))


def _list_known(base: Framework, now: Framework, wanted: Framework) -> Framework:
    """Return what of the draft, and of what it would become, the base does not have or calls otherwise."""
    held = {item.id: (item.code, item.title) for item in base.items}
    present = {item.id for item in now.items}
    items = [item for item in now.items if held.get(item.id) != (item.code, item.title)]
    items += [item for item in wanted.items if item.id not in present and item.id not in held]
    descriptors = {entry.id for entry in base.descriptors}
    links = {link.id for link in base.associations}
    return replace(
        wanted,
        items=tuple(replace(item, principles=(), extensions={}) for item in items),
        descriptors=tuple(entry for entry in wanted.descriptors if entry.id not in descriptors),
        associations=tuple(link for link in wanted.associations if link.id not in links),
        roles=() if wanted.roles == base.roles else tuple(replace(role, requirements=()) for role in wanted.roles),
        scales=() if wanted.scales == base.scales else wanted.scales,
        definitions=(),
        sources=(),
        extensions={},
        rubrics=(),
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
