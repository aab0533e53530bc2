"""Tags and filters that the patterns are written with: shapes, texts that know their language, numbers, dates, fields.

Load with ``{% load capacita_ui %}``. Partials under ``patterns/`` are included with ``only``, so that a page's own
variables never leak into them; each one says at its top which values it takes.
"""

import datetime
import functools
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_interval, format_skeleton
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, SelectDateWidget
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from capacita.text import Piece, PieceKind
from capacita.vocabulary import TextOrigin, locale_of, plain_text, show_text
from capacita.web.languages import text_language
from capacita.web.words import comma

register = template.Library()

# One shape a domain, in a square of 16. The same four stand in the woven band, the cards and the charts.
SHAPES = {
    "planning": "M8 1.5 15 14.500H1z",
    "data": "M2 2h12v12H2z",
    "execution": "M1 8a7 7 0 1 0 14 0A7 7 0 1 0 1 8z",
    "attitudes": "M8 .5c5.4 4 5.4 11 0 15-5.4-4-5.4-11 0-15z",
}
MARKS = {PieceKind.SAME: "{}", PieceKind.REMOVED: "<del>{}</del>", PieceKind.ADDED: "<ins>{}</ins>"}
Tone = str
TONES: frozenset[Tone] = frozenset({"", "done", "active", "alert", "quiet", "simulated"})


@register.simple_tag
def glyph(domain: str) -> SafeString:
    """Return the shape of a domain as decoration; an unknown domain has none.

    The name of the domain must stand beside it in words: the shape is hidden from screen readers.
    """
    if domain not in SHAPES:
        return mark_safe("")
    return format_html(
        '<svg class="glyph {}" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        domain,
        SHAPES[domain],
    )


@register.simple_tag(name="comma")
def show_comma() -> str:
    """Return what stands between two parts of a line, in the language of the page."""
    return comma()


@register.inclusion_tag("patterns/weave.html")
def weave(name: str = "weave") -> dict[str, Any]:
    """Return the woven band; ``name`` must differ where one page shows it twice."""
    return {"name": name}


@register.inclusion_tag("patterns/cloth.html")
def cloth() -> dict[str, Any]:
    """Return the cloth of the home page: three ribbons of competencies, five threads of attitudes through them."""
    ribbons = (
        {"domain": "planning", "y": 84, "marks": (95, 165, 235, 305)},
        {"domain": "data", "y": 176, "marks": (25, 95, 165, 235, 305, 375)},
        {"domain": "execution", "y": 268, "marks": (95, 165, 235, 305)},
    )
    threads = (60, 130, 200, 270, 340)
    over = [(x, y["y"]) for j, y in enumerate(ribbons) for i, x in enumerate(threads) if (i + j) % 2 == 0]
    return {"ribbons": ribbons, "threads": threads, "over": over, "shapes": SHAPES}


# Texts


@register.simple_tag
def plain(text: Any) -> str:
    """Return a text in the page's language, else its source, without any mark-up: for titles and options."""
    if isinstance(text, Mapping):
        return plain_text(text, text_language())
    if text is None:
        return gettext("not known")
    return str(text.text if hasattr(text, "language") else _show_plain(text))


@register.simple_tag
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Return a text in pieces, what went and what came marked as such."""
    return mark_safe("".join([MARKS[piece.kind].format(conditional_escape(piece.text)) for piece in pieces]))


@register.simple_tag
def localized(text: Any, mark: bool = False, tag: str = "") -> SafeString:
    """Return a text with the language and direction that it is in, where these differ from the page's.

    Takes a ShownText, a LocalizedText (shown in the page's language, else its source), a plain string (taken to be
    in the page's language), a number (formatted), or None ("not known"). ``tag`` sets the element.

    The words "unreviewed machine translation" appear once in each section of a page, not on each text, so that they
    are read rather than passed over: a section that shows texts of origin ``machine`` begins with
    ``{% translation_note texts %}``. ``mark=True`` puts them on one text that stands alone. A page that does neither
    gets the base template's own line at the end.
    """
    if isinstance(text, Mapping):
        text = show_text(text, text_language())
    if text is None:
        return format_html('<span class="muted">{}</span>', gettext("not known"))
    if not hasattr(text, "language"):
        shown = _show_plain(text)
        return format_html("<{0}>{1}</{0}>", mark_safe(tag), shown) if tag else shown
    is_machine = text.origin == TextOrigin.MACHINE
    attributes = []
    if text.language.lower() != text_language().lower():
        attributes += [("lang", text.language), ("dir", text.direction)]
    if is_machine:
        attributes.append(("class", "machine"))
    body: SafeString = conditional_escape(text.text)
    if attributes or tag:
        given = format_html_join("", ' {}="{}"', attributes)
        body = format_html("<{0}{1}>{2}</{0}>", mark_safe(tag or "span"), given, body)
    if mark and is_machine:
        body = format_html('{} <span class="unreviewed">{}</span>', body, gettext("unreviewed machine translation"))
    return body


def _show_plain(value: Any) -> SafeString:
    if isinstance(value, bool):
        return conditional_escape(gettext("Yes") if value else gettext("No"))
    if isinstance(value, int | float | Decimal):
        return conditional_escape(decimal(value))
    if isinstance(value, datetime.date):
        return conditional_escape(day(value))
    return conditional_escape(value)


@register.inclusion_tag("patterns/translation_note.html")
def translation_note(*texts: Any) -> dict[str, Any]:
    """Return the line that says that texts of this section were translated by machine and read by nobody yet.

    Takes texts or lists of texts and says nothing when none of them, as shown on this page, is of origin ``machine``;
    where only some are, it says so, for the others were written or read by people.
    """
    shown = [text for text in _flatten(texts) if text]
    by_machine = sum(_is_machine(text) for text in shown)
    return {"needed": by_machine > 0, "only_some": by_machine < len(shown)}


def tells_machine_translation(*texts: Any) -> bool:
    """Tell whether one of these texts or lists of texts, as the page shows it, was translated by machine."""
    return any(_is_machine(text) for text in _flatten(texts))


def _flatten(texts: Iterable[Any]) -> Iterable[Any]:
    for text in texts:
        if isinstance(text, list | tuple):
            yield from _flatten(text)
        else:
            yield text


def _is_machine(text: Any) -> bool:
    if isinstance(text, Mapping):
        text = show_text(text, text_language())
    return getattr(text, "origin", None) == TextOrigin.MACHINE


# Numbers and dates: Babel's forms, Latin digits in every language


_NOTHING_BUT_A_SIGN = "-\N{MINUS SIGN}0.,\N{LEFT-TO-RIGHT MARK}\N{ARABIC LETTER MARK}"


def _locale() -> str:
    """Return Babel's locale of the page."""
    return locale_of(get_language() or "en")


@register.filter
def decimal(number: float | Decimal | None, digits: int | str | None = None) -> str:
    """Return a number as the page's language writes it, with a fixed number of digits after the point if given."""
    if number is None:
        return gettext("not known")
    pattern = "#,##0.###" if digits is None else "#,##0" + ("." + "0" * int(digits) if int(digits) else "")
    return _write_decimal(number, pattern, _locale())


@functools.lru_cache(maxsize=4096, typed=True)
def _write_decimal(number: float | Decimal, pattern: str, locale: str) -> str:
    """Return a number written: of the hundreds on a page most are small and the same, and each takes Babel 0.3 ms."""
    shown = format_decimal(number, format=pattern, locale=locale, numbering_system="latn")
    if not shown.strip(_NOTHING_BUT_A_SIGN):
        return format_decimal(0, format=pattern, locale=locale, numbering_system="latn")  # never "-0.0"
    return shown


@register.filter
def percent(share: float | Decimal | None, digits: int | str = 0) -> str:
    """Return a share between 0 and 1 as a percentage."""
    if share is None:
        return gettext("not known")
    of_language = Locale.parse(_locale()).percent_formats[None].pattern  # French sets a space before the sign
    pattern = of_language.replace("##0", "##0." + "0" * int(digits)) if int(digits) else of_language
    return format_percent(share, format=pattern, locale=_locale(), numbering_system="latn")


@register.filter
def file_size(size: int) -> str:
    """Return how large a file is, in thousands or millions of bytes, as the page's language writes them."""
    unit, number = ("megabyte", size / 1e6) if size >= 999_950 else ("kilobyte", max(size / 1e3, 0.1))
    told = format_unit(
        number, f"digital-{unit}", length="short", format="#,##0.#", locale=_locale(), numbering_system="latn"
    )
    return told.replace(" ", "\N{NO-BREAK SPACE}")


@register.simple_tag
def interval(low: float | None, high: float | None, digits: int | str = "", unit: str = "") -> SafeString:
    """Return "1.2 to 1.8"; ``unit="percent"`` takes shares, written without digits after the point unless asked. The two ends keep together and in order in Arabic."""
    if low is None or high is None:
        return conditional_escape(gettext("not known"))
    write = percent if unit == "percent" else decimal
    digits = digits if digits != "" else 0 if unit == "percent" else 1
    words = pgettext("an interval", "%(low)s to %(high)s") % {"low": write(low, digits), "high": write(high, digits)}
    return format_html("<bdi>{}</bdi>", words)


@register.filter
def day(moment: datetime.date | None, form: str = "long") -> str:
    """Return a date as the page's language writes it; ``form`` is ``month``, or Babel's: long, medium, or a pattern.

    A pattern keeps its order in every language, which is wrong in Chinese: none is used for whole dates and months.
    """
    if moment is None:
        return gettext("not known")
    if form == "month":
        return format_skeleton("yMMMM", moment, locale=_locale())
    return format_date(moment, format=form, locale=_locale())


@register.simple_tag
def period(start: datetime.date, end: datetime.date) -> str:
    """Return two dates as one phrase that names the month and year once where they are the same."""
    return format_interval(start, end, skeleton="yMMMMd", locale=_locale())


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """Return a date and time with its zone, as a receipt or an audit line needs it."""
    if value is None:
        return gettext("not known")
    between = {"ar": "، ", "zh": " "}.get(_locale()[:2], ", ")
    return f"{day(value)}{between}{format_datetime(value, format='HH:mm z', locale=_locale())}"


# Small turns that templates cannot do by themselves


@register.filter
def lookup(mapping: Mapping[Any, Any] | list[Any] | tuple[Any, ...] | None, key: Any) -> Any:
    """Return the value under a key or at a place, or None."""
    if mapping is None:
        return None
    try:
        return mapping[key]
    except (KeyError, IndexError, TypeError):
        return None


@register.filter
def is_number(value: Any) -> bool:
    """Tell whether a value is a number, which stands at the end of its line."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


@register.filter
def tone(status: str) -> str:
    """Return the class of a tag, or none when the tone is not one of ours."""
    return status if status in TONES else ""


@register.filter
def heat(value: float | None, largest: float) -> str:
    """Return the class of a cell of a matrix: ``zero``, or ``heat-1`` to ``heat-4`` by its share of the largest value."""
    if value is None:
        return "unknown"
    if value == 0:
        return "zero"
    share = min(abs(value) / largest, 1) if largest else 0
    return f"heat-{max(1, -int(-share * 4 // 1))}"


@register.filter
def largest(rows: Iterable[Mapping[str, Any]]) -> float:
    """Return the largest value among the cells of a matrix, against which the others are shaded."""
    return max((cell["value"] for row in rows for cell in row["cells"] if cell.get("value") is not None), default=0)


@register.simple_tag
def page_range(page: Any) -> list[int | None]:
    """Return the page numbers to show around a Django Page; None stands for a gap."""
    gap = page.paginator.ELLIPSIS
    return [
        None if n == gap else n for n in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]


# Forms


@register.simple_tag
def field_parts(field: BoundField, option_hints: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what ``patterns/control.html`` draws, from a field of a Django form.

    Radios and checkboxes become one option a row; a ``SelectDateWidget`` becomes three inputs for day, month and
    year, whose names that widget reads by itself; everything else is the field's own widget.
    """
    widget = field.field.widget
    parts: dict[str, Any] = {
        "id": field.auto_id,
        "name": field.html_name,
        "label": field.label,
        "hint": field.help_text,
        "errors": list(field.errors),
        "required": field.field.required,
        "kind": "widget",
    }
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        hints = option_hints or {}
        parts["kind"] = "choices"
        parts["options"] = [
            {"html": option.tag(), "label": option.choice_label, "hint": hints.get(str(option.data["value"]))}
            for option in field
        ]
    elif isinstance(widget, SelectDateWidget):
        parts["kind"] = "date"
        parts["value"] = widget.format_value(field.value())
    elif isinstance(widget, CheckboxInput):
        parts["kind"] = "tick"
        parts["html"] = field.as_widget()
    else:
        parts["html"] = field.as_widget()
    return parts


@register.simple_tag
def error_links(
    form: BaseForm | None = None, errors: Iterable[Mapping[str, str]] | None = None
) -> list[dict[str, str]]:
    """Return the errors of a form as ``href`` and ``text``, in the order of its fields; those of no field come first.

    Each names its field, so that "This field is required" can be told apart from the next. A link leads to the first
    thing that can be filled in: the first radio, the day of a date.
    """
    found = [{"href": error.get("href", ""), "text": error["text"]} for error in errors or ()]
    if form is None:
        return found
    found += [{"href": "", "text": str(text)} for text in form.non_field_errors()]
    for field in form:
        asks = str(field.label).endswith(("?", "؟", "？"))  # a question mark ends what stands before the error
        found += [
            {"href": f"#{_first_control(field)}", "text": f"{field.label}{'' if asks else ':'} {text}"}
            for text in field.errors
        ]
    return found


def _first_control(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return f"{field.auto_id}_0"
    return f"{field.auto_id}_day" if isinstance(widget, SelectDateWidget) else str(field.auto_id)


# Blocks, where a partial's text is a piece of page rather than a string


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """Return a notice around a piece of page; ``kind`` is info, success, warning or simulated."""
    return _render("patterns/notice.html", kind=kind, title=title, content=content)


@register.simple_block_tag
def more(content: str, summary: str, is_open: bool = False) -> SafeString:
    """Return a piece of page that opens under its summary."""
    return _render("patterns/details.html", summary=summary, content=content, is_open=is_open)


def _render(name: str, **values: Any) -> SafeString:
    return render_to_string(name, values)
