"""What the pages of a translation show: progress, lists of texts, one text with what helps, checks, previews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from capacita.framework.model import Framework
from capacita.framework.translation import (
    Intake,
    Mark,
    Outcome,
    Segment,
    check_segment,
    check_segments,
    list_segments,
    mark_of,
)
from capacita.vocabulary import Finding, ShownText, TextOrigin, direction_of, show_text
from capacita.web.languages import TAGS, language_words, text_language
from capacita.web.translating.models import TranslationStep
from capacita.web.translating.place_words import place_words
from capacita.web.translating.queries import Desk, TranslationsOfFramework, find_title
from capacita.web.translating.selection import REMARKS, Selection, next_text, previous_text
from capacita.web.translating.standing import read_wording
from capacita.web.translating.texts import count_marks
from capacita.web.translating.work import is_own
from capacita.web.words import spell_findings

SIX = ("ar", "zh", "en", "fr", "ru", "es")
MARKS: Mapping[Mark, tuple[str, str]] = {
    Mark.NEW: (_("New"), "active"),
    Mark.STALE: (_("Source has changed"), "alert"),
    Mark.MACHINE: (_("Machine translation"), "quiet"),
    Mark.UNTIED: (_("Source not known"), "quiet"),
    Mark.TRANSLATED: (_("Translated by a person"), ""),
    Mark.REVIEWED: (_("Reviewed"), "done"),
}
FILES: Mapping[str, tuple[str, str, str]] = {
    "xliff": (_("XLIFF 1.2"), "xlf", "application/x-xliff+xml"),
    "xliff2": (_("XLIFF 2.0"), "xlf", "application/xliff+xml"),
    "po": (_("PO"), "po", "text/x-gettext-translation; charset=utf-8"),
    "translation-docx": (
        _("Word table"),
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "translation-xlsx": (
        _("Excel table"),
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.TAKEN: _("New wordings"),
    Outcome.STALE: _("New wordings of a source that has changed since"),
    Outcome.CONFIRMED: _("Confirmed as they stand"),
    Outcome.UNCHANGED: _("Unchanged"),
    Outcome.EMPTY: _("Not translated in the file"),
    Outcome.LEFT_OUT: _("Left out"),
}
_FEW_STEPS = 6
PER_PAGE = 25
_SHORT = 240  # characters of a text in a list
_FEW_FINDINGS = 5  # of one sort in what a file brings
_MOST_WORDINGS = 60  # that a file brings, shown before they are taken in
_ABOUT_THE_FILE = ("TRANSLATION_OTHER_FRAMEWORK", "TRANSLATION_LANGUAGE_OTHER", "TRANSLATION_LANGUAGE_MISSING")


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLine:
    """How far a framework is in one language."""

    tag: str
    name: str
    href: str  # empty where nobody has begun
    done: int
    total: int
    reviewed: int
    status: str
    tone: str


def present_languages(found: TranslationsOfFramework) -> list[LanguageLine]:
    """Return the languages of a framework: those begun, those that it has, and the six of the United Nations."""
    tags = dict.fromkeys((*SIX, *sorted({*found.begun, *found.counts})))
    lines = [_line(found, tag) for tag in tags]
    return [line for line in lines if line.total]


def _line(found: TranslationsOfFramework, tag: str) -> LanguageLine:
    is_begun = tag in found.begun
    count = found.count(tag)
    if not is_begun:
        status, tone = gettext("Not begun here"), "quiet"
    elif count.done == count.total:
        status, tone = gettext("Complete"), "done"
    else:
        status, tone = gettext("Being translated"), "active"
    return LanguageLine(
        tag=tag,
        name=language_words(tag),
        href=reverse("translation", args=[found.version.code, tag]) if is_begun else "",
        done=count.done,
        total=count.total,
        reviewed=count.reviewed,
        status=status,
        tone=tone,
    )


def header_of(desk: Desk) -> dict[str, Any]:
    """Return what every page of a translation shows: whose, which language, where to go."""
    translation, framework = desk.work.translation, desk.work.heading
    return {
        "title": show_text(framework.title, text_language()),
        "code": translation.code,
        "version": desk.work.version.version,
        "language": translation.language,
        "language_name": language_words(translation.language),
        "home": desk.href(),
        "href": {name: desk.href(name) for name in ("upload", "name", "checks")},
        "token": desk.token,
        "may_publish": desk.may_publish,
        "notice": framework.notice,
    }


def present_translation(desk: Desk, selection: Selection, number: str = "1") -> dict[str, Any]:
    """Return a page of the chosen texts with counts, files, where to begin and what was done last."""
    segments = desk.work.segments
    counts: dict[str, int] = {mark.value: count for mark, count in count_marks(segments).items()}
    counts[REMARKS] = sum(segment.key in desk.work.remarked for segment in segments)
    words = {**{mark.value: gettext(words) for mark, (words, _tone) in MARKS.items()}, REMARKS: gettext("Open remarks")}
    texts = Paginator([segment for segment in segments if selection.holds(segment)], PER_PAGE).get_page(number)
    begin = next_text(segments, "", selection)
    language = desk.work.heading.language
    return {
        **header_of(desk),
        "done": counts[Mark.TRANSLATED] + counts[Mark.REVIEWED],
        "total": len(segments),
        "filters": [
            {
                "href": Selection(state=state, words=selection.words).query,
                "title": title,
                "count": counts[state],
                "current": state == selection.state,
            }
            for state, title in words.items()
            if counts[state] or state not in (Mark.UNTIED, REMARKS) or state == selection.state
        ],
        "all_href": Selection(words=selection.words).query or desk.href(),
        "selection": selection,
        "texts": texts,
        "tasks": [_task(desk, segment, selection) for segment in texts],
        "begin_href": desk.href("text", begin.key) + selection.query if begin else "",
        "files": [
            {"label": gettext(words), "href": desk.href("file", kind)}
            for kind, (words, _ending, _media) in FILES.items()
        ],
        "foreign": sum(segment.source_language != language for segment in segments),
        "source_name": language_words(language),
        "unpublished": len(desk.work.wordings),
        "steps": present_steps(
            desk, list(desk.work.steps.filter(undoes=None).reverse()[:_FEW_STEPS])[::-1], files=True
        ),
        "credit_name": desk.seat.credit_name if desk.seat else "",
    }


def _task(desk: Desk, segment: Segment, selection: Selection) -> dict[str, Any]:
    words, tone = MARKS[mark_of(segment)]
    return {
        "href": desk.href("text", segment.key) + selection.query,
        "source": _shown(_shortened(segment.source), segment.source_language),
        "place": place_words(segment.place),
        "target": _shown(_shortened(segment.target), segment.language) if segment.target else None,
        "is_remarked": segment.key in desk.work.remarked,
        "status": gettext(words),
        "tone": tone,
    }


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"


def present_text(desk: Desk, segment: Segment, selection: Selection) -> dict[str, Any]:
    """Return one text with its source, what the source said before, terms, memory, checks and steps."""
    work = desk.work
    words, tone = MARKS[mark_of(segment)]
    place = list(work.by_key).index(segment.key)
    last = work.last_step(segment.key)
    following = next_text(work.segments, segment.key, selection)
    previous = previous_text(work.segments, segment.key, selection)
    return {
        **header_of(desk),
        "segment": segment,
        "heading": place_words(segment.place),
        "number": place + 1,
        "total": len(work.segments),
        "status": gettext(words),
        "tone": tone,
        "source": _shown(segment.source, segment.source_language),
        "earlier": segment.source_changes(),
        "source_direction": direction_of(segment.source_language),
        "target": _shown(segment.target, segment.language, segment.origin) if segment.target else None,
        "item_href": _item_href(desk, segment),
        "terms": _terms(desk, segment),
        "matches": [
            {
                "likeness": _likeness(match.percent),
                "source": _shown(match.source, segment.source_language),
                "target": _shown(match.target, segment.language, match.origin),
                "framework": match.framework,
                "take_href": f"{selection.query or '?'}{'&' if selection.query else ''}take={number}#id_text",
            }
            for number, match in enumerate(work.match(segment))
        ],
        "query": selection.query,
        "list_href": desk.href() + selection.query,
        "remark_href": desk.href("remark", segment.key) + selection.query,
        "findings": _spell(check_segment(segment, work.glossary), [segment]),
        "last_author": last.author_name if last else "",
        "may_confirm": desk.may_review and _is_confirmable(desk, segment),
        "is_own": desk.may_review and desk.seat is not None and is_own(work, segment.key, desk.seat),
        "steps": present_steps(desk, work.steps_of(segment.key)),
        "previous_href": desk.href("text", previous.key) + selection.query if previous else "",
        "next_href": desk.href("text", following.key) + selection.query
        if following and following.key != segment.key
        else "",
    }


def _is_confirmable(desk: Desk, segment: Segment) -> bool:
    if mark_of(segment) not in (Mark.MACHINE, Mark.TRANSLATED, Mark.UNTIED):
        return False
    return desk.seat is None or not is_own(desk.work, segment.key, desk.seat)


def _item_href(desk: Desk, segment: Segment) -> str:
    """Return the public page of the item that a text belongs to, or nothing where it belongs to none."""
    _kind, entry, _part = segment.key.split(".", 2)
    code = desk.work.texts.codes.get(entry)
    return reverse("framework-item", args=[desk.work.translation.code, code]) if code else ""


def _terms(desk: Desk, segment: Segment) -> list[dict[str, Any]]:
    return [
        {
            "term": _shown(term.term, term.term_language),
            "preferred": [_shown(word, term.language) for word in term.preferred],
            "forbidden": [_shown(word, term.language) for word in term.forbidden],
        }
        for term in desk.work.glossary.terms_in(segment)
    ]


def find_match(desk: Desk, segment: Segment, number: str) -> str:
    """Return the translation of the memory that is asked for by its place in the list, or nothing."""
    if not number.isdecimal():
        return ""
    matches = desk.work.match(segment)
    return matches[int(number)].target if int(number) < len(matches) else ""


def _likeness(percent: int) -> str:
    """Return how like the sources are, in words and a number."""
    if percent == 100:
        return gettext("The very same source")
    words = _("Nearly the same source, %(percent)s%%") if percent >= 90 else _("A similar source, %(percent)s%%")
    return gettext(words) % {"percent": percent}


def present_steps(desk: Desk, steps: Iterable[TranslationStep], *, files: bool = False) -> list[dict[str, Any]]:
    """Return steps as lines, the newest first, each with whether it can be taken back, or the whole file with it."""
    rows = list(steps)
    alive = desk.work.steps.filter(key__in={step.key for step in rows}, undoes=None, undone_by=None)
    names = list(alive.values_list("pk", "key", "number"))
    standing = {pk for pk, _key, _number in names}
    latest = {key: number for _pk, key, number in names}
    published = desk.work.translation.published_through
    undoable = _count_undoable(desk) if files and any(step.batch for step in rows) else {}
    lines: list[dict[str, Any]] = [
        {
            "text": _shown(_shortened(wording.text), desk.work.translation.language, wording.origin),
            "file_href": desk.href("undo-file", step.batch) if undoable.get(step.batch, 0) > 1 else "",
            "file_count": undoable.get(step.batch, 0),
            "kind": gettext(STEP_KINDS[wording.origin]),
            "author": step.author_name,
            "made_at": step.made_at,
            "is_undone": step.pk not in standing,
            "is_published": step.number <= published,
            "href": desk.href("text", step.key),
            "undo_href": desk.href("undo", step.number)
            if step.pk in standing
            and latest[step.key] == step.number
            and step.number > published
            and _is_mine(desk, step)
            else "",
        }
        for step in reversed(rows)
        if step.wording is not None
        for wording in (read_wording(step.wording),)
    ]
    offered: set[str] = set()
    for line in lines:  # a file is taken back at the first of its texts
        if line["file_href"] in offered:
            line["file_href"] = ""
        offered.add(line["file_href"])
    return lines


def _count_undoable(desk: Desk) -> dict[str, int]:
    """Return by file how many of its texts this person can take back: those that say what it brought."""
    last = {
        key: (batch, seat_id) for key, batch, seat_id in desk.work.unpublished.values_list("key", "batch", "seat_id")
    }
    own = desk.seat.pk if desk.token and desk.seat else None
    return Counter(batch for batch, seat_id in last.values() if batch and own in (None, seat_id))


STEP_KINDS = {
    TextOrigin.HUMAN: _("Translated"),
    TextOrigin.MACHINE: _("Translated by machine"),
    TextOrigin.REVIEWED: _("Confirmed"),
    TextOrigin.SOURCE: _("Written"),
}


def _is_mine(desk: Desk, step: TranslationStep) -> bool:
    return not desk.token or (desk.seat is not None and step.seat_id == desk.seat.pk)


def _spell(findings: Sequence[Finding], segments: Iterable[Segment]) -> list[dict[str, Any]]:
    """Return findings in words, in which texts are called what the page calls them."""
    places = {f"{segment.place.path}/{segment.language}": segment.place for segment in segments}
    return spell_findings(
        replace(finding, values={**finding.values, "context": place_words(places[finding.path])})
        if "context" in finding.values and finding.path in places
        else finding
        for finding in findings
    )


def present_checks(desk: Desk, number: str = "1") -> dict[str, Any]:
    """Return a page of what is noticed of all translations, each with the text that it is about."""
    by_path = {f"{segment.place.path}/{segment.language}": segment for segment in desk.work.segments}
    found = Paginator(desk.work.noticed, PER_PAGE).get_page(number)
    spelled = _spell(list(found), desk.work.segments)
    return {
        **header_of(desk),
        "found": found,
        "findings": [
            {**words, "href": desk.href("text", by_path[finding.path].key)}
            for finding, words in zip(found, spelled, strict=True)
        ],
    }


def count_open_matters(desk: Desk) -> dict[str, int]:
    """Return of what would be published how many texts a program noticed something of, or have an open remark."""
    texts = [desk.work.by_key[key] for key in desk.work.wordings if key in desk.work.by_key]
    noticed = {finding.path for finding in desk.work.noticed}
    return {
        "noticed": sum(f"{segment.place.path}/{segment.language}" in noticed for segment in texts),
        "remarked": sum(segment.key in desk.work.remarked for segment in texts),
    }


def present_intake(
    desk: Desk, intake: Intake, after: Framework, keys: Sequence[str], *, units: Collection[str]
) -> dict[str, Any]:
    """Return what a file would bring: counts, each wording beside the one that stands, and what is to be looked at.

    ``keys`` are the texts that get a new wording, ``units`` all that the file holds. A program looks at the wordings as
    at those that are typed. Of one sort of remark the first few are shown and the rest counted.
    """
    language = desk.work.translation.language
    made = {segment.key: segment for segment in list_segments(after, language)}
    brought = [made[key] for key in keys if key in made]
    about_file = [finding for finding in intake.findings if finding.code in _ABOUT_THE_FILE]
    about_texts = [finding for finding in intake.findings if finding.code not in _ABOUT_THE_FILE]
    noticed = [*sorted(about_texts, key=lambda finding: finding.lines), *check_segments(brought, desk.work.glossary)]
    lost = sum(segment.key not in units for segment in desk.work.segments)
    counts = [
        {"term": gettext(words), "value": intake.counts[outcome]}
        for outcome, words in OUTCOMES.items()
        if intake.counts.get(outcome)
    ]
    return {
        **header_of(desk),
        "is_refused": any(finding.severity.value == "error" for finding in intake.findings),
        "about_file": spell_findings(_with_names(desk, finding) for finding in about_file),
        "counts": [*counts, {"term": gettext("Not in the file"), "value": lost}] if lost else counts,
        "wordings": [_wording_line(segment, desk.work.find(segment.key)) for segment in brought[:_MOST_WORDINGS]],
        "count": len(brought),
        "findings": _cut_short(noticed, made.values()),
    }


def _with_names(desk: Desk, finding: Finding) -> Finding:
    """Return a finding on a whole file with languages and frameworks called by their names, where they are known."""
    if finding.code == "TRANSLATION_OTHER_FRAMEWORK":
        title = show_text(find_title(desk.actor, str(finding.values["found"])), text_language())
        return replace(finding, values={"found": title.text}) if title else finding
    if finding.code != "TRANSLATION_LANGUAGE_OTHER":
        return finding
    return replace(finding, values={name: language_words(str(tag)) for name, tag in finding.values.items()})


def _cut_short(findings: Sequence[Finding], segments: Iterable[Segment]) -> list[dict[str, Any]]:
    """Return findings as lines, of each code the first few only, the last of them with how many more there are."""
    counts = Counter(finding.code for finding in findings)
    shown: Counter[str] = Counter()
    kept = [finding for finding in findings if shown.update([finding.code]) or shown[finding.code] <= _FEW_FINDINGS]
    lines = [_finding_line(finding, words) for finding, words in zip(kept, _spell(kept, segments), strict=True)]
    last = {finding.code: place for place, finding in enumerate(kept)}
    for code, place in last.items():
        more = counts[code] - _FEW_FINDINGS
        if more > 0:
            words = ngettext("And %(count)s more of this sort.", "And %(count)s more of this sort.", more)
            lines[place]["more"] = words % {"count": more}
    return lines


def _finding_line(finding: Finding, words: Mapping[str, Any]) -> dict[str, Any]:
    line = finding.lines[0] if finding.lines else 0
    return {
        "line": gettext("Line %(line)s") % {"line": line} if line else "",
        "message": words["message"],
        "hint": "" if "--" in words["hint"] else words["hint"],  # what only the command line can do
        "more": "",
    }


def _wording_line(segment: Segment, standing: Segment | None) -> dict[str, Any]:
    words, tone = MARKS[mark_of(segment)]
    before = standing.target if standing and standing.target != segment.target else None
    return {
        "heading": place_words(segment.place),
        "source": _shown(segment.source, segment.source_language),
        "text": _shown(segment.target or "", segment.language),
        "before": _shown(before, segment.language, standing.origin) if before and standing else None,
        "status": gettext(words),
        "tone": tone,
    }


def count_words(number: int) -> str:
    """Return how many texts wait to be published."""
    return ngettext("%(count)s text waits to be published", "%(count)s texts wait to be published", number) % {
        "count": number
    }


def _shown(text: str | None, language: str, origin: TextOrigin | None = None) -> ShownText:
    tag = TAGS.get(language, language)
    return ShownText(text=text or "", language=tag, direction=direction_of(tag), origin=origin or TextOrigin.SOURCE)
