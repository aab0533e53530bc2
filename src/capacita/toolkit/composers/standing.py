"""The sections on where people stand, the gaps, and the competencies that were chosen."""

from collections.abc import Iterator, Sequence

from capacita.assessment.profile import Gap
from capacita.framework import Item
from capacita.toolkit.composers.choosing import EVERYBODY, ChosenCompetency, competencies_of, domain_of
from capacita.toolkit.composers.material import (
    Material,
    count_number,
    gap_number,
    gap_range,
    observed_number,
    observed_range,
    paragraph,
    required_number,
)
from capacita.toolkit.document import Block, Chart, DumbbellRow, Ladder, Line, Run, Rung, Section, Table, Unit
from capacita.vocabulary import plain_text


def write_standing(material: Material) -> Section:
    """Return the section on where people stand: a table with ranges, and the same as a chart."""
    writer = material.writer
    gaps = _standing_gaps(material)
    rows = tuple(
        (
            (Run(text=_row_name(material, gap)),),
            observed_range(material, gap),
            (required_number(material, gap),),
            gap_range(material, gap),
            (count_number(material, gap),),
        )
        for gap in gaps
    )
    status = "STAND_REQUIREMENTS" if material.gaps.requirement_status == "proposed" else "STAND_REQUIREMENTS_SET"
    codes = ("STAND_ITEM", "STAND_OBSERVED", "STAND_REQUIRED", "STAND_GAP", "STAND_COUNT")
    blocks: tuple[Block, ...] = (
        *material.introduction("where-people-stand"),
        Table(
            kind="table",
            id="standing",
            caption=writer.word("STAND_TABLE"),
            header=tuple(writer.word(code) for code in codes),
            rows=rows,
            numeric=(1, 2, 3, 4),
        ),
        _chart(material, gaps),
        paragraph(*writer.say(status)),
    )
    return Section(id="where-people-stand", title=material.section_text("where-people-stand").title, blocks=blocks)


def write_gaps(material: Material) -> Section:
    """Return the section on gaps: each chosen competency in each group of the plan's dimension, with ranges."""
    writer = material.writer
    groups = sorted({gap.group.value for gap in material.gaps.gaps if gap.group.dimension == material.dimension})
    rows: list[tuple[Line, ...]] = []
    for group in groups:
        found = [material.gap_of(entry.item.id, material.dimension, group) for entry in material.chosen]
        present = [gap for gap in found if gap is not None]
        if not present:
            continue
        widest = max(present, key=lambda gap: gap.headcount)
        people = writer.number(
            ("headcount", material.dimension, group),
            widest.headcount,
            Unit.PEOPLE,
            f"People in {group}",
            (widest.id,),
        )
        cells = [gap_range(material, gap) if gap else (Run(text="–"),) for gap in found]
        rows.append(((Run(text=material.group_name(group)),), (people,), *cells))
    header = (
        writer.word("GAPS_GROUP"),
        writer.word("GAPS_PEOPLE"),
        *(material.item_name(entry.item.id) for entry in material.chosen),
    )
    table = Table(
        kind="table",
        id="gaps-by-group",
        caption=writer.word("GAPS_TABLE", dimension=material.dimension),
        header=header,
        rows=tuple(rows),
        numeric=tuple(range(1, len(header))),
    )
    return Section(id="gaps", title=material.section_text("gaps").title, blocks=(*material.introduction("gaps"), table))


def write_chosen(material: Material) -> Section:
    """Return the section on the chosen competencies, each on a card with its levels side by side."""
    writer = material.writer
    blocks: list[Block] = [*material.introduction("chosen-competencies")]
    blocks.extend(_ladder(material, entry) for entry in material.chosen)
    chosen = {entry.item.id for entry in material.chosen}
    unknown = {item.id for item in material.unknown}
    assessed = {gap.item for gap in material.gaps.gaps}
    others = [
        item
        for item in competencies_of(material.framework)
        if item.id in assessed and item.id not in chosen and item.id not in unknown
    ]
    for code, items in (("CHOSEN_OTHERS", others), ("CHOSEN_UNKNOWN", material.unknown)):
        if items:
            blocks.append(paragraph(*writer.say(code, items=_names(material, items))))
    title = material.section_text("chosen-competencies").title
    return Section(id="chosen-competencies", title=title, blocks=tuple(blocks))


def _names(material: Material, items: Sequence[Item]) -> str:
    return "; ".join(material.item_name(item.id) for item in items)


def _standing_gaps(material: Material) -> list[Gap]:
    """Return everybody's gap in each competency; where none is estimated, the chosen ones in each group."""
    whole = [material.gap_of(item.id, EVERYBODY, "") for item in competencies_of(material.framework)]
    found = [gap for gap in whole if gap is not None]
    if found:
        return found
    return list(_group_gaps(material))


def _group_gaps(material: Material) -> Iterator[Gap]:
    for entry in material.chosen:
        mine = [
            gap for gap in material.gaps.gaps if gap.item == entry.item.id and gap.group.dimension == material.dimension
        ]
        yield from sorted(mine, key=lambda gap: gap.group.value)


def _row_name(material: Material, gap: Gap) -> str:
    name = material.item_name(gap.item)
    return name if gap.group.dimension == EVERYBODY else f"{name}, {material.group_name(gap.group.value)}"


def _chart(material: Material, gaps: Sequence[Gap]) -> Chart:
    writer = material.writer
    rows = []
    for gap in gaps:
        item = material.item(gap.item)
        domain = domain_of(material.framework, item) if item else None
        interval = gap.observed.interval if gap.observed.value is not None else None
        rows.append(
            DumbbellRow(
                label=_row_name(material, gap),
                domain=domain.code if domain else "",
                observed=observed_number(material, gap).number or "",
                required=required_number(material, gap).number or "",
                low=interval.low if interval else None,
                high=interval.high if interval else None,
            )
        )
    axis = [(0.0, writer.word("LEVEL_ZERO"))]
    if material.scale:
        axis.extend(
            (float(level.position), f"{level.position} {plain_text(level.title, writer.language)}")
            for level in sorted(material.scale.levels, key=lambda level: level.position)
        )
    else:
        highest = max([gap.required for gap in gaps], default=1.0)
        axis.append((max(1.0, highest), f"{max(1.0, highest):g}"))
    return Chart(
        kind="dumbbell",
        id="standing-chart",
        title=writer.word("STAND_CHART"),
        description=writer.word("STAND_CHART_ABOUT"),
        rows=tuple(rows),
        axis=tuple(axis),
        observed_words=writer.word("STAND_OBSERVED_LEGEND"),
        required_words=writer.word("STAND_REQUIRED_LEGEND"),
        simulated=material.gaps.simulated,
    )


def _ladder(material: Material, entry: ChosenCompetency) -> Ladder:
    writer, item = material.writer, entry.item
    domain = domain_of(material.framework, item)
    importance = writer.number(
        ("importance", entry.gap.id),
        entry.gap.importance,
        Unit.IMPORTANCE,
        f"Importance of {material.item_name(item.id)}",
        (entry.gap.id,),
    )
    in_group = entry.gap.group.dimension != EVERYBODY
    facts = writer.say(
        "CHOSEN_FACTS_GROUP" if in_group else "CHOSEN_FACTS",
        gap=gap_number(material, entry.gap),
        importance=importance,
        group=material.group_name(entry.gap.group.value),
    )
    return Ladder(
        kind="ladder",
        id=f"competency-{item.code}",
        code=item.code,
        domain=domain.code if domain else "",
        domain_title=plain_text(domain.title, writer.language) if domain else "",
        title=(writer.text(item.title),),
        statement=(writer.text(item.statement),),
        facts=facts,
        rungs=_rungs(material, entry),
        needed_words=writer.word("CHOSEN_NEEDED"),
    )


def _rungs(material: Material, entry: ChosenCompetency) -> tuple[Rung, ...]:
    if material.scale is None:
        return ()
    needed = {
        requirement.level
        for role in material.framework.roles
        for requirement in role.requirements
        if requirement.item == entry.item.id and role.id in entry.gap.requirements
    }
    texts = {
        descriptor.level: descriptor.text
        for descriptor in material.framework.descriptors
        if descriptor.item == entry.item.id
    }
    return tuple(
        Rung(
            title=plain_text(level.title, material.writer.language),
            text=(material.writer.text(texts[level.id]),) if level.id in texts else (),
            needed=level.id in needed,
        )
        for level in sorted(material.scale.levels, key=lambda level: level.position)
    )
