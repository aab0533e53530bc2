"""The sections that tell: in short, the context, what the consultation changed, and the sources."""

from collections.abc import Iterator

from capacita.framework import Change, ChangeKind, ContextProfile, EvidenceKind, MaturityProfile
from capacita.toolkit.composers.choosing import EVERYBODY
from capacita.toolkit.composers.doing import cost_number, plan_origins, share_number
from capacita.toolkit.composers.material import (
    Material,
    count_number,
    observed_number,
    paragraph,
    required_number,
)
from capacita.toolkit.composers.stops import source_stop_id
from capacita.toolkit.document import (
    Agenda,
    Block,
    Bullets,
    Line,
    Note,
    NoteKind,
    Run,
    Section,
    SourceEntry,
    SourceList,
    Table,
    Unit,
)
from capacita.vocabulary import Provenance, TextOrigin, TrailKind, plain_text


def write_summary(material: Material, workshop: Section) -> Section:
    """Return the first section: the few things that a minister's office would repeat."""
    writer, plan = material.writer, material.plan
    entries: list[Line] = []
    gap = material.chosen[0].gap
    entries.append(
        writer.say(
            "SUMMARY_STAND" if gap.group.dimension == EVERYBODY else "SUMMARY_STAND_GROUP",
            item=Run(text=material.item_name(gap.item), strong=True),
            group=material.group_name(gap.group.value),
            observed=observed_number(material, gap),
            required=required_number(material, gap),
            count=count_number(material, gap),
        )
    )
    if plan.choices:
        origins = plan_origins(material)
        seats, cohorts = (sum(getattr(choice, name) for choice in plan.choices) for name in ("people", "cohorts"))
        entries.append(
            writer.say(
                "SUMMARY_PLAN",
                share=share_number(material),
                people=writer.number(("plan", "seats"), float(seats), Unit.PEOPLE, "Seats in the plan", origins),
                cohorts=writer.number(("plan", "cohorts"), float(cohorts), Unit.COUNT, "Cohorts of the plan", origins),
                cost=cost_number(material),
            )
        )
    else:
        entries.append(writer.say("SUMMARY_NO_PLAN"))
    barred = list(dict.fromkeys(gap for action in plan.actions for gap in action.gaps))
    if barred:
        count = writer.number(
            ("plan", "barred"), float(len(barred)), Unit.COUNT, "Gaps held up by something other than skill", barred
        )
        entries.append(writer.say("SUMMARY_ACTIONS", count=count))
    titles = [
        run.text
        for block in workshop.blocks
        if isinstance(block, Agenda)
        for slot in block.slots
        if slot.runs and not slot.pause
        for run in slot.title
    ]
    entries.append(writer.say("SUMMARY_WORKSHOP", exercises="; ".join(titles[1:-1])))
    return Section(
        id="summary", title=writer.word("SUMMARY_TITLE"), blocks=(Bullets(kind="bullets", entries=tuple(entries)),)
    )


def write_reading(material: Material) -> Section:
    """Return the section on how to read what follows."""
    text = material.section_text("reading-uncertainty")
    return Section(id="reading-uncertainty", title=text.title, blocks=material.introduction("reading-uncertainty"))


def write_profile(material: Material) -> Section:
    """Return the section on the context that the toolkit was made for; what is not known is shown as not given."""
    writer = material.writer
    blocks: list[Block] = [*material.introduction("context-profile")]
    if material.profile is None:
        blocks.append(Note(kind="note", note=NoteKind.CAUTION, runs=writer.say("PROFILE_NONE")))
    else:
        blocks.extend(_profile(material, material.profile))
    title = material.section_text("context-profile").title
    return Section(id="context-profile", title=title, blocks=tuple(blocks))


def _profile(material: Material, profile: ContextProfile) -> Iterator[Block]:
    writer = material.writer
    country = writer.text(profile.name)
    if profile.fictional:
        runs = writer.say("PROFILE_FICTIONAL", country=country)
        yield Note(kind="note", note=NoteKind.SIMULATED, runs=runs)
    absent = writer.word("PROFILE_NOT_GIVEN")
    branches = ", ".join(writer.word(f"BRANCH_{branch.value.upper()}") for branch in profile.branches)
    sectors = ", ".join(writer.text(sector).text for sector in profile.priority_sectors)
    connectivity, regulation = writer.text(profile.connectivity), writer.text(profile.regulation)
    yield Bullets(
        kind="bullets",
        entries=(
            writer.say("PROFILE_COUNTRY", country=country),
            writer.say("PROFILE_BRANCHES", branches=branches or absent),
            writer.say("PROFILE_LANGUAGES", languages=", ".join(profile.languages) or absent),
            writer.say("PROFILE_SECTORS", sectors=sectors or absent),
            writer.say("PROFILE_SDGS", goals=", ".join(map(str, profile.sdgs)) or absent),
            writer.say("PROFILE_CONNECTIVITY", words=connectivity if connectivity.text else absent),
            writer.say("PROFILE_REGULATION", words=regulation if regulation.text else absent),
        ),
    )
    if profile.maturity is not None:
        yield from _maturity(material, profile, profile.maturity)


def _maturity(material: Material, profile: ContextProfile, maturity: MaturityProfile) -> Iterator[Block]:
    writer = material.writer
    source = next((entry for entry in material.framework.sources if entry.code == maturity.source), None)
    name = maturity.source_title or (source.title if source else maturity.source)
    stop = source_stop_id(material.framework, maturity.source)
    # A source that the framework does not list still gets its stop; listed twice, the trail joins them.
    label = ", ".join(part for part in (name, source.publisher if source else "", str(maturity.year)) if part)
    writer.add_stops([Provenance(id=stop, kind=TrailKind.SOURCE, label=label)])
    if profile.fictional:
        economies = writer.number(
            ("maturity", "economies"), float(maturity.economies), Unit.COUNT, "Economies in the group", (stop,)
        )
        runs = writer.say(
            "PROFILE_MEDIAN", source=name, year=str(maturity.year), group=maturity.group, economies=economies
        )
    else:
        runs = writer.say(
            "PROFILE_OWN", source=name, year=str(maturity.year), basis=maturity.basis, group=maturity.group
        )
    yield paragraph(*runs)
    rows = tuple(
        (
            (Run(text=maturity.names.get(index, index)),),
            (writer.number(("maturity", index), value, Unit.INDEX, f"{index} ({maturity.basis})", (stop,)),),
        )
        for index, value in maturity.values.items()
    )
    yield Table(
        kind="table",
        id="maturity",
        caption=writer.word("PROFILE_TABLE", source=name, year=str(maturity.year), basis=maturity.basis),
        header=(writer.word("PROFILE_INDEX"), writer.word("PROFILE_VALUE")),
        rows=rows,
        numeric=(1,),
    )


def write_said(material: Material) -> Section:
    """Return the section on what the consultation changed: what was said, what was done, and why."""
    writer = material.writer
    said = {stop.id: stop for stop in material.ledger if stop.kind is TrailKind.CONTRIBUTION}
    decisions = {stop.id: stop for stop in material.ledger if stop.kind is TrailKind.DECISION}
    entries: list[Block] = []
    others: list[str] = []
    for change in (change for adaptation in material.adaptations for change in adaptation.changes):
        cited = [evidence.ref for evidence in change.evidence if evidence.kind is EvidenceKind.CONTRIBUTION]
        decided = decisions[change.decision].made_from if change.decision in decisions else ()
        behind = [said[ref] for ref in dict.fromkeys((*cited, *decided)) if ref in said]
        if behind:
            lines = [writer.say("SAID_YOU", words=stop.label) for stop in behind]
            lines.append(writer.say("SAID_WE", words=_deed(material, change)))
            lines.append(writer.say("SAID_WHY", words=writer.text(change.reason)))
            entries.append(Bullets(kind="bullets", entries=tuple(lines)))
        else:
            others.append(change.id)
    introduction = writer.say("SAID_INTRODUCTION" if entries else "SAID_NONE")
    blocks: list[Block] = [paragraph(*introduction), *entries]
    if others:
        count = writer.number(
            ("said", "others"), float(len(others)), Unit.COUNT, "Changes without a contribution", others
        )
        blocks.append(paragraph(*writer.say("SAID_OTHERS", count=count)))
    return Section(id="you-said-we-did", title=writer.word("SAID_TITLE"), blocks=tuple(blocks))


def _deed(material: Material, change: Change) -> Line:
    after = change.after if isinstance(change.after, dict) else {}
    about = change.target
    if change.kind is ChangeKind.REQUIRE or (change.kind is ChangeKind.ADD and change.part == "descriptors"):
        about = str(after.get("item", change.target))
    elif change.kind is ChangeKind.ADD:
        about = str(after.get("id", change.target))
    writer = material.writer
    known = material.item(about) is not None
    name = material.item_name(about) if known else writer.word("CHANGE_NO_ITEM")
    return writer.say(f"CHANGE_{change.kind.value.upper()}", item=name)


def write_sources(material: Material) -> Section:
    """Return the last section: sources with their licences, how sure translations are, and the notice."""
    writer = material.writer
    framework, estimates, catalogue = material.framework, material.estimates, material.catalogue
    entries = [
        SourceEntry(
            title=f"{plain_text(framework.title, writer.language)}, {framework.version}",
            publisher=framework.publisher,
            licence=framework.licence,
        ),
        SourceEntry(
            title=f"{plain_text(catalogue.title, writer.language)}, {catalogue.version}", licence=catalogue.licence
        ),
        SourceEntry(title=writer.word("SOURCES_OWN"), licence=material.texts.licence),
        SourceEntry(title=writer.word("SOURCES_ASSESSMENT", title=estimates.title, method=estimates.method)),
        *(
            SourceEntry(
                title=source.title,
                publisher=source.publisher,
                date=source.date,
                address=source.identifier,
                licence=source.licence,
                seen=source.seen,
            )
            for source in framework.sources
        ),
    ]
    blocks: list[Block] = [
        *material.introduction("sources"),
        paragraph(*writer.say("SOURCES_TRAIL")),
        SourceList(kind="sources", entries=tuple(entries), licence_words=writer.word("RENDER_LICENCE")),
    ]
    if TextOrigin.MACHINE in writer.origins:
        blocks.append(Note(kind="note", note=NoteKind.CAUTION, runs=writer.say("SOURCES_MACHINE")))
    if writer.other_languages:
        languages = ", ".join(sorted(writer.other_languages))
        blocks.append(
            Note(
                kind="note",
                note=NoteKind.INFORMATION,
                runs=writer.say("SOURCES_OTHER_LANGUAGE", languages=languages),
            )
        )
    notice = material.writer.text(framework.notice)
    blocks.append(
        Note(kind="note", note=NoteKind.NOTICE, runs=(notice if notice.text else Run(text=material.texts.notice),))
    )
    return Section(id="sources", title=material.section_text("sources").title, blocks=tuple(blocks))
