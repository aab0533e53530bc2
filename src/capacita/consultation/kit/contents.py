"""What stands in a kit, before it becomes pages, a PDF or a form: everything filled in, nothing laid out yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal

from capacita.consultation.joining import KEPT, SHOWN, ConsentLevel, PersonalField
from capacita.consultation.kit.agenda import (
    USUAL_MINUTES,
    USUAL_PEOPLE,
    AgendaPart,
    AgendaSlot,
    FittedAgenda,
    fit_agenda,
    read_clock_times,
    show_clock,
)
from capacita.consultation.kit.texts import KitPart, KitTexts, choose_parts, fill_texts
from capacita.consultation.model import OutputKind, QuoteConsent, RequestDocument, SessionMode
from capacita.consultation.output import sheet
from capacita.consultation.scheduling.dates import DatePrecision, ScheduledDate
from capacita.framework import Framework, ItemKind
from capacita.sheets import Table
from capacita.vocabulary import LocalizedText, Refusal, TextOrigin, derive_identifier, plain_text, show_text, spell_day

_SHOWN_KINDS: Final = (ItemKind.DOMAIN, ItemKind.COMPETENCY, ItemKind.ATTITUDE)
_SPEAKING_GROUPS: Final = 12  # more cannot report one after the other
NOTES_PART: Final = "note-template"
AGENDA_PART: Final = "timing"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """One line of the draft that is handed out. ``language`` is that of its words, which may be the source's."""

    code: str
    title: str
    statement: str
    heading: bool = False
    attitude: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkSummary:
    """What a kit shows of a framework: one line for each domain, competency and attitude."""

    id: str
    title: str
    version: str
    notice: str
    rows: tuple[DraftRow, ...]
    licence: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KitOptions:
    """How a kit is made. What is None is taken from the request, or from what is usual."""

    minutes: int | None = None
    people: int | None = None
    kind: OutputKind = OutputKind.REVIEW
    briefing_call: str = ""  # when the organisation goes through the kit with the organiser, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """A slot of the agenda in words."""

    starts: str
    minutes: str
    title: str
    does: str
    pause: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KitAgenda:
    """The fitted agenda in words: how people are divided, what does not fit, and the slots."""

    title: str
    columns: tuple[str, str, str]
    groups: tuple[str, ...]
    warning: str
    lines: tuple[AgendaLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KitConsent:
    """The consent in words, generated from what is stored; ``choices`` are to be ticked."""

    free: str
    kept_title: str
    kept: tuple[str, ...]
    choices_title: str
    choices: tuple[str, ...]
    default: str
    registered_title: str
    registered: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KitBrochure:
    """The framework in two pages."""

    title: str
    what: tuple[str, ...]
    counts: str
    uses: tuple[str, ...]
    change: str
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KitContents:
    """Everything that a kit says, in one language."""

    consultation: str
    title: str
    language: str
    notice: str
    machine: str  # empty where people wrote the texts
    draft_title: str
    framework: FrameworkSummary
    framework_digest: str
    texts: KitTexts
    agenda: KitAgenda
    consent: KitConsent
    brochure: KitBrochure
    call: str
    deadline: str
    status_link: str
    day: date
    kind: OutputKind
    tables: tuple[Table, ...]

    def part(self, code: str) -> KitPart | None:
        """Return a part of the briefing, or None where this kit has none."""
        return next((part for part in self.texts.parts if part.code == code), None)


def summarise_framework(framework: Framework, language: str = "en") -> FrameworkSummary:
    """Return what a kit shows of a framework, in a language or its source where there is no translation."""
    return FrameworkSummary(
        id=framework.id,
        title=plain_text(framework.title, language, "en"),
        version=framework.version,
        notice=plain_text(framework.notice, language),
        licence=framework.licence,
        publisher=framework.publisher,
        rows=tuple(
            DraftRow(
                code=item.code,
                title=plain_text(item.title, language, "en"),
                statement=plain_text(item.statement, language, "en"),
                heading=item.kind is ItemKind.DOMAIN,
                attitude=item.kind is ItemKind.ATTITUDE,
                language=_language_of(item.title, language),
            )
            for item in framework.items
            if item.kind in _SHOWN_KINDS
        ),
    )


def derive_consultation_id(request: str) -> str:
    """Return the identifier of the consultation that comes of a request: the kit carries it before there is one."""
    return derive_identifier(request, "consultation")


def fill_kit(
    document: RequestDocument, framework: FrameworkSummary, texts: KitTexts, options: KitOptions
) -> KitContents:
    """Return everything that the kit of a request says.

    Raises Refusal when the framework is another version than the request names, when the request has no title, or when
    the texts ask for what no request holds.
    """
    wanted = document.framework
    if (wanted.id, wanted.version) != (framework.id, framework.version):
        values = {
            "wanted_id": wanted.id,
            "wanted": wanted.version,
            "found": framework.version,
            "title": framework.title,
        }
        raise Refusal("KIT_OTHER_FRAMEWORK", **values)
    request = document.request
    begins, stated = read_clock_times(request.time)
    agenda = fit_agenda(options.minutes or stated or USUAL_MINUTES, options.people or USUAL_PEOPLE, request.mode)
    values = list_values(document, framework, texts) | {
        "minutes": _number(agenda.minutes, texts),
        "people": _number(agenda.groups.people, texts),
    }
    filled = fill_texts(choose_parts(texts, request.mode, options.kind), values)
    consultation = derive_consultation_id(request.id)
    tables = sheet.lay_out_sheet(
        consultation=consultation,
        framework_version=framework.version,
        language=texts.language,
        item_codes=[row.code for row in framework.rows if row.code],
        item_names={row.code: row.title for row in framework.rows if row.code and not row.heading},
        kind=options.kind,
    )
    return KitContents(
        consultation=consultation,
        title=plain_text(request.title, texts.language),
        language=texts.language,
        notice=plain_text(document.notice, texts.language) or framework.notice,
        machine=texts.say("machine") if texts.origin is TextOrigin.MACHINE else "",
        draft_title=values["framework_title"],
        framework=framework,
        framework_digest=wanted.digest,
        texts=filled,
        agenda=tell_agenda(agenda, texts, begins),
        consent=tell_consent(texts, values["output_deadline"]),
        brochure=_tell_brochure(framework, values["framework_title"], texts, filled),
        call=texts.say("call_when", when=options.briefing_call) if options.briefing_call else "",
        deadline=values["output_deadline"],
        status_link=values["status_link"],
        day=request.when.start or request.output_deadline,
        kind=options.kind,
        tables=tuple(tables),
    )


def list_values(document: RequestDocument, framework: FrameworkSummary, texts: KitTexts) -> dict[str, str]:
    """Return what the tokens of the texts stand for in this request. Raises Refusal where it has no title."""
    request, language = document.request, texts.language
    title = plain_text(request.title, language)
    if not title:
        raise Refusal("KIT_TITLE_MISSING")
    kinds = _comma(language).join(
        sheet.choice_word("stakeholder", name, language) for name in request.target_stakeholders
    )
    modes = {SessionMode.ONLINE: "mode_online", SessionMode.OFFLINE: "mode_offline", SessionMode.HYBRID: "mode_hybrid"}
    return {
        "consultation_title": title,
        "date": tell_date(request.when, texts),
        "time": " ".join(part for part in (_tell_time(request.time), request.time_zone) if part)
        or texts.say("time_open"),
        "audience": plain_text(request.audience, language) or kinds or texts.say("audience_open"),
        "mode": texts.say(modes[request.mode]),
        "organiser": request.organiser or texts.say("organiser_open"),
        "output_deadline": tell_day(request.output_deadline, texts),
        "framework_title": plain_text(document.framework_title, language) or framework.title,
        "status_link": document.status_link or texts.say("link_open"),
    }


def tell_day(day: date, texts: KitTexts) -> str:
    """Return a day in the words of the texts' language."""
    return spell_day(day, texts.language)


def tell_date(when: ScheduledDate, texts: KitTexts) -> str:
    """Return a date in the words of the texts' language, saying what is not settled."""
    if when.start is None or when.end is None:
        if not when.expected:
            return texts.say("date_open")
        year, month = when.expected.split("-")
        return texts.say("date_expected", month=_tell_month(date(int(year), int(month), 1), texts))
    if when.precision is DatePrecision.DAY:
        shown = tell_day(when.start, texts)
    elif when.precision is DatePrecision.MONTH:
        shown = texts.say("date_month", month=_tell_month(when.start, texts))
    else:
        shown = texts.say("date_window", start=tell_day(when.start, texts), end=tell_day(when.end, texts))
    return texts.say("date_tentative", date=shown) if when.tentative else shown


def tell_agenda(agenda: FittedAgenda, texts: KitTexts, begins: int | None) -> KitAgenda:
    """Return a fitted agenda in words; ``begins`` is the minute of the day, or None where the hour is not known."""
    groups = agenda.groups
    smallest, largest = min(groups.sizes), max(groups.sizes)
    sizes = str(smallest) if smallest == largest else texts.say("sizes", smallest=smallest, largest=largest)
    lines = [
        texts.say("groups_one", people=groups.people)
        if groups.count == 1
        else texts.say("groups_many", count=groups.count, sizes=sizes)
    ]
    if groups.helpers:
        lines.append(texts.say("helper"))
    left_out = _comma(texts.language).join(texts.say(f"slot_{part.value}") for part in agenda.left_out)
    warning = texts.say("agenda_short", minutes=agenda.short_by, parts=left_out) if agenda.short_by else ""
    return KitAgenda(
        title=texts.say("agenda", minutes=agenda.minutes, people=groups.people),
        columns=(texts.say("column_time"), texts.say("column_minutes"), texts.say("column_what")),
        groups=tuple(lines),
        warning=warning,
        lines=tuple(_tell_slot(slot, agenda, texts, begins) for slot in agenda.slots),
    )


def tell_consent(texts: KitTexts, deadline: str) -> KitConsent:
    """Return the consent in words, made from the levels that are stored with what was said and with registrations."""
    comma = _comma(texts.language)

    def fields_of(table: Mapping[ConsentLevel, tuple[PersonalField, ...]], level: ConsentLevel) -> str:
        return comma.join(texts.say(f"field_{name.value}") for name in table[level]) or texts.say("nothing")

    return KitConsent(
        free=texts.say("consent_free", output_deadline=deadline),
        kept_title=texts.say("consent_kept"),
        kept=(texts.say("consent_said"), texts.say("consent_counts")),
        choices_title=texts.say("consent_choices"),
        choices=tuple(texts.say(f"consent_{level.value}") for level in QuoteConsent),
        default=texts.say("consent_default"),
        registered_title=texts.say("consent_registered"),
        registered=tuple(
            (
                texts.say(f"level_{level.value}"),
                "; ".join(
                    (
                        texts.say("level_kept", fields=fields_of(KEPT, level)),
                        texts.say("level_shown", fields=fields_of(SHOWN, level)),
                    )
                ),
            )
            for level in ConsentLevel
        ),
    )


def _tell_slot(slot: AgendaSlot, agenda: FittedAgenda, texts: KitTexts, begins: int | None) -> AgendaLine:
    count, part = agenda.groups.count, slot.part
    does = f"does_{part.value}"
    if part is AgendaPart.REPORT and count > _SPEAKING_GROUPS:
        does = "does_report_wall"
    title = f"slot_{part.value}"
    if part is AgendaPart.ROUND and count == 1:
        title = "slot_round_one"
    return AgendaLine(
        starts=show_clock(slot.starts + (begins or 0)),
        minutes=_number(slot.minutes, texts),
        title=texts.say(title, number=slot.number),
        does=texts.say(does, each=max(2, slot.minutes // count)),
        pause=part in (AgendaPart.BREAK, AgendaPart.LUNCH),
    )


def _tell_brochure(framework: FrameworkSummary, title: str, texts: KitTexts, filled: KitTexts) -> KitBrochure:
    described = next((part for part in texts.parts if part.code == "draft-in-one-page"), None)
    paragraphs = described.paragraphs[:2] if described else ()
    rows = framework.rows
    return KitBrochure(
        title=texts.say("brochure"),
        what=tuple(text.replace("{framework_title}", title) for text in paragraphs),
        counts=texts.say(
            "brochure_counts",
            domains=sum(row.heading for row in rows),
            competencies=sum(not row.heading and not row.attitude for row in rows),
            attitudes=sum(row.attitude for row in rows),
        ),
        uses=tuple(filled.say(f"brochure_use_{use}") for use in ("talk", "stand", "learn", "adapt")),
        change=texts.say("brochure_change_words"),
        cite=". ".join(
            part for part in (framework.publisher, title, framework.version, framework.id, framework.licence) if part
        ),
    )


def _tell_time(words: str) -> str:
    """Return a time that was written in English without its words; what is no span of two times stays as it is."""
    begins, minutes = read_clock_times(words)
    if begins is None or minutes is None:
        return words
    _, comma, zone = words.partition(",")
    return f"{show_clock(begins)}–{show_clock(begins + minutes)}{comma}{zone}"


def _tell_month(day: date, texts: KitTexts) -> str:
    pattern = {"zh": "y年M月"}.get(texts.language.split("-")[0], "LLLL y")
    return str(format_date(day, format=pattern, locale=texts.language))


def _comma(language: str) -> str:
    return {"ar": "، ", "zh": "、"}.get(language.split("-", maxsplit=1)[0], ", ")


def _number(value: int, texts: KitTexts) -> str:
    return str(format_decimal(value, format="0", locale=texts.language))


def _language_of(text: LocalizedText, language: str) -> str:
    shown = show_text(text, language, "en")
    return shown.language if shown else language
