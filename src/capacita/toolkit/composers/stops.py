"""The trail behind a toolkit's numbers: plan choice, gap, estimate, question, item, change, decision and beyond."""

from collections.abc import Collection, Iterator, Sequence

from capacita.assessment.instrument import ItemBank
from capacita.assessment.profile import EstimateSet, Gap, GapSet
from capacita.framework import Adaptation, Change, ChangeKind, EvidenceKind, Framework
from capacita.planning import Catalogue, TrainingPlan
from capacita.vocabulary import Identifier, Provenance, TrailKind, derive_identifier, plain_text


def source_stop_id(framework: Framework, code: str) -> Identifier:
    """Return the identifier of a published source on the trail."""
    return derive_identifier(framework.id, "source", code)


def framework_stop_id(framework: Framework) -> Identifier:
    """Return the identifier of the framework version itself on the trail."""
    return derive_identifier(framework.id, "version", framework.version)


def requirement_stop_id(role: Identifier, item: Identifier) -> Identifier:
    """Return the identifier of what a role needs of an item."""
    return derive_identifier(role, "requirement", item)


def list_stops(
    *,
    framework: Framework,
    adaptations: Sequence[Adaptation],
    estimates: EstimateSet,
    gaps: GapSet,
    plan: TrainingPlan,
    catalogue: Catalogue,
    bank: ItemBank | None,
    ledger: Sequence[Provenance],
    language: str,
) -> Iterator[Provenance]:
    """Return every stop that these documents know of. ``ledger`` brings decisions, contributions, consultations."""
    yield from ledger
    yield from _framework_stops(framework, adaptations, {stop.id for stop in ledger}, language)
    yield from _estimate_stops(estimates, framework, bank, language)
    yield from _gap_stops(gaps, framework, language)
    yield from _plan_stops(plan, catalogue, language)


def _framework_stops(
    framework: Framework, adaptations: Sequence[Adaptation], known: Collection[str], language: str
) -> Iterator[Provenance]:
    sources = tuple(source_stop_id(framework, source.code) for source in framework.sources)
    title = plain_text(framework.title, language)
    yield Provenance(
        id=framework_stop_id(framework),
        kind=TrailKind.SOURCE,
        label=f"{title}, {framework.version}",
        made_from=sources,
    )
    for source in framework.sources:
        label = ", ".join(part for part in (source.title, source.publisher, source.date) if part)
        yield Provenance(id=source_stop_id(framework, source.code), kind=TrailKind.SOURCE, label=label)
    changes = [(adaptation, change) for adaptation in adaptations for change in adaptation.changes]
    by_item: dict[str, list[Identifier]] = {}
    by_requirement: dict[tuple[str, str], list[Identifier]] = {}
    for adaptation, change in changes:
        yield from _change_stops(adaptation, change, known, language)
        for item, role in _touched(change):
            if role:
                by_requirement.setdefault((role, item), []).append(change.id)
            else:
                by_item.setdefault(item, []).append(change.id)
    for item_ in framework.items:
        yield Provenance(
            id=item_.id,
            kind=TrailKind.ITEM,
            label=f"{item_.code} {plain_text(item_.title, language)}".strip(),
            made_from=(*by_item.get(item_.id, ()), framework_stop_id(framework)),
        )
    levels = {level.id: plain_text(level.title, language) for scale in framework.scales for level in scale.levels}
    items = {item_.id: item_.code for item_ in framework.items}
    for role_ in framework.roles:
        for requirement in role_.requirements:
            name = plain_text(role_.title, language) or role_.code
            level = levels.get(requirement.level, "")
            yield Provenance(
                id=requirement_stop_id(role_.id, requirement.item),
                kind=TrailKind.REQUIREMENT,
                label=f"{name} needs {items.get(requirement.item, '')} at {level} ({requirement.status.value})",
                made_from=tuple(by_requirement.get((role_.id, requirement.item), ()))
                or (framework_stop_id(framework),),
            )


def _touched(change: Change) -> Iterator[tuple[str, str]]:
    """Return the items that a change is about, each with the role whose need it sets, or with no role."""
    after = change.after if isinstance(change.after, dict) else {}
    if change.kind is ChangeKind.REQUIRE and "item" in after:
        yield str(after["item"]), change.target
    elif change.kind is ChangeKind.ADD and change.part == "roles":
        for requirement in after.get("requirements", ()):
            yield str(requirement["item"]), str(after.get("id", change.target))
    elif change.kind is ChangeKind.ADD and change.part == "items":
        yield str(after.get("id", change.target)), ""
    elif change.kind is ChangeKind.ADD and change.part == "descriptors" and "item" in after:
        yield str(after["item"]), ""
    elif change.kind is not ChangeKind.ADD:
        yield change.target, ""


def _change_stops(
    adaptation: Adaptation, change: Change, known: Collection[str], language: str
) -> Iterator[Provenance]:
    """Return the stop of a change and of the sources that it cites; what the ledger holds is only pointed at."""
    origins = [change.decision] if change.decision is not None and change.decision in known else []
    for evidence in change.evidence:
        if evidence.ref in known:
            origins.append(evidence.ref)
        elif evidence.kind is EvidenceKind.CITATION:
            cited = derive_identifier(adaptation.id, "citation", evidence.ref)
            label = f"{evidence.ref} {evidence.note}".strip()
            yield Provenance(id=cited, kind=TrailKind.SOURCE, label=label)
            origins.append(cited)
    title = plain_text(adaptation.title, language)
    document = derive_identifier(adaptation.id, "version", adaptation.version)
    yield Provenance(id=document, kind=TrailKind.SOURCE, label=f"{title}, {adaptation.version}")
    reason = plain_text(change.reason, language)
    yield Provenance(
        id=change.id,
        kind=TrailKind.CHANGE,
        label=f"{change.kind.value}: {reason}" if reason else change.kind.value,
        made_from=tuple(origins) or (document,),
    )


def _estimate_stops(
    estimates: EstimateSet, framework: Framework, bank: ItemBank | None, language: str
) -> Iterator[Provenance]:
    kind = "simulated answers" if estimates.simulated else "answers"
    yield Provenance(id=estimates.sample, kind=TrailKind.SAMPLE, label=f"Sample of {estimates.title}")
    yield Provenance(
        id=estimates.responses,
        kind=TrailKind.RESPONSES,
        label=f"Frozen {kind} of {estimates.title}",
        made_from=(estimates.sample,),
    )
    questions = {question.id: question for question in bank.questions} if bank else {}
    codes = {item.id: item.code for item in framework.items}
    told: set[str] = set()
    for record in estimates.estimates:
        group = f"{record.group.dimension} {record.group.value}".strip()
        about_item = f" in {codes[record.item]}" if record.item in codes else ""
        what = f"{record.estimate.statistic.value} of {record.variable}{about_item}"
        yield Provenance(
            id=record.id,
            kind=TrailKind.ESTIMATE,
            label=f"{what}, {group}, {record.estimate.n} answers",
            made_from=(
                estimates.responses,
                *record.questions,
                *((record.item,) if record.item is not None else ()),
            ),
        )
        for question in record.questions:
            if question in told and record.item is None:
                continue
            told.add(question)
            asked = questions.get(question)
            about = asked.item if asked and asked.item else record.item
            label = f"{asked.code}: {plain_text(asked.stem, language)}" if asked else f"Question {question}"
            yield Provenance(
                id=question,
                kind=TrailKind.QUESTION,
                label=label,
                made_from=(about,) if about is not None else (),
            )


def _gap_stops(gaps: GapSet, framework: Framework, language: str) -> Iterator[Provenance]:
    names = {item.id: f"{item.code} {plain_text(item.title, language)}".strip() for item in framework.items}
    required = {(role.id, requirement.item) for role in framework.roles for requirement in role.requirements}
    for gap in gaps.gaps:
        group = f"{gap.group.dimension} {gap.group.value}".strip()
        yield Provenance(
            id=gap.id,
            kind=TrailKind.GAP,
            label=f"Gap in {names.get(gap.item, gap.item)}, {group}",
            made_from=_gap_origins(gap, required),
        )


def _gap_origins(gap: Gap, required: Collection[tuple[str, str]]) -> tuple[str, ...]:
    barrier = (gap.barrier_estimate,) if gap.barrier_estimate is not None else ()
    needs = (requirement_stop_id(role, gap.item) for role in gap.requirements if (role, gap.item) in required)
    return (gap.estimate, *barrier, *needs, gap.item)


def _plan_stops(plan: TrainingPlan, catalogue: Catalogue, language: str) -> Iterator[Provenance]:
    limits = plan.problem.limits
    yield Provenance(
        id=plan.problem.id,
        kind=TrailKind.SOURCE,
        label=(
            f"Limits entered: {limits.budget:g} {limits.currency}, {limits.trainer_days:g} trainer days, "
            f"{limits.days_per_person:g} days per person; {plan.solver.name} {plan.solver.version}"
        ),
    )
    yield Provenance(
        id=catalogue.id,
        kind=TrailKind.SOURCE,
        label=f"{plain_text(catalogue.title, language)}, {catalogue.version}",
    )
    for entries in (catalogue.modules, catalogue.exercises, catalogue.actions):
        for entry in entries:
            yield Provenance(
                id=entry.id,
                kind=TrailKind.SOURCE,
                label=f"{entry.code} {plain_text(entry.title, language)}",
                made_from=(catalogue.id,),
            )
    for choice in plan.choices:
        yield Provenance(
            id=choice.id,
            kind=TrailKind.CHOICE,
            label=f"{choice.module_code} for {choice.group}",
            made_from=(*(closing.gap for closing in choice.closes), *choice.after, choice.module, plan.problem.id),
        )
    for action in plan.actions:
        yield Provenance(
            id=action.id,
            kind=TrailKind.CHOICE,
            label=f"{action.action_code} for {action.group}",
            made_from=(*action.gaps, action.action),
        )
