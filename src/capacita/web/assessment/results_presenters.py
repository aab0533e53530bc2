"""Results of an assessment: three findings in words, gaps with their doubt, barriers, and how it was all made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, gettext

from capacita.assessment.estimation.model import EstimateRecord, Interval
from capacita.assessment.profile import Gap, MainFinding, MainFindingKind, list_main_findings
from capacita.framework.model import Framework, ItemKind
from capacita.toolkit.drawing import BarMark, DumbbellMark, draw_bars, draw_dumbbell
from capacita.vocabulary import LocalizedText, ShownText, plain_text, show_text
from capacita.web.assessment.presenters import (
    DIMENSIONS,
    barrier_words,
    dimension_words,
    gap_interval,
    group_text,
    group_words,
    item_words,
    levels_words,
    reason_words,
)
from capacita.web.assessment.queries import ResultDocuments
from capacita.web.framework.levels import levels_of
from capacita.web.languages import text_language
from capacita.web.patterns.templatetags.capacita_ui import decimal, percent

EVERYBODY = "all"
CLEAR = 1.96  # standard errors on each side of a mean gap


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingOnPage:
    """A finding; the values are those of the pattern ``finding``."""

    value: str
    text: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    digits: str = "1"
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOnPage:
    """A chart, drawn wide and narrow, with its table; the values are those of the pattern ``figure``."""

    id: str
    title: str
    note: str
    svg: SafeString
    table: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodOnPage:
    """How the numbers were made, in plain words."""

    facts: tuple[dict[str, Any], ...]
    sentences: tuple[str, ...]
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsOnPage:
    """The results of an assessment."""

    country: LocalizedText
    country_code: str
    fictional: bool
    title: LocalizedText
    simulated: bool
    findings: tuple[FindingOnPage, ...]
    overall: FigureOnPage
    barriers: tuple[FigureOnPage, ...]
    proposed: bool
    methods: MethodOnPage
    smallest_group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonOnPage:
    """One competency in the groups of one dimension."""

    caption: str
    figure: FigureOnPage
    hidden: int
    texts: tuple[ShownText | str, ...]


def present_results(documents: ResultDocuments, language: str) -> ResultsOnPage:
    """Return the results of an assessment in a language."""
    gaps = documents.gaps
    everybody = _ordered(documents.framework, (gap for gap in gaps.gaps if gap.group.dimension == EVERYBODY))
    return ResultsOnPage(
        country=documents.organisation.name,
        country_code=documents.organisation.code,
        fictional=documents.organisation.fictional,
        title=documents.assessment.title,
        simulated=documents.assessment.simulated,
        findings=tuple(_finding(documents, finding, language) for finding in list_main_findings(gaps)),
        overall=_gap_figure(
            documents,
            everybody,
            [item_words(documents.framework, gap.item, language) for gap in everybody],
            gettext("Where people stand, and where their roles need them: the whole service"),
            gettext("Competency"),
            "everybody",
            language,
        ),
        barriers=tuple(_barriers(documents, language)),
        proposed=gaps.requirement_status == "proposed",
        methods=_methods(documents),
        smallest_group=documents.estimates.smallest_group,
    )


def dimension_choices(documents: ResultDocuments) -> list[tuple[str, str]]:
    """Return the kinds of group that the results tell of, in our order, unknown ones last."""
    there = {gap.group.dimension for gap in documents.gaps.gaps} - {EVERYBODY}
    known = [dimension for dimension in DIMENSIONS if dimension in there]
    return [(dimension, dimension_words(dimension)) for dimension in (*known, *sorted(there - set(known)))]


def item_choices(documents: ResultDocuments, language: str) -> list[tuple[str, str]]:
    """Return the competencies that the results tell of, by code, in the framework's order."""
    told = {gap.item for gap in documents.gaps.gaps}
    return [
        (item.code, f"{item.code} {plain_text(item.title, language)}")
        for item in documents.framework.items
        if item.id in told
    ]


def first_choice(documents: ResultDocuments) -> dict[str, str]:
    """Return what the chooser shows before anybody has chosen: the largest gap, by ministry where there are any."""
    codes = {item.id: item.code for item in documents.framework.items}
    largest = [entry for entry in list_main_findings(documents.gaps) if entry.kind is MainFindingKind.LARGEST_GAP]
    items = [entry.item for entry in largest] or [gap.item for gap in documents.gaps.gaps[:1]]
    dimensions = dimension_choices(documents)
    return {
        "by": dimensions[0][0] if dimensions else "",
        "item": codes.get(items[0] or "", "") if items else "",
    }


def present_comparison(documents: ResultDocuments, dimension: str, code: str, language: str) -> ComparisonOnPage:
    """Return one competency in the groups of a dimension, in the service's own order: never a league table."""
    item = next(entry for entry in documents.framework.items if entry.code == code)
    mine = [gap for gap in documents.gaps.gaps if gap.group.dimension == dimension and gap.item == item.id]
    order = _order_of_groups(documents, dimension)
    mine.sort(key=lambda gap: (order.get(gap.group.value, len(order)), gap.group.value))
    texts = [group_text(gap.group, documents.framework, documents.titles, language) for gap in mine]
    labels = [text if isinstance(text, str) else text.text for text in texts]
    title = gettext("{item}, by {dimension}").format(
        item=item_words(documents.framework, item.id, language), dimension=dimension_words(dimension).lower()
    )
    return ComparisonOnPage(
        caption=gettext("The numbers: {title}").format(title=title),
        figure=_gap_figure(documents, mine, labels, title, dimension_words(dimension), "groups", language),
        hidden=sum(gap.value is None for gap in mine),
        texts=tuple(texts),
    )


def trail_href(documents: ResultDocuments, identifier: str) -> str:
    """Return the page that shows where something comes from, or nothing where the toolkit does not know it."""
    if identifier not in documents.traced:
        return ""
    return reverse("trail", args=[documents.organisation.code, identifier])


def _order_of_groups(documents: ResultDocuments, dimension: str) -> dict[str, int]:
    """Return the place of each group in the service's own order, as far as the sample or the framework tells it."""
    if dimension == "role":
        values = [role.code for role in documents.framework.roles]
    else:
        values = [stratum.values.get(dimension, "") for stratum in documents.sample.strata]
    return {value: place for place, value in enumerate(dict.fromkeys(values))}


def _finding(documents: ResultDocuments, finding: MainFinding, language: str) -> FindingOnPage:
    gap = next(entry for entry in documents.gaps.gaps if entry.id == finding.gaps[0])
    item = item_words(documents.framework, finding.item, language)
    group = group_words(gap.group, documents.framework, documents.titles, language)
    href = trail_href(documents, gap.id)
    if finding.kind is MainFindingKind.LARGEST_GAP:
        low, high = gap_interval(gap.required, gap.observed.interval)
        text = (
            gettext("The largest gap of the whole service is in {item}, clearly larger than the next.")
            if finding.clear
            else gettext("The largest gap of the whole service is in {item}, though the next may be as large.")
        )
        return FindingOnPage(
            value=levels_words(finding.value), low=low, high=high, text=text.format(item=item), href=href
        )
    if finding.kind is MainFindingKind.HELP_FIRST:
        error = (finding.standard_error or 0) * CLEAR
        text = (
            gettext("Help is needed first in {group}: this is its mean gap over all competencies.")
            if finding.clear
            else gettext(
                "Help is needed first in {group}: this is its mean gap over all competencies. We cannot tell it from "
                "the next with certainty."
            )
        )
        return FindingOnPage(
            value=levels_words(finding.value),
            low=finding.value - error,
            high=finding.value + error,
            text=text.format(group=group),
        )
    record = next((entry for entry in documents.estimates.estimates if entry.id == gap.barrier_estimate), None)
    interval = record.estimate.interval if record else None
    text = gettext(
        "{group}: people who name {barrier} as what holds back the work on {item}. Training alone will not help there. "
        "Something other than skill leads in {count} pairs of a group and a competency."
    )
    return FindingOnPage(
        value=percent(finding.value),
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        unit="percent",
        digits="0",
        text=text.format(
            group=group, barrier=barrier_words(finding.barrier), item=item, count=decimal(finding.count, 0)
        ),
        href=href,
    )


def _gap_figure(
    documents: ResultDocuments,
    gaps: Sequence[Gap],
    labels: Sequence[str],
    title: str,
    first_column: str,
    name: str,
    language: str,
) -> FigureOnPage:
    smallest = documents.estimates.smallest_group
    codes = {item.id: item.code for item in documents.framework.items}
    marks = [
        DumbbellMark(
            label=label,
            domain=codes.get(gap.item, ""),
            required=gap.required,
            observed=gap.observed.value,
            low=gap.observed.interval.low if gap.observed.interval else None,
            high=gap.observed.interval.high if gap.observed.interval else None,
            unknown=reason_words(gap.observed.not_estimable, smallest),
        )
        for gap, label in zip(gaps, labels, strict=True)
    ]
    drawings = [
        draw_dumbbell(
            marks,
            title=title,
            description=gettext(
                "For each row, a filled mark where people stand and a diamond where their roles need them."
            ),
            language=text_language(),
            direction="rtl" if get_language_bidi() else "ltr",
            simulated=documents.assessment.simulated,
            axis=_axis(documents.framework, language),
            legend=(gettext("Where people stand, with its 95% interval"), gettext("Where their roles need them")),
            identifier=f"{name}-{'narrow' if narrow else 'wide'}",
            narrow=narrow,
        )
        for narrow in (False, True)
    ]
    return FigureOnPage(
        id=name,
        title=title,
        note=gettext(
            "The bar is the 95% interval: asked again, 95 samples of 100 would give intervals that hold the true value. "
            "The dotted line is the gap."
        ),
        svg=both_widths(drawings),
        table={
            "columns": [
                {"title": first_column},
                {"title": gettext("People"), "numeric": True},
                {"title": gettext("Stand at"), "numeric": True},
                {"title": gettext("Roles need"), "numeric": True},
                {"title": gettext("Gap in levels"), "numeric": True},
            ],
            "rows": [
                [
                    label,
                    decimal(gap.headcount, 0),
                    _with_interval(gap.observed.value, gap.observed.interval)
                    if gap.observed.value is not None
                    else reason_words(gap.observed.not_estimable, smallest),
                    decimal(gap.required, 1),
                    _gap_cell(documents, gap),
                ]
                for gap, label in zip(gaps, labels, strict=True)
            ],
            "downloads": downloads_of(documents.organisation.code),
        },
    )


def downloads_of(country: str) -> list[dict[str, str]]:
    """Return the links to all results as files."""
    return [
        {"label": suffix.upper(), "href": reverse("results-file", args=[country, suffix])} for suffix in ("csv", "json")
    ]


def both_widths(drawings: Sequence[str]) -> SafeString:
    """Return a drawing for screens and the same for telephones; the style sheet shows one of them.

    The drawings come from our own room, which escapes every text in them.
    """
    wide, narrow = (mark_safe(drawing) for drawing in drawings)
    return format_html('<div class="wide-only">{}</div><div class="narrow-only">{}</div>', wide, narrow)


def _gap_cell(documents: ResultDocuments, gap: Gap) -> SafeString | str:
    """Return a gap with its interval, as a link to where it comes from where that is known."""
    if gap.value is None:
        return "–"
    low, high = gap_interval(gap.required, gap.observed.interval)
    shown = _with_ends(gap.value, low, high)
    href = trail_href(documents, gap.id)
    return format_html('<a href="{}">{}</a>', href, shown) if href else shown


def _with_interval(value: float | None, interval: Interval | None) -> SafeString | str:
    if value is None:
        return gettext("not known")
    return _with_ends(value, interval.low if interval else None, interval.high if interval else None)


def _with_ends(value: float, low: float | None, high: float | None) -> SafeString | str:
    """Return a number with the ends of its interval in brackets, kept together in every direction."""
    if low is None or high is None:
        return decimal(value, 2)
    words = gettext("{value} ({low} to {high})")
    return format_html(
        "<bdi>{}</bdi>", words.format(value=decimal(value, 2), low=decimal(low, 2), high=decimal(high, 2))
    )


def _axis(framework: Framework, language: str) -> list[tuple[float, str]]:
    """Return the scale from below the first level to the highest."""
    return [(0.0, "0"), *((float(level.position), plain_text(level.title, language)) for level in levels_of(framework))]


def _ordered(framework: Framework, gaps: Iterable[Gap]) -> list[Gap]:
    """Return gaps in the order of the framework: domain by domain."""
    codes = {item.id: item.code for item in framework.items}
    return sorted(gaps, key=lambda gap: [int(part) if part.isdigit() else 0 for part in codes[gap.item].split(".")])


def _barriers(documents: ResultDocuments, language: str) -> list[FigureOnPage]:
    """Return, for each domain that was asked about, what people say holds the work back."""
    records = [
        record
        for record in documents.estimates.estimates
        if record.group.dimension == EVERYBODY and record.shares and len(record.shares) > 2
    ]
    domains = {item.id: item for item in documents.framework.items if item.kind is ItemKind.DOMAIN}
    found = []
    for record in records:
        domain = domains.get(record.item or "")
        if domain is not None:
            shown = show_text(domain.title, language)
            found.append(_barrier_figure(documents, record, domain.code, shown.text if shown else domain.code))
    return found


def _barrier_figure(documents: ResultDocuments, record: EstimateRecord, code: str, domain: str) -> FigureOnPage:
    shares = sorted((record.shares or {}).items(), key=lambda entry: (entry[0] == "none", -entry[1]))
    largest = max((name for name, _share in shares if name != "none"), key=dict(shares).__getitem__)
    interval = record.estimate.interval
    title = gettext("What holds the work back: {domain}").format(domain=domain)
    marks = [
        BarMark(
            label=barrier_words(name),
            share=share,
            shown=percent(share),
            domain=code,
            low=interval.low if interval and name == largest else None,
            high=interval.high if interval and name == largest else None,
        )
        for name, share in shares
    ]
    drawings = [
        draw_bars(
            marks,
            title=title,
            description=gettext("A bar for each answer: the share of people who name it first."),
            language=text_language(),
            direction="rtl" if get_language_bidi() else "ltr",
            simulated=documents.assessment.simulated,
            identifier=f"barriers-{code}-{'narrow' if narrow else 'wide'}",
            narrow=narrow,
        )
        for narrow in (False, True)
    ]
    return FigureOnPage(
        id=f"barriers-{code}",
        title=title,
        note=gettext("Each person named one thing. The line at the longest bar is its 95% interval."),
        svg=both_widths(drawings),
        table={
            "columns": [{"title": gettext("What people name")}, {"title": gettext("Share"), "numeric": True}],
            "rows": [[barrier_words(name), percent(share)] for name, share in shares],
        },
    )


def _methods(documents: ResultDocuments) -> MethodOnPage:
    assessment, sample, estimates = documents.assessment, documents.sample, documents.estimates
    columns = gettext(" and ").join(dimension_words(column).lower() for column in sample.columns)
    rate = assessment.respondents / assessment.sample_size if assessment.sample_size else 0.0
    facts = (
        {"term": gettext("People in the service"), "value": decimal(assessment.population_size, 0)},
        {"term": gettext("People asked"), "value": decimal(assessment.sample_size, 0)},
        {
            "term": gettext("People who answered"),
            "value": gettext("{people} ({share})").format(
                people=decimal(assessment.respondents, 0), share=percent(rate)
            ),
        },
        {"term": gettext("Finished on"), "value": assessment.finished_on},
        {"term": gettext("Smallest group shown"), "value": decimal(estimates.smallest_group, 0)},
    )
    sentences = (
        gettext(
            "Whom we asked: people were drawn by chance within {strata} parts of the service, by {columns}, so that each "
            "part is in the sample."
        ).format(strata=len(sample.strata), columns=columns),
        gettext(
            "Weights: each person who answered stands for several who were not asked. Within each part, those who "
            "answered also stand for those who stayed silent. If the silent differ from the others in the same part, the "
            "numbers are off, and no interval shows it."
        ),
        gettext(
            "The interval: another sample would have given other numbers. 95 of 100 such samples would give intervals "
            "that hold the true value. It says nothing of answers that were not honest."
        ),
        gettext(
            "The gap: the mean level that the people's roles need, less the mean level at which they say they work. "
            "Required levels are decisions and have no error of their own."
        ),
        gettext(
            "Protection: a group of fewer than {smallest} people who answered gets no number, nor does a group that "
            "would give it away."
        ).format(smallest=estimates.smallest_group),
    )
    return MethodOnPage(facts=facts, sentences=sentences, method=estimates.method)
