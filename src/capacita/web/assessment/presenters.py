"""Countries as pages show them, and the words that all pages about a country share: groups, barriers, reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from capacita.assessment.estimation.model import Group, NotEstimableReason
from capacita.assessment.profile import MainFindingKind, list_main_findings
from capacita.framework.changes import Adaptation, ContextProfile, MaturityProfile
from capacita.framework.model import Framework
from capacita.planning import TrainingPlan, share_closed
from capacita.vocabulary import LocalizedText, ShownText, plain_text, show_text
from capacita.web.actors import Actor
from capacita.web.assessment.queries import CountryDocuments, CountryLine, CountryStanding, GroupTitles
from capacita.web.consultation.presenters import TALLIED
from capacita.web.framework.terms import BRANCHES, principle_words
from capacita.web.languages import language_name
from capacita.web.patterns.templatetags.capacita_ui import decimal, percent
from capacita.web.permissions import Action, may

DIMENSIONS = {
    "all": _("The whole service"),
    "ministry": _("Ministry"),
    "grade": _("Grade"),
    "region": _("Region"),
    "gender": _("Gender"),
    "role": _("Role"),
}
BARRIERS = {
    "skill": _("missing skills"),
    "mandate": _("a missing mandate"),
    "law": _("laws and rules"),
    "procurement": _("rules of buying"),
    "tools": _("missing tools"),
    "data": _("missing or poor data"),
    "connectivity": _("weak connections"),
    "staffing": _("too few people"),
    "coordination": _("work between offices"),
    "none": _("nothing"),
}
REASONS = {
    NotEstimableReason.NO_RESPONDENTS: _("Nobody in this group answered"),
    NotEstimableReason.TOO_FEW: _("Protected: fewer than {smallest} people answered"),
    NotEstimableReason.PROTECTS_OTHERS: _("Protected: it would give away a smaller group"),
    NotEstimableReason.SINGLE_UNIT_STRATUM: _("Only one person answered in a part of this group"),
    NotEstimableReason.NO_VARIATION: _("All answers are the same, so we cannot tell how sure the number is"),
    NotEstimableReason.NO_DEGREES_OF_FREEDOM: _("Too few answers to tell how sure the number is"),
}
MATURITY = {
    "gtmi": _("GovTech Maturity Index"),
    "cgsi": _("Core government systems"),
    "psdi": _("Public service delivery"),
    "dcei": _("Digital citizen engagement"),
    "gtei": _("GovTech enablers"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryCard:
    """A country of the list; the values are those of the pattern ``card``."""

    title: LocalizedText
    href: str
    fictional: bool
    meta: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOnPage:
    """One step of a country's chain, with its headline."""

    title: str
    href: str
    status: str
    tone: str
    value: str = ""
    text: str = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOnPage:
    """Something that this person may do next."""

    title: str
    href: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaturityOnPage:
    """Figures of digital maturity, and what they stand for."""

    note: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryOnPage:
    """A country with its chain of steps."""

    code: str
    name: LocalizedText
    fictional: bool
    simulated: bool
    steps: tuple[StepOnPage, ...]
    facts: tuple[dict[str, Any], ...]
    maturity: MaturityOnPage | None
    tasks: tuple[TaskOnPage, ...]
    filling: int | None
    texts: tuple[ShownText | None, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing of this country yet."""
        return all(not step.href for step in self.steps)


def present_line(line: CountryLine) -> CountryCard:
    """Return a country as a card; what there is of it, in the order of the chain, never a rank."""
    there = (
        (line.has_adaptation, gettext("its own framework")),
        (line.has_results, gettext("results")),
        (line.has_plan, gettext("a training plan")),
        (line.has_toolkit, gettext("a toolkit")),
    )
    meta = tuple(words for is_there, words in there if is_there)
    return CountryCard(
        title=line.organisation.name,
        href=reverse("country", args=[line.organisation.code]),
        fictional=line.organisation.fictional,
        meta=meta or (gettext("nothing yet"),),
    )


def present_country(
    standing: CountryStanding, documents: CountryDocuments, actor: Actor, language: str
) -> CountryOnPage:
    """Return a country in a language, its steps in the order of the chain."""
    profile = documents.adaptation.profile if documents.adaptation else None
    return CountryOnPage(
        code=standing.organisation.code,
        name=standing.organisation.name,
        fictional=standing.organisation.fictional,
        simulated=standing.organisation.is_simulated or bool(standing.assessment and standing.assessment.simulated),
        steps=(
            _consultation_step(standing),
            _adaptation_step(standing, documents.adaptation),
            _results_step(standing, documents, language),
            _plan_step(standing, documents.plan),
            _toolkit_step(standing),
        ),
        facts=tuple(_profile_facts(profile, language)) if profile else (),
        maturity=present_maturity(profile.maturity) if profile and profile.maturity else None,
        tasks=tuple(_tasks(standing, actor)),
        filling=standing.filling.progress_percent if standing.filling else None,
        texts=tuple(
            show_text(text, language)
            for text in ((*profile.priority_sectors, profile.connectivity, profile.regulation) if profile else ())
        ),
    )


def dimension_words(dimension: str) -> str:
    """Return a dimension in words; one that we have no words for by its code."""
    return gettext(DIMENSIONS[dimension]) if dimension in DIMENSIONS else dimension


def group_text(group: Group, framework: Framework, titles: GroupTitles, language: str) -> ShownText | str:
    """Return the title of a group: a role's from the framework, others from the country, else the code."""
    if not group.value:
        return dimension_words(group.dimension)
    if group.dimension == "role":
        role = next((role for role in framework.roles if role.code == group.value), None)
        shown = show_text(role.title, language) if role else None
        if shown:
            return shown
    known = titles.get(group.value)
    return (show_text(known, language) if known else None) or group.value


def group_words(group: Group, framework: Framework, titles: GroupTitles, language: str) -> str:
    """Return the title of a group as a plain string, for sentences."""
    text = group_text(group, framework, titles, language)
    return text if isinstance(text, str) else text.text


def barrier_words(barrier: str) -> str:
    """Return what holds work back, in words."""
    return gettext(BARRIERS[barrier]) if barrier in BARRIERS else barrier


def reason_words(reason: NotEstimableReason | None, smallest: int) -> str:
    """Return why there is no number."""
    return gettext(REASONS[reason]).format(smallest=smallest) if reason else ""


def item_words(framework: Framework, identifier: str | None, language: str) -> str:
    """Return the code and title of an item."""
    item = next((entry for entry in framework.items if entry.id == identifier), None)
    return f"{item.code} {plain_text(item.title, language)}".strip() if item else ""


def levels_words(value: float) -> str:
    """Return a number of levels with its unit."""
    return gettext("{number} levels").format(number=decimal(value, 1))


def present_maturity(maturity: MaturityProfile) -> MaturityOnPage:
    """Return figures of maturity with the words that say whose they are."""
    if maturity.basis == "group median":
        note = gettext(
            "Medians of {economies} economies of group {group} of the World Bank's GovTech Maturity Index {year}, "
            "each from 0 to 1. They are no country's own figures."
        )
    else:
        note = gettext("The country's own figures in the World Bank's GovTech Maturity Index {year}, each from 0 to 1.")
    return MaturityOnPage(
        note=note.format(economies=maturity.economies, group=maturity.group, year=maturity.year),
        rows=tuple(
            (gettext(MATURITY[name]) if name in MATURITY else name, decimal(value, 2))
            for name, value in maturity.values.items()
        ),
    )


def _consultation_step(standing: CountryStanding) -> StepOnPage:
    title = gettext("Ask people")
    if not standing.consultations:
        return _nothing(title)
    counts = {name: sum(standing.contributions.get(each, 0) for each in them) for name, them in TALLIED.items()}
    waiting, same = counts["open"], counts["duplicate"]
    programme = f"?programme={standing.programme.code}" if standing.programme else ""
    told = gettext(
        "Contributions. Taken up: {taken}; not taken up: {declined}; still to be answered: {waiting}."
    ).format(taken=counts["accepted"], declined=counts["declined"], waiting=waiting)
    repeated = ngettext("%(counter)s says the same as another.", "%(counter)s say the same as others.", same)
    return StepOnPage(
        title=title,
        href=reverse("calendar") + programme,
        status=gettext("Under way") if waiting else gettext("Answered"),
        tone="active" if waiting else "done",
        value=decimal(sum(standing.contributions.values()), 0),
        text=f"{told} {repeated % {'counter': same}}" if same else told,
    )


def _adaptation_step(standing: CountryStanding, adaptation: Adaptation | None) -> StepOnPage:
    title = gettext("Adapt the framework")
    if standing.version is None or adaptation is None:
        return _nothing(title)
    return StepOnPage(
        title=title,
        href=reverse("adaptation", args=[standing.organisation.code]),
        status=gettext("Released") if standing.version.status == "implemented" else gettext("Draft"),
        tone="done" if standing.version.status == "implemented" else "active",
        value=decimal(len(adaptation.changes), 0),
        text=gettext("Changes to the framework, each with its reason and the words that it came from."),
    )


def _results_step(standing: CountryStanding, documents: CountryDocuments, language: str) -> StepOnPage:
    title = gettext("See where people stand")
    if standing.assessment is None or documents.gaps is None or documents.framework is None:
        return _nothing(title)
    href = reverse("results", args=[standing.organisation.code])
    found = [entry for entry in list_main_findings(documents.gaps) if entry.kind is MainFindingKind.LARGEST_GAP]
    published = StepOnPage(
        title=title, href=href, status=gettext("Published"), tone="done", text=gettext("No gap could be told.")
    )
    if not found:
        return published
    gap = next(gap for gap in documents.gaps.gaps if gap.id == found[0].gaps[0])
    low, high = gap_interval(gap.required, gap.observed.interval)
    text = gettext("The largest gap of the whole service, in {item}. Of {asked} people asked, {people} answered.")
    return replace(
        published,
        value=levels_words(found[0].value),
        low=low,
        high=high,
        text=text.format(
            item=item_words(documents.framework, gap.item, language),
            people=decimal(standing.assessment.respondents, 0),
            asked=decimal(standing.assessment.sample_size, 0),
        ),
    )


def _plan_step(standing: CountryStanding, plan: TrainingPlan | None) -> StepOnPage:
    title = gettext("Plan what to do")
    if standing.plan is None or plan is None:
        return _nothing(title)
    share = share_closed(plan)
    return StepOnPage(
        title=title,
        href=reverse("plan", args=[standing.organisation.code]),
        status=gettext("Published"),
        tone="done",
        value=percent(share) if share is not None else "",
        text=gettext(
            "Share of the gaps planned for that training would close, with {people} seats for {cost} {currency}."
        ).format(
            cost=decimal(plan.cost, 0),
            currency=plan.problem.limits.currency,
            people=decimal(sum(choice.people for choice in plan.choices), 0),
        )
        if share is not None
        else gettext("Nothing in the catalogue fits these gaps."),
    )


def _toolkit_step(standing: CountryStanding) -> StepOnPage:
    title = gettext("Take it away")
    if standing.toolkit is None:
        return _nothing(title)
    return StepOnPage(
        title=title,
        href=reverse("toolkit", args=[standing.organisation.code]),
        status=gettext("Published"),
        tone="done",
        text=gettext("A toolkit for policy makers, in which every number can be followed to where it began."),
    )


def _nothing(title: str) -> StepOnPage:
    return StepOnPage(title=title, href="", status=gettext("Nothing yet"), tone="quiet")


def gap_interval(required: float, observed: Any) -> tuple[float | None, float | None]:
    """Return the ends of a gap's interval: what is required, less the ends of where people stand."""
    return (None, None) if observed is None else (required - observed.high, required - observed.low)


def _profile_facts(profile: ContextProfile, language: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {
            "term": gettext("Branches of the state"),
            "several": [gettext(BRANCHES[branch]) for branch in profile.branches],
        },
        {"term": gettext("Languages"), "several": [language_name(tag) for tag in profile.languages]},
        {
            "term": gettext("Sectors that come first"),
            "several": [show_text(text, language) for text in profile.priority_sectors],
        },
        {
            "term": gettext("Sustainable Development Goals"),
            "several": [principle_words(f"sdg-{number}") for number in profile.sdgs],
        },
        {"term": gettext("Connections"), "value": show_text(profile.connectivity, language)},
        {"term": gettext("Laws and rules"), "value": show_text(profile.regulation, language)},
    ]
    return [row for row in rows if row.get("several") or row.get("value")]


def _tasks(standing: CountryStanding, actor: Actor) -> list[TaskOnPage]:
    """Return what this person may do here next."""
    country = standing.organisation

    def allowed(action: Action) -> bool:
        return may(actor, action, organisation_id=country.pk)

    tasks = []
    if allowed(Action.ADAPT_FRAMEWORK):
        for entry in standing.waiting:
            changes = ngettext("{number} change", "{number} changes", entry.changes).format(number=entry.changes)
            tasks.append(
                TaskOnPage(
                    title=gettext("New translations of the base are waiting: nothing is to be decided")
                    if entry.languages
                    else gettext("A newer base is waiting: {changes}").format(changes=changes),
                    href=reverse("adapt-list", args=[country.code]) + "#waiting",
                    hint=gettext("Version {version} of what your framework is made from").format(
                        version=entry.newer.version
                    ),
                )
            )
        tasks.append(
            TaskOnPage(
                title=gettext("Write an adaptation"),
                href=reverse("adapt-list", args=[country.code]),
                hint=gettext("Keep, reword, add or leave out, each time with a reason"),
            )
        )
    elif allowed(Action.DISCUSS_DRAFT):
        tasks.append(
            TaskOnPage(
                title=gettext("Read and comment on drafts"),
                href=reverse("adapt-list", args=[country.code]),
                hint=gettext("Say what you think of an item, and confirm sentences that others wrote"),
            )
        )
    if allowed(Action.SEE_WORK) and allowed(Action.READ_CONTRIBUTIONS):
        waiting = standing.contributions.get("open", 0)
        hint = ngettext("{number} waits for an answer", "{number} wait for an answer", waiting).format(number=waiting)
        tasks.append(
            TaskOnPage(title=gettext("Answer contributions"), href=reverse("work"), hint=hint if waiting else "")
        )
    if standing.assessment and allowed(Action.PLAN_TRAINING):
        tasks.append(
            TaskOnPage(
                title=gettext("Make a plan under other limits"),
                href=reverse("plan-limits", args=[country.code]),
                hint=gettext("Money, trainer days and days for each person"),
            )
        )
    if standing.plan and allowed(Action.BUILD_TOOLKIT):
        tasks.append(
            TaskOnPage(
                title=gettext("Make a toolkit from the plan"),
                href=reverse("toolkit", args=[country.code]) + "#make",
                hint=gettext("Choose the language; the files are made in the background"),
            )
        )
    if allowed(Action.SEE_OWN_JOBS):
        tasks.append(TaskOnPage(title=gettext("See long work"), href=reverse("job-list")))
    return tasks
