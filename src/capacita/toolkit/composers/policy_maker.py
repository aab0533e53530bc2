"""The toolkit for policy makers: context, gaps, chosen competencies, plan, actions, workshop, checklists, sources."""

from collections.abc import Callable, Mapping, Sequence

from capacita.assessment.instrument import ItemBank
from capacita.assessment.profile import EstimateSet, GapSet
from capacita.framework import Adaptation, ContextProfile, Framework
from capacita.planning import Catalogue, TrainingPlan, check_plan
from capacita.toolkit.composers.choosing import choose_competencies
from capacita.toolkit.composers.doing import write_actions, write_checklists, write_plan, write_workshop
from capacita.toolkit.composers.material import Material, check_material
from capacita.toolkit.composers.standing import write_chosen, write_gaps, write_standing
from capacita.toolkit.composers.stops import list_stops
from capacita.toolkit.composers.telling import (
    write_profile,
    write_reading,
    write_said,
    write_sources,
    write_summary,
)
from capacita.toolkit.composers.writer import ToolkitWriter
from capacita.toolkit.document import Note, NoteKind, Paragraph, Section, ToolkitDocument, check_toolkit
from capacita.toolkit.messages import WORDS
from capacita.toolkit.texts import ToolkitTexts
from capacita.vocabulary import (
    LocalizedText,
    Provenance,
    Refusal,
    derive_identifier,
    direction_of,
    plain_text,
)

COMPETENCIES = 5
HOURS = 7.0


def compose_policy_maker_toolkit(
    *,
    framework: Framework,
    estimates: EstimateSet,
    gaps: GapSet,
    plan: TrainingPlan,
    catalogue: Catalogue,
    texts: ToolkitTexts,
    date: str,
    adaptations: Sequence[Adaptation] = (),
    profile: ContextProfile | None = None,
    ledger: Sequence[Provenance] = (),
    bank: ItemBank | None = None,
    group_titles: Mapping[str, LocalizedText] | None = None,
    language: str = "en",
    competencies: int = COMPETENCIES,
    hours: float = HOURS,
    translate: Callable[[str], str] = str,
) -> ToolkitDocument:
    """Return the toolkit of a country for its policy makers, every number of it with its whole trail.

    ``framework`` is the effective one, after ``adaptations`` (from the first base to the country's own); ``ledger``
    holds the stops of decisions, contributions and consultations; ``profile`` defaults to that of the last
    adaptation that has one; ``hours`` is the length of the workshop; ``date`` is written on the cover. Raises
    Refusal where the documents do not belong together, where a real country's own row of figures would stand beside
    simulated gaps, or where any number could not be followed back to its source.
    """
    if profile is None:
        profile = next((entry.profile for entry in reversed(adaptations) if entry.profile is not None), None)
    check_material(framework, profile, estimates, gaps, plan, catalogue, language)
    check_plan(plan.problem, plan)
    chosen, unknown = choose_competencies(framework, gaps, plan.problem.limits.dimension, competencies)
    if not chosen:
        raise Refusal("TOOLKIT_NO_COMPETENCY")
    document = derive_identifier(plan.id, "toolkit", "policy-maker", language, date)
    writer = ToolkitWriter(document, language, translate, catalogue.currency)
    material = Material(
        framework=framework,
        adaptations=adaptations,
        profile=profile,
        estimates=estimates,
        gaps=gaps,
        plan=plan,
        catalogue=catalogue,
        texts=texts,
        ledger=ledger,
        group_titles=group_titles or {},
        chosen=chosen,
        unknown=unknown,
        writer=writer,
    )
    writer.add_stops(
        list_stops(
            framework=framework,
            adaptations=adaptations,
            estimates=estimates,
            gaps=gaps,
            plan=plan,
            catalogue=catalogue,
            bank=bank,
            ledger=ledger,
            language=language,
        )
    )
    toolkit = _bind(material, _write_sections(material, hours), document, date)
    check_toolkit(toolkit)
    return toolkit


def _write_sections(material: Material, hours: float) -> tuple[Section, ...]:
    workshop = write_workshop(material, hours)
    return (
        _with_warning(material, write_summary(material, workshop)),
        write_reading(material),
        write_profile(material),
        write_standing(material),
        write_gaps(material),
        write_chosen(material),
        write_plan(material),
        write_actions(material),
        workshop,
        write_checklists(material),
        write_said(material),
        write_sources(material),  # last: it says which languages and origins the others showed
    )


def _with_warning(material: Material, summary: Section) -> Section:
    """Return the first section with the word that the data are simulated before everything else."""
    if not _simulated(material):
        return summary
    writer, profile = material.writer, material.profile
    if profile is not None and not profile.fictional:
        runs = writer.say("SIMULATED_REAL_PLACE")
    else:
        name = writer.text(profile.name) if profile else writer.word("A_FICTIONAL_COUNTRY")
        runs = writer.say("SIMULATED", country=name)
    note = Note(kind="note", note=NoteKind.SIMULATED, runs=runs)
    return Section(id=summary.id, title=summary.title, blocks=(note, *summary.blocks))


def _simulated(material: Material) -> bool:
    return material.gaps.simulated or material.estimates.simulated or material.plan.simulated


def _bind(material: Material, sections: tuple[Section, ...], document: str, date: str) -> ToolkitDocument:
    writer, framework = material.writer, material.framework
    country = plain_text(material.profile.name, writer.language) if material.profile else ""
    title = writer.word("TITLE", country=country) if country else writer.word("TITLE_NO_COUNTRY")
    notice = plain_text(framework.notice, writer.language) or material.texts.notice
    return ToolkitDocument(
        id=document,
        code="policy-maker",
        title=title,
        subtitle=writer.word("SUBTITLE"),
        language=writer.language,
        direction="rtl" if direction_of(writer.language) == "rtl" else "ltr",
        notice=notice,
        licence=material.texts.licence,
        simulated=_simulated(material),
        date=date,
        framework=framework.id,
        framework_version=framework.version,
        framework_digest=material.gaps.framework_digest,
        words={code: writer.word(code) for code in WORDS if code.startswith("RENDER_")},
        sections=_without_empty(sections),
        numbers=tuple(writer.numbers.values()),
        trail=writer.trail(title),
    )


def _without_empty(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return the sections without paragraphs in which nothing stands."""
    return tuple(
        Section(
            id=section.id,
            title=section.title,
            blocks=tuple(
                block
                for block in section.blocks
                if not isinstance(block, Paragraph) or any(run.text.strip() or run.number for run in block.runs)
            ),
        )
        for section in sections
    )
