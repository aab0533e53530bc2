"""What comes back from translators, as Changes: each tied to the wording that it was made from, nothing twice.

A file tells three things of a unit: the source as the translator saw it, the target, and (its *basis*) what both were
when the file was made. From these it follows who changed what: the translator, the framework since, both or nobody.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from pydantic import TypeAdapter

from capacita.framework.changes import Change, ChangeKind
from capacita.framework.model import Framework, PrincipleTag
from capacita.framework.translation.incoming import (
    Confidence,
    IncomingFile,
    IncomingUnit,
    as_carried,
    short_digest,
)
from capacita.framework.translation.segments import Place, SegmentState, list_places, source_wordings, state_of
from capacita.vocabulary import (
    Finding,
    LocalizedText,
    Severity,
    TextOrigin,
    Wording,
    derive_identifier,
    text_digest,
)

_WORDING: Final[TypeAdapter[Any]] = TypeAdapter(Wording)
_TAGS: Final[TypeAdapter[Any]] = TypeAdapter(tuple[PrincipleTag, ...])
_SHOWN: Final = 120  # characters of a text in a finding
CREDITS: Final = "translators"  # key of the framework's extensions: language -> names of those who wish to be named


class Outcome(StrEnum):
    """What became of a unit of a file."""

    TAKEN = "taken"  # a new wording
    STALE = "stale"  # a new wording of a source that has changed since
    CONFIRMED = "confirmed"  # the wording that is here, now checked against the source
    UNCHANGED = "unchanged"
    EMPTY = "empty"  # not translated in the file
    LEFT_OUT = "left out"  # told by a finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What a translator's file comes to: Changes, what was noticed, and how many units came to what."""

    language: str | None
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    counts: Mapping[Outcome, int]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A text of the framework as a unit meets it."""

    place: Place
    localized: LocalizedText
    sources: tuple[str, ...]
    current: Wording | None


def take_in_translations(
    framework: Framework,
    file: IncomingFile,
    *,
    language: str | None = None,
    by_machine: bool = False,
    translator: str = "",
    reviewer: str = "",
    batch: str = "",
) -> Intake:
    """Return the Changes that bring a translator's file into a framework.

    A wording is a person's unless the file comes from a machine or says that a machine wrote it. A unit signed off
    counts as reviewed only when ``reviewer`` names who did; ``translator`` is a name to be credited, if they wish.
    A target made from a source that has changed since is taken in, tied to the source it was made from: it is stale,
    and a finding says so. ``batch`` sets the identifiers of these Changes apart from those of another time.
    """
    tag = language or file.language
    findings = list(file.findings)
    if tag is None:
        findings.append(_finding("TRANSLATION_LANGUAGE_MISSING", Severity.ERROR, ""))
    elif file.language not in (None, tag):
        values = {"found": file.language, "wanted": tag}
        findings.append(_finding("TRANSLATION_LANGUAGE_OTHER", Severity.ERROR, "", **values))
    if tag is None or file.language not in (None, tag):
        return Intake(language=tag, changes=(), findings=tuple(findings), counts=_all_outcomes(Counter()))
    if file.framework not in (None, framework.id):
        findings.append(_finding("TRANSLATION_OTHER_FRAMEWORK", Severity.WARNING, "", found=file.framework))
    desk = _Desk(framework, file, tag, by_machine, reviewer, batch)
    for unit in file.units:
        desk.take(unit)
    name = translator or file.translator
    changes = desk.changes()
    if name and desk.counts[Outcome.TAKEN] + desk.counts[Outcome.STALE] and not by_machine:
        changes = [*changes, *_credit(framework, tag, name, batch)]
    return Intake(
        language=tag,
        changes=tuple(changes),
        findings=(*findings, *desk.findings),
        counts=_all_outcomes(desk.counts),
    )


class _Desk:
    """Where units are taken in one by one."""

    def __init__(
        self, framework: Framework, file: IncomingFile, language: str, by_machine: bool, reviewer: str, batch: str
    ) -> None:
        self.framework = framework
        self.exact = file.exact
        self.has_states = file.has_states
        self.language = language
        self.by_machine = by_machine
        self.reviewer = reviewer
        self.batch = batch
        self.findings: list[Finding] = []
        self.counts: Counter[Outcome] = Counter()
        self.seen: dict[str, IncomingUnit] = {}
        self.wordings: list[tuple[_Spot, Wording]] = []
        self.spots = {
            place.key: _Spot(place, localized, tuple(source_wordings(localized).values()), localized.get(language))
            for place, localized in list_places(framework)
            if localized
        }

    def take(self, unit: IncomingUnit) -> None:
        """Take in one unit."""
        earlier = self.seen.setdefault(unit.key, unit)
        if earlier is not unit:
            if unit.target.strip() and unit.target != earlier.target:
                self._leave_out("TRANSLATION_KEY_TWICE", unit, self.spots.get(unit.key))
            return
        spot = self.spots.get(unit.key)
        if spot is None or not spot.sources:
            if unit.target.strip():
                self._leave_out("TRANSLATION_KEY_UNKNOWN", unit, None)
            else:
                self.counts[Outcome.EMPTY] += 1
        elif not unit.target.strip():
            self._take_empty(unit, spot)
        elif spot.current is not None and spot.current.origin is TextOrigin.SOURCE:
            self._leave_out("TRANSLATION_OF_A_SOURCE", unit, spot)
        elif spot.current is not None and self._same(unit.target, spot.current.text):
            self._take_same(unit, spot, spot.current)
        elif spot.current is not None and self._is_as_it_went_out(unit):
            self.counts[Outcome.UNCHANGED] += 1  # the framework has moved on, the translator has not touched it
        elif spot.current is not None and self._has_moved(unit, spot.current):
            self._leave_out("TRANSLATION_MOVED", unit, spot)
        else:
            self._take_new(unit, spot)

    def changes(self) -> list[Change]:
        """Return the Changes: a wording each, and one for all the principles of an item."""
        made: list[Change] = []
        because: dict[str, dict[str, Wording]] = {}
        for spot, wording in self.wordings:
            if spot.place.principle:
                because.setdefault(spot.place.target, {})[spot.place.principle] = wording
            else:
                made.append(self._translate(spot, wording))
        for item in self.framework.items:
            if item.id in because:
                made.append(self._tag(item.id, item.principles, because[item.id]))
        return made

    def _same(self, text: str, current: str) -> bool:
        return text == current or (not self.exact and as_carried(text) == as_carried(current))

    def _is_as_it_went_out(self, unit: IncomingUnit) -> bool:
        return unit.basis is not None and unit.basis.target == short_digest(unit.target)

    def _has_moved(self, unit: IncomingUnit, current: Wording) -> bool:
        """Tell whether a person has written here another wording than the one that the translator started from."""
        if unit.basis is None or (current.origin is TextOrigin.MACHINE and not self.by_machine):
            return False
        return unit.basis.target != short_digest(current.text)

    def _take_empty(self, unit: IncomingUnit, spot: _Spot) -> None:
        self.counts[Outcome.EMPTY] += 1
        if spot.current is not None and unit.basis is not None and unit.basis.target is not None:
            self._note("TRANSLATION_EMPTIED", Severity.NOTE, unit, spot)

    def _take_same(self, unit: IncomingUnit, spot: _Spot, current: Wording) -> None:
        """Take in a target that is here already: it may tell that somebody has checked it."""
        source = self._source_seen(unit, spot)
        is_settled = state_of(current, spot.sources) is not SegmentState.STALE and current.of is not None
        nothing_to_settle = is_settled and current.origin is TextOrigin.REVIEWED
        says_nothing = self.by_machine or unit.confidence is Confidence.OPEN or source not in spot.sources
        if source is None or nothing_to_settle or says_nothing:
            self.counts[Outcome.UNCHANGED] += 1
            return
        of = current.of if is_settled else text_digest(source)
        confirmed = replace(current, origin=self._origin(unit), of=of)
        if confirmed == current:
            self.counts[Outcome.UNCHANGED] += 1
        else:
            self.counts[Outcome.CONFIRMED] += 1
            self.wordings.append((spot, confirmed))

    def _take_new(self, unit: IncomingUnit, spot: _Spot) -> None:
        source = self._source_seen(unit, spot)
        made_of = None if source is None else text_digest(source)
        self.wordings.append((spot, Wording(text=unit.target, origin=self._origin(unit), of=made_of)))
        if unit.confidence is Confidence.OPEN and self.has_states:
            self._note("TRANSLATION_UNCONFIRMED", Severity.NOTE, unit, spot)
        if source is None or source in spot.sources:
            self.counts[Outcome.TAKEN] += 1
        else:
            self.counts[Outcome.STALE] += 1
            values = {"old": _shortened(source), "new": _shortened(spot.sources[0])}
            self._note("TRANSLATION_SOURCE_CHANGED", Severity.WARNING, unit, spot, **values)

    def _source_seen(self, unit: IncomingUnit, spot: _Spot) -> str | None:
        """Return the source wording that a target was made from, one of the framework's where they are the same.

        None where the file says nothing of it.
        """
        if unit.earlier_source is not None and unit.confidence is Confidence.OPEN:
            return unit.earlier_source
        for source in spot.sources:
            written = as_carried(source)
            if as_carried(unit.source) == written or (unit.basis and unit.basis.source == short_digest(source)):
                return source
        return unit.source if unit.source.strip() else None

    def _origin(self, unit: IncomingUnit) -> TextOrigin:
        if self.by_machine:
            return TextOrigin.MACHINE
        started_empty = unit.basis is None or unit.basis.target is None
        if unit.by_machine and unit.confidence is Confidence.OPEN and started_empty:
            return TextOrigin.MACHINE
        if unit.confidence is Confidence.CHECKED:
            if self.reviewer:
                return TextOrigin.REVIEWED
            if all(finding.code != "TRANSLATION_REVIEWER_MISSING" for finding in self.findings):
                self.findings.append(_finding("TRANSLATION_REVIEWER_MISSING", Severity.NOTE, ""))
        return TextOrigin.HUMAN

    def _translate(self, spot: _Spot, wording: Wording) -> Change:
        names = ("translate", spot.place.key, self.language, text_digest(wording.text), wording.origin.value)
        before = None if spot.current is None else _written(spot.current)
        return Change(
            id=derive_identifier(self.framework.id, *names, wording.of or "", str(before), self.batch),
            kind=ChangeKind.TRANSLATE,
            target=spot.place.target,
            part=spot.place.part,
            language=self.language,
            before=before,
            after=_written(wording),
        )

    def _tag(self, item: str, tags: tuple[PrincipleTag, ...], because: Mapping[str, Wording]) -> Change:
        after = tuple(
            replace(tag, because={**tag.because, self.language: because[tag.principle]})
            if tag.principle in because
            else tag
            for tag in tags
        )
        before, written = (_TAGS.dump_python(value, mode="json", exclude_defaults=True) for value in (tags, after))
        return Change(
            id=derive_identifier(self.framework.id, "tag", item, self.language, str(before), str(written), self.batch),
            kind=ChangeKind.TAG,
            target=item,
            before=before,
            after=written,
        )

    def _leave_out(self, code: str, unit: IncomingUnit, spot: _Spot | None) -> None:
        self.counts[Outcome.LEFT_OUT] += 1
        self._note(code, Severity.WARNING, unit, spot, target=_shortened(unit.target), key=unit.key[:_SHOWN])

    def _note(self, code: str, severity: Severity, unit: IncomingUnit, spot: _Spot | None, **values: Any) -> None:
        path = f"{spot.place.path}/{self.language}" if spot else ""
        context = spot.place.heading if spot else unit.key[:_SHOWN]
        lines = (unit.line,) if unit.line else ()
        values = {"context": context, **values}
        self.findings.append(Finding(code=code, severity=severity, path=path, lines=lines, values=values))


def _credit(framework: Framework, language: str, name: str, batch: str) -> list[Change]:
    """Return the Change that names a translator in the framework, or none where they are named already."""
    credits = framework.extensions.get(CREDITS)
    credits = dict(credits) if isinstance(credits, Mapping) else {}
    named = credits.get(language)
    named = list(named) if isinstance(named, list | tuple) else []
    if name in named:
        return []
    after = {**framework.extensions, CREDITS: {**credits, language: [*named, name]}}
    return [
        Change(
            id=derive_identifier(framework.id, "credit", language, name, batch),
            kind=ChangeKind.SET,
            target=framework.id,
            part="extensions",
            before=dict(framework.extensions) or None,
            after=after,
        )
    ]


def _written(wording: Wording) -> Any:
    return _WORDING.dump_python(wording, mode="json", exclude_defaults=True)


def _all_outcomes(counts: Counter[Outcome]) -> dict[Outcome, int]:
    return {outcome: counts[outcome] for outcome in Outcome}


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _finding(code: str, severity: Severity, path: str, **values: Any) -> Finding:
    return Finding(code=code, severity=severity, path=path, values=values)
