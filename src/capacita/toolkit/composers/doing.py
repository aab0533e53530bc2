"""The sections on what to do: the training plan, enabling actions, a workshop and the checklists."""

import math
from collections.abc import Iterator

from capacita.planning import (
    ActionChoice,
    EffectStatus,
    EnablingAction,
    LeftOutReason,
    LimitName,
    LimitUse,
    PlanChoice,
    PlanStatus,
    share_closed,
)
from capacita.toolkit.composers.choosing import PlannedSlot, plan_day
from capacita.toolkit.composers.material import Material, paragraph
from capacita.toolkit.document import (
    Agenda,
    Block,
    Bullets,
    Check,
    Checklist,
    Heading,
    Line,
    Note,
    NoteKind,
    Paragraph,
    Run,
    Section,
    Slot,
    Table,
    Unit,
)
from capacita.vocabulary import Provenance, TrailKind, derive_identifier

_STEP = 0.05  # "a little more" is a twentieth of the limit


def plan_origins(material: Material) -> tuple[str, ...]:
    """Return what a figure on the whole plan was made from: its limits and every choice."""
    return (material.plan.problem.id, *(choice.id for choice in material.plan.choices))


def share_number(material: Material) -> Run:
    """Return the share of the gaps planned for that the plan closes."""
    return material.writer.number(
        ("plan", "share"),
        share_closed(material.plan),
        Unit.SHARE,
        "Share of the gaps planned for that training would close",
        plan_origins(material),
        missing=material.writer.word("UNKNOWN_NUMBER"),
    )


def cost_number(material: Material) -> Run:
    """Return what the plan costs."""
    return material.writer.number(
        ("plan", "cost"), material.plan.cost, Unit.MONEY, "Cost of the plan", plan_origins(material)
    )


def write_plan(material: Material) -> Section:
    """Return the section on the training plan, with what a little more would change and what stays undone."""
    writer, plan = material.writer, material.plan
    blocks: list[Block] = [*material.introduction("plan")]
    if plan.choices:
        trainers = writer.number(
            ("plan", "trainer-days"), plan.trainer_days, Unit.DAYS, "Trainer days", plan_origins(material)
        )
        blocks.append(
            paragraph(
                *writer.say(
                    "PLAN_SENTENCE",
                    cost=cost_number(material),
                    trainer_days=trainers,
                    share=share_number(material),
                )
            )
        )
        blocks.append(_bound(material))
        blocks.append(_choice_table(material))
    else:
        blocks.append(paragraph(*writer.say("PLAN_EMPTY")))
    if any(effect.status is EffectStatus.ASSUMED for module in plan.problem.modules for effect in module.effects):
        blocks.append(Note(kind="note", note=NoteKind.CAUTION, runs=writer.say("PLAN_ASSUMED")))
    worths = tuple(_limits(material)) if plan.status is not PlanStatus.NOTHING_TO_CHOOSE else ()
    if worths:
        blocks.append(Heading(kind="heading", id="plan-more", runs=writer.say("PLAN_LIMITS")))
        blocks.append(Bullets(kind="bullets", entries=worths))
    blocks.extend(_left_out(material))
    return Section(id="plan", title=material.section_text("plan").title, blocks=tuple(blocks))


def _bound(material: Material) -> Paragraph:
    plan, writer = material.plan, material.writer
    gap = writer.number(
        ("plan", "relative-gap"),
        plan.relative_gap,
        Unit.SHARE,
        "How much better another plan could be",
        plan_origins(material),
    )
    return paragraph(*writer.say("PLAN_BOUND" if plan.status is PlanStatus.OPTIMAL else "PLAN_BOUND_STOPPED", gap=gap))


def _choice_table(material: Material) -> Table:
    writer = material.writer
    closures = {closure.gap: closure for closure in material.plan.closures}

    def weight(choice: PlanChoice) -> float:
        return math.fsum(closing.amount * closures[closing.gap].importance for closing in choice.closes)

    ordered = sorted(material.plan.choices, key=lambda choice: (-weight(choice), choice.group, choice.module_code))
    codes = ("PLAN_GROUP", "PLAN_MODULE", "PLAN_PEOPLE", "PLAN_COHORTS", "PLAN_COST", "PLAN_CLOSES")
    return Table(
        kind="table",
        id="plan-choices",
        caption=writer.word("PLAN_TABLE"),
        header=tuple(writer.word(code) for code in codes),
        rows=tuple(_choice_row(material, choice) for choice in ordered),
        numeric=(2, 3, 4),
    )


def _choice_row(material: Material, choice: PlanChoice) -> tuple[Line, ...]:
    writer = material.writer
    about = f"{choice.module_code} for {choice.group}"
    closures = {closure.gap: closure for closure in material.plan.closures}
    closes: list[Run] = []
    for closing in choice.closes:
        closure = closures[closing.gap]
        amount = writer.number(
            ("closes", choice.id, closing.gap),
            closing.amount / closure.headcount if closure.headcount else None,
            Unit.LEVELS,
            f"Levels per head closed by {about} in {material.item_name(closure.item)}",
            (choice.id,),
            missing=writer.word("UNKNOWN_NUMBER"),
        )
        gap = writer.number(
            ("gap", closing.gap),
            closure.value,
            Unit.LEVELS,
            f"Gap in {material.item_name(closure.item)}",
            (closing.gap,),
        )
        item = material.item(closure.item)
        part = writer.say("PLAN_CLOSES_PART", item=item.code if item else "", amount=amount, gap=gap)
        closes.extend((Run(text="; "), *part) if closes else part)
    if not closes:
        closes.extend(writer.say("PLAN_CLOSES_FIRST"))
    return (
        (Run(text=material.group_name(choice.group)),),
        (writer.text(choice.title),),
        (writer.number(("people", choice.id), choice.people, Unit.PEOPLE, f"Seats of {about}", (choice.id,)),),
        (writer.number(("cohorts", choice.id), choice.cohorts, Unit.COUNT, f"Cohorts of {about}", (choice.id,)),),
        (writer.number(("cost", choice.id), choice.cost, Unit.MONEY, f"Cost of {about}", (choice.id,)),),
        tuple(closes),
    )


def _limits(material: Material) -> Iterator[Line]:
    for use in material.plan.limits:
        if use.name is LimitName.BUDGET:
            yield _limit_line(material, use, "PLAN_LIMIT_BUDGET", Unit.MONEY)
        elif use.name is LimitName.TRAINER_DAYS:
            yield _limit_line(material, use, "PLAN_LIMIT_TRAINERS", Unit.DAYS)
    scarce = [use for use in material.plan.limits if use.name is LimitName.DAYS_PER_PERSON and use.worth > 0]
    if scarce:
        writer, origins = material.writer, plan_origins(material)
        yield writer.say(
            "PLAN_LIMIT_DAYS",
            limit=writer.number(("limit", "days"), scarce[0].limit, Unit.DAYS, "Days per person allowed", origins),
            count=writer.number(
                ("limit", "days-groups"), float(len(scarce)), Unit.COUNT, "Groups short of days", origins
            ),
        )


def _limit_line(material: Material, use: LimitUse, code: str, unit: Unit) -> Line:
    writer, name, origins = material.writer, use.name.value, plan_origins(material)
    values = {
        "used": writer.number(("used", name), use.used, unit, f"Used of {name}", origins),
        "limit": writer.number(("limit", name), use.limit, unit, f"Limit of {name}", (material.plan.problem.id,)),
    }
    possible = math.fsum(closure.importance * closure.needed for closure in material.plan.closures)
    step = use.limit * _STEP
    if use.worth == 0 or possible == 0 or step == 0:
        return writer.say(f"{code}_FREE", **values)
    values["step"] = writer.number(("step", name), step, unit, f"A little more of {name}", origins)
    values["worth"] = writer.number(
        ("worth", name), step * use.worth / possible, Unit.SHARE, f"What a little more of {name} would close", origins
    )
    return writer.say(code, **values)


def _left_out(material: Material) -> Iterator[Block]:
    writer = material.writer
    left: dict[LeftOutReason, list[str]] = {}
    for entry in material.plan.left_out:
        left.setdefault(entry.reason, []).append(entry.gap)
    if not left:
        return
    rows = tuple(
        (
            (Run(text=writer.word(f"LEFT_{reason.value.upper()}")),),
            (
                writer.number(
                    ("left", reason.value), float(len(left[reason])), Unit.COUNT, f"Gaps: {reason.value}", left[reason]
                ),
            ),
        )
        for reason in LeftOutReason
        if reason in left
    )
    yield Heading(kind="heading", id="plan-left", runs=writer.say("PLAN_LEFT"))
    yield Table(
        kind="table",
        id="plan-left-out",
        caption=writer.word("PLAN_LEFT_TABLE"),
        header=(writer.word("PLAN_LEFT_REASON"), writer.word("PLAN_LEFT_COUNT")),
        rows=rows,
        numeric=(1,),
    )


def write_actions(material: Material) -> Section:
    """Return the section on enabling actions: where, first steps, who, and how progress would show."""
    writer = material.writer
    blocks: list[Block] = [*material.introduction("enabling-actions")]
    chosen: dict[str, list[ActionChoice]] = {}
    for choice in material.plan.actions:
        chosen.setdefault(choice.action, []).append(choice)
    if not chosen:
        blocks.append(paragraph(*writer.say("ACTIONS_NONE")))
    for action in material.catalogue.actions:
        if action.id in chosen:
            blocks.extend(_action(material, action, chosen[action.id]))
    title = material.section_text("enabling-actions").title
    return Section(id="enabling-actions", title=title, blocks=tuple(blocks))


def _action(material: Material, action: EnablingAction, choices: list[ActionChoice]) -> Iterator[Block]:
    writer = material.writer
    yield Heading(kind="heading", id=f"action-{action.code}", runs=(writer.text(action.title),))
    yield paragraph(writer.text(action.description))
    groups: list[Run] = []
    for choice in choices:
        name = material.group_name(choice.group)
        part: Line = (Run(text=name),)
        if choice.share is not None:
            share = writer.number(
                ("share", choice.group, choice.barrier, *choice.gaps),
                choice.share,
                Unit.SHARE,
                f"Share in {choice.group} who name {choice.barrier} as the obstacle",
                choice.gaps,
            )
            part = writer.say("ACTION_GROUP", group=name, share=share)
        groups.extend((Run(text="; "), *part) if groups else part)
    yield paragraph(*writer.say("ACTION_WHERE", groups=tuple(groups)))
    yield Bullets(kind="bullets", ordered=True, entries=tuple((writer.text(step),) for step in action.first_steps))
    yield paragraph(*writer.say("ACTION_WHO", words=writer.text(action.who)))
    yield paragraph(*writer.say("ACTION_SIGN", words=writer.text(action.sign_of_progress)))


def write_workshop(material: Material, hours: float) -> Section:
    """Return the section on the workshop: the day, and a sheet for each exercise to run it from."""
    writer = material.writer
    day = plan_day(material.catalogue, [entry.item.id for entry in material.chosen], hours)
    rule = derive_identifier(writer.document, "agenda-rule")
    writer.add_stops(
        [Provenance(id=rule, kind=TrailKind.SOURCE, label="Opening, breaks and closing that every workshop has")]
    )
    slots = tuple(_slot(material, slot, number, rule) for number, slot in enumerate(day))
    blocks: list[Block] = [
        *material.introduction("workshop-agenda"),
        Agenda(
            kind="agenda",
            id="agenda",
            title=writer.word("AGENDA_TITLE"),
            columns=(writer.word("AGENDA_TIME"), writer.word("AGENDA_MINUTES"), writer.word("AGENDA_WHAT")),
            slots=slots,
        ),
    ]
    for slot in day:
        if slot.exercise is not None:
            exercise = slot.exercise
            blocks.extend(
                (
                    Heading(kind="heading", id=f"exercise-{exercise.code}", runs=(writer.text(exercise.title),)),
                    paragraph(*writer.say("AGENDA_GROUP", words=exercise.group_size)),
                    paragraph(*writer.say("AGENDA_MATERIALS", words=writer.text(exercise.materials))),
                    Bullets(
                        kind="bullets", ordered=True, entries=tuple((writer.text(step),) for step in exercise.steps)
                    ),
                    paragraph(*writer.say("AGENDA_OFFLINE", words=writer.text(exercise.offline))),
                )
            )
    return Section(id="workshop-agenda", title=material.section_text("workshop-agenda").title, blocks=tuple(blocks))


def _slot(material: Material, slot: PlannedSlot, number: int, rule: str) -> Slot:
    writer = material.writer
    origin = slot.exercise.id if slot.exercise else rule
    minutes = writer.number(
        ("minutes", str(number)), float(slot.minutes), Unit.MINUTES, f"Minutes of {slot.kind}", (origin,)
    )
    title: Line
    runs: Line = ()
    if slot.exercise:
        title = (writer.text(slot.exercise.title),)
        chosen = {entry.item.id: entry.item.code for entry in material.chosen}
        served = [chosen[item] for item in slot.exercise.items if item in chosen]
        runs = (
            writer.say("AGENDA_SERVES", purpose=writer.text(slot.exercise.purpose), items=", ".join(sorted(served)))
            if served
            else (writer.text(slot.exercise.purpose),)
        )
    else:
        code = f"AGENDA_{slot.kind.upper()}"
        title = writer.say(code)
        if slot.kind in ("opening", "closing"):
            runs = writer.say(f"{code}_ABOUT")
    return Slot(
        starts=f"{slot.starts // 60:02d}:{slot.starts % 60:02d}",
        minutes=minutes.number or "",
        title=title,
        runs=runs,
        pause=slot.kind in ("pause", "lunch"),
    )


def write_checklists(material: Material) -> Section:
    """Return the section of checklists."""
    writer = material.writer
    answers = tuple(writer.word(f"ANSWER_{name}") for name in ("YES", "NO", "PARTLY", "UNKNOWN"))
    lists = tuple(
        Checklist(
            kind="checklist",
            id=f"checklist-{entry.code}",
            title=entry.title,
            introduction=entry.introduction,
            checks=tuple(Check(question=check.question, why=check.why) for check in entry.checks),
            answers=answers,
        )
        for entry in material.texts.checklists
    )
    blocks: tuple[Block, ...] = (*material.introduction("checklists"), *lists)
    return Section(id="checklists", title=material.section_text("checklists").title, blocks=blocks)
