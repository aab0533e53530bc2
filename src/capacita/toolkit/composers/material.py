"""What a composer works from, checked once to belong together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from capacita.assessment.profile import GAPS_FORMAT, EstimateSet, Gap, GapSet
from capacita.framework import Adaptation, ContextProfile, Framework, Item, ProficiencyScale
from capacita.planning import Catalogue, TrainingPlan
from capacita.toolkit.composers.choosing import ChosenCompetency
from capacita.toolkit.composers.stops import requirement_stop_id
from capacita.toolkit.composers.writer import ToolkitWriter
from capacita.toolkit.document import Line, Paragraph, Run, Unit
from capacita.toolkit.texts import SectionText, ToolkitTexts
from capacita.vocabulary import Identifier, LocalizedText, Provenance, Refusal, digest, plain_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The documents behind a toolkit, what was chosen from them, and the writer that notes every number."""

    framework: Framework
    adaptations: Sequence[Adaptation]
    profile: ContextProfile | None
    estimates: EstimateSet
    gaps: GapSet
    plan: TrainingPlan
    catalogue: Catalogue
    texts: ToolkitTexts
    ledger: Sequence[Provenance]
    group_titles: Mapping[str, LocalizedText]
    chosen: Sequence[ChosenCompetency]
    unknown: Sequence[Item]
    writer: ToolkitWriter

    @property
    def dimension(self) -> str:
        """The dimension of groups that the plan is about."""
        return self.plan.problem.limits.dimension

    @property
    def scale(self) -> ProficiencyScale | None:
        """The scale on which levels are counted: the first that the framework has."""
        return self.framework.scales[0] if self.framework.scales else None

    def section_text(self, code: str) -> SectionText:
        """Return the standing text of a section. Raises Refusal where this language has none."""
        for section in self.texts.sections:
            if section.code == code:
                return section
        raise Refusal("TOOLKIT_TEXTS_MISSING", section=code)

    def introduction(self, code: str) -> tuple[Paragraph, ...]:
        """Return the standing paragraphs of a section."""
        return tuple(paragraph(Run(text=words)) for words in self.section_text(code).paragraphs)

    def item(self, identifier: Identifier) -> Item | None:
        """Return an item of the framework, or None."""
        return next((item for item in self.framework.items if item.id == identifier), None)

    def item_name(self, identifier: Identifier) -> str:
        """Return an item's code and title in the toolkit's language."""
        item = self.item(identifier)
        if item is None:
            return identifier
        return f"{item.code} {plain_text(item.title, self.writer.language)}".strip()

    def group_name(self, value: str) -> str:
        """Return a group's name: its title where one is given, else its code written as a word."""
        title = self.group_titles.get(value)
        if title:
            return plain_text(title, self.writer.language)
        return (value[:1].upper() + value[1:]).replace("-", " ").replace("_", " ")

    def gap_of(self, item: Identifier, dimension: str, value: str) -> Gap | None:
        """Return the gap of an item in a group, or None."""
        for gap in self.gaps.gaps:
            if gap.item == item and gap.group.dimension == dimension and gap.group.value == value:
                return gap
        return None

    def missing(self, gap: Gap) -> str:
        """Return the words that stand where a number of a gap cannot be had."""
        reason = gap.observed.not_estimable
        return self.writer.word(f"UNKNOWN_{reason.value.upper()}" if reason else "UNKNOWN_NUMBER")


def paragraph(*runs: Run) -> Paragraph:
    """Return a paragraph of runs."""
    return Paragraph(kind="paragraph", runs=tuple(runs))


def observed_number(material: Material, gap: Gap) -> Run:
    """Return where a group stands in an item."""
    label = f"Where {gap.group.value or 'everybody'} stands in {material.item_name(gap.item)}"
    return material.writer.number(
        ("observed", gap.id), gap.observed.value, Unit.LEVELS, label, (gap.estimate,), missing=material.missing(gap)
    )


def required_number(material: Material, gap: Gap) -> Run:
    """Return what a group's roles need of an item."""
    roles = {role.id: {need.item for need in role.requirements} for role in material.framework.roles}
    needs = [requirement_stop_id(role, gap.item) for role in gap.requirements if gap.item in roles.get(role, set())]
    label = f"What the roles of {gap.group.value or 'everybody'} need in {material.item_name(gap.item)}"
    return material.writer.number(("required", gap.id), gap.required, Unit.LEVELS, label, needs or (gap.id,))


def gap_number(material: Material, gap: Gap) -> Run:
    """Return the gap of a group in an item."""
    label = f"Gap of {gap.group.value or 'everybody'} in {material.item_name(gap.item)}"
    return material.writer.number(
        ("gap", gap.id), gap.value, Unit.LEVELS, label, (gap.id,), missing=material.missing(gap)
    )


def count_number(material: Material, gap: Gap) -> Run:
    """Return how many answered."""
    label = f"Answers of {gap.group.value or 'everybody'} on {material.item_name(gap.item)}"
    return material.writer.number(("answers", gap.id), float(gap.observed.n), Unit.COUNT, label, (gap.estimate,))


def observed_range(material: Material, gap: Gap) -> Line:
    """Return where a group stands, with its range where there is one."""
    interval = gap.observed.interval
    if gap.observed.value is None or interval is None:
        return (observed_number(material, gap),)
    label = f"of {gap.group.value or 'everybody'} in {material.item_name(gap.item)}"
    low = material.writer.number(
        ("observed-low", gap.id), interval.low, Unit.LEVELS, f"Low end of the level {label}", (gap.estimate,)
    )
    high = material.writer.number(
        ("observed-high", gap.id), interval.high, Unit.LEVELS, f"High end of the level {label}", (gap.estimate,)
    )
    return material.writer.say("RANGE", value=observed_number(material, gap), low=low, high=high)


def gap_range(material: Material, gap: Gap) -> Line:
    """Return a gap with its range: as wide as that of the observed level, scaled to the gap's own error."""
    interval, error = gap.observed.interval, gap.observed.standard_error
    if gap.value is None or interval is None or not error or gap.standard_error is None:
        return (gap_number(material, gap),)
    scale = gap.standard_error / error
    observed = gap.observed.value or 0.0
    low_value = gap.value - (interval.high - observed) * scale
    high_value = gap.value + (observed - interval.low) * scale
    label = f"of the gap of {gap.group.value or 'everybody'} in {material.item_name(gap.item)}"
    low = material.writer.number(("gap-low", gap.id), low_value, Unit.LEVELS, f"Low end {label}", (gap.id,))
    high = material.writer.number(("gap-high", gap.id), high_value, Unit.LEVELS, f"High end {label}", (gap.id,))
    return material.writer.say("RANGE", value=gap_number(material, gap), low=low, high=high)


def check_material(
    framework: Framework,
    profile: ContextProfile | None,
    estimates: EstimateSet,
    gaps: GapSet,
    plan: TrainingPlan,
    catalogue: Catalogue,
    language: str,
) -> None:
    """Raise Refusal where the documents do not belong together, or a real country's row meets simulated gaps."""
    if gaps.framework != framework.id:
        raise Refusal("TOOLKIT_OTHER_FRAMEWORK", document="gap set", found=gaps.framework, expected=framework.id)
    if estimates.id != gaps.estimates:
        raise Refusal("TOOLKIT_OTHER_ESTIMATES", found=estimates.id, expected=gaps.estimates)
    if (plan.problem.gaps, plan.problem.gaps_digest) != (gaps.id, digest(GAPS_FORMAT.dump(gaps))):
        raise Refusal("TOOLKIT_OTHER_GAPS", found=plan.problem.gaps, expected=gaps.id)
    if plan.problem.catalogue != catalogue.id:
        raise Refusal("TOOLKIT_OTHER_CATALOGUE", found=plan.problem.catalogue, expected=catalogue.id)
    simulated = gaps.simulated or estimates.simulated
    if profile and profile.maturity and simulated and profile.maturity.basis.strip().casefold().startswith("own row"):
        raise Refusal(
            "TOOLKIT_REAL_ROW_WITH_SIMULATED",
            country=plain_text(profile.name, language),
            source=profile.maturity.source,
            year=profile.maturity.year,
        )
