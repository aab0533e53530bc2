"""Charts as SVG text, written here and nowhere else: titled, described, in both directions, with no script or style.

Everything that a page may restyle is a class (``chart``, ``d1`` to ``d3``, ``att``, ``faint``, ``hatch``), so that a
page under a strict content security policy can embed a drawing as it is; ``CHART_CSS`` holds the rules for a
document that stands alone. A domain has a colour and a shape: triangle, square, circle, leaf.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

CHART_CSS = """
.chart{color:#15212b;font-family:inherit}
.chart text{fill:currentColor}
.chart .d1{color:#6b3a6e}.chart .d2{color:#0f5f63}.chart .d3{color:#8a5a00}.chart .att{color:#4d5f1e}
.chart .faint{color:#4a5761}.chart .rule{color:#d8d5cb}.chart .signal{color:#b5482a}.chart .paper{color:#ffffff}
"""

_CLASSES = {"1": "d1", "2": "d2", "3": "d3", "A": "att"}
# Drawn around 0,0 inside a box of about 14 by 14.
_SHAPES = {
    "d1": '<path d="M0 -7.5 7.5 6H-7.5Z"/>',
    "d2": '<rect x="-6" y="-6" width="12" height="12"/>',
    "d3": '<circle r="6.6"/>',
    "att": '<path d="M0 -8C5.5 -4 5.5 4 0 8 -5.5 4 -5.5 -4 0 -8Z"/>',
}
_DIAMOND = "M0 -8 8 0 0 8 -8 0Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class DumbbellMark:
    """A row of a gap chart. ``observed`` is absent where it cannot be told; ``unknown`` then says why, in words."""

    label: str
    domain: str
    required: float | None
    observed: float | None = None
    low: float | None = None
    high: float | None = None
    unknown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarMark:
    """A bar: a share from 0 to 1 with its interval where there is one, and the words that stand at its end."""

    label: str
    share: float | None
    shown: str
    domain: str = ""
    low: float | None = None
    high: float | None = None


def domain_class(domain: str) -> str:
    """Return the class of a domain's colour and shape; an unknown domain is drawn as a circle in plain ink."""
    return _CLASSES.get(domain[:1], "")


def draw_glyph(domain: str) -> str:
    """Return the small shape of a domain, for headings and labels; it is decoration and hidden from readers."""
    name = domain_class(domain)
    shape = _SHAPES.get(name, _SHAPES["d3"])
    return (
        f'<svg class="glyph {name}" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true" '
        f'fill="currentColor">{shape}</svg>'
    )


def draw_weave(language_direction: str = "ltr") -> str:
    """Return the woven band of the four shapes that stands at the head of a document."""
    order = ("d1", "d2", "d3", "att", "d2", "d1", "att", "d3")
    marks = []
    for number in range(80):
        name = order[number % 8]
        place = number if language_direction == "ltr" else 79 - number
        marks.append(
            f'<g class="{name}" fill="currentColor" transform="translate({place * 15 + 8} {8 if number % 2 else 6}) '
            f'scale(.72)">{_SHAPES[name]}</g>'
        )
    return (
        '<svg class="chart weave" viewBox="0 0 1200 14" preserveAspectRatio="xMidYMid slice" aria-hidden="true">'
        + "".join(marks)
        + "</svg>"
    )


def draw_dumbbell(
    rows: Sequence[DumbbellMark],
    *,
    title: str,
    description: str,
    language: str,
    direction: str,
    simulated: bool,
    axis: Sequence[tuple[float, str]],
    legend: tuple[str, str],
    identifier: str = "chart",
    narrow: bool = False,
) -> str:
    """Return a gap chart: where people are, with the interval as part of the mark, and where their roles need them.

    ``axis`` gives places and their words from the lowest to the highest. A narrow drawing puts each label above its
    line, for telephones. Where the data are simulated, intervals are hatched.
    """
    frame = _Frame(axis, direction, narrow=narrow)
    parts: list[str] = []
    top = 14.0
    places: list[float] = []
    lines = [_wrap(row.label, 44 if narrow else 30) for row in rows]
    for words in lines:
        height = 20.0 * len(words) + 30 if narrow else max(36.0, 19.0 * len(words) + 12)
        places.append(top + (height - 14 if narrow else height / 2))
        top += height
    bottom = top + 4
    parts.append(frame.axis_lines(bottom))
    for row, words, y in zip(rows, lines, places, strict=True):
        parts.append(frame.label(words, y))
        parts.append(_dumbbell_row(frame, row, y, identifier, simulated=simulated))
    height = bottom + 92
    parts.append(_legend(frame, legend, bottom + 52, identifier, simulated=simulated))
    return _svg(frame.width, height, parts, title, description, language, identifier, simulated=simulated)


def draw_bars(
    rows: Sequence[BarMark],
    *,
    title: str,
    description: str,
    language: str,
    direction: str,
    simulated: bool,
    identifier: str = "bars",
    narrow: bool = False,
) -> str:
    """Return shares as bars from 0 to 100 per cent, each with its interval where there is one and its words."""
    frame = _Frame(((0.0, "0"), (1.0, "100 %")), direction, narrow=narrow)
    parts: list[str] = []
    top = 10.0
    for row in rows:
        words = _wrap(row.label, 44 if narrow else 30)
        height = 20.0 * len(words) + 34 if narrow else max(36.0, 19.0 * len(words) + 12)
        y = top + (height - 14 if narrow else height / 2)
        parts.append(frame.label(words, y))
        name = domain_class(row.domain)
        if row.share is not None:
            start, end = sorted((frame.x(0.0), frame.x(row.share)))
            fill = f"url(#{identifier}-hatch-{name or 'ink'})" if simulated else "currentColor"
            parts.append(
                f'<g class="{name}"><rect x="{_n(start)}" y="{_n(y - 8)}" width="{_n(end - start)}" height="16" '
                f'fill="{fill}" stroke="currentColor" stroke-width="1"/></g>'
            )
            if row.low is not None and row.high is not None:
                parts.append(_whisker(frame, row.low, row.high, y))
        else:
            parts.append(frame.text_at(row.shown, frame.x(0.0), y + 5, "start", "faint"))
        if row.share is not None:
            after = frame.x(max(row.share, row.high or 0.0)) + (8 if frame.forward else -8)
            outside = row.share < 0.82
            parts.append(
                frame.text_at(row.shown, after, y + 5, "start")
                if outside
                else frame.text_at(row.shown, frame.x(row.share) - (8 if frame.forward else -8), y + 5, "end", "paper")
            )
        top += height
    return _svg(frame.width, top + 10, parts, title, description, language, identifier, simulated=simulated)


def draw_matrix(
    rows: Sequence[str],
    columns: Sequence[str],
    counts: Sequence[Sequence[int | None]],
    *,
    title: str,
    description: str,
    language: str,
    direction: str,
    identifier: str = "matrix",
) -> str:
    """Return a table of counts as a drawing in which a zero is outlined, and what is not known stays empty."""
    left, cell, head = 170.0, 76.0, 46.0
    width = left + cell * len(columns) + 6
    largest = max([count or 0 for line in counts for count in line], default=0) or 1
    forward = direction == "ltr"
    parts: list[str] = []

    def place(column: int) -> float:
        return left + column * cell if forward else width - left - (column + 1) * cell

    for column, words in enumerate(columns):
        for line, word in enumerate(_wrap(words, 12)[:2]):
            parts.append(_text(word, place(column) + cell / 2, 16 + 16 * line, "middle", forward, size=13))
    for number, words in enumerate(rows):
        y = head + number * 38
        x = left - 12 if forward else width - left + 12
        parts.append(_text(words, x, y + 23, "end", forward))
        for column, count in enumerate(counts[number]):
            parts.append(_cell(place(column), y, cell, count, largest))
    height = head + 38 * len(rows) + 6
    return _svg(width, height, parts, title, description, language, identifier, simulated=False)


def with_style(drawing: str, extra: str = "") -> str:
    """Return a drawing that carries its own rules, for programs that draw SVG outside a page."""
    place = drawing.index(">") + 1
    style = (CHART_CSS + extra).replace("inherit", "'Libertinus Serif','Noto Naskh Arabic',serif")
    return f"{drawing[:place]}<style>{style}</style>{drawing[place:]}"


class _Frame:
    """Where things are: a column of labels and a scale, mirrored for languages that run from right to left."""

    def __init__(self, axis: Sequence[tuple[float, str]], direction: str, *, narrow: bool) -> None:
        self.axis = list(axis)
        self.forward = direction == "ltr"
        self.narrow = narrow
        self.width = 380.0 if narrow else 760.0
        self.start = 16.0 if narrow else 268.0
        self.end = self.width - (28.0 if narrow else 44.0)
        self.low, self.high = self.axis[0][0], self.axis[-1][0]

    def x(self, value: float) -> float:
        """Return the place of a value, held inside the scale."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        x = self.start + share * (self.end - self.start)
        return x if self.forward else self.width - x

    def text_at(self, words: str, x: float, y: float, anchor: str, name: str = "", size: int = 14) -> str:
        """Return a text. ``start`` and ``end`` are those of the reading direction."""
        return _text(words, x, y, anchor, self.forward, name, size)

    def label(self, words: Sequence[str], y: float) -> str:
        """Return a row's label, beside its line or above it."""
        if self.narrow:
            x = self.start if self.forward else self.width - self.start
            first = y - 20 - 18 * (len(words) - 1)
            return "".join(self.text_at(word, x, first + 18 * n, "start", size=15) for n, word in enumerate(words))
        x = self.start - 22 if self.forward else self.width - self.start + 22
        first = y + 5 - 9.5 * (len(words) - 1)
        return "".join(self.text_at(word, x, first + 19 * n, "end", size=15) for n, word in enumerate(words))

    def axis_lines(self, bottom: float) -> str:
        """Return the fine lines of the scale and their words below."""
        parts = []
        for number, (value, words) in enumerate(self.axis):
            x = self.x(value)
            parts.append(
                f'<line class="rule" x1="{_n(x)}" x2="{_n(x)}" y1="6" y2="{_n(bottom)}" stroke="currentColor"/>'
            )
            anchor = "middle"
            if self.narrow and number in (0, len(self.axis) - 1):
                anchor = "start" if number == 0 else "end"
            elif number == 0 and self.narrow:
                anchor = "start"
            for line, word in enumerate(_wrap(words, 9 if self.narrow else 14)[:2]):
                parts.append(self.text_at(word, x, bottom + 17 + 14 * line, anchor, "faint", 12))
        return "".join(parts)


def _dumbbell_row(frame: _Frame, row: DumbbellMark, y: float, identifier: str, *, simulated: bool) -> str:
    name = domain_class(row.domain)
    parts = []
    if row.required is not None:
        parts.append(_diamond(frame.x(row.required), y))
    if row.observed is None:
        x = frame.x(frame.low) + (6 if frame.forward else -6)
        parts.append(frame.text_at(row.unknown, x, y + 5, "start", "faint"))
        return "".join(parts)
    x = frame.x(row.observed)
    if row.required is not None:
        parts.insert(
            0,
            f'<line class="faint" x1="{_n(x)}" x2="{_n(frame.x(row.required))}" y1="{_n(y)}" y2="{_n(y)}" '
            'stroke="currentColor" stroke-opacity=".55" stroke-width="2" stroke-dasharray="2 4"/>',
        )
    if row.low is not None and row.high is not None:
        parts.append(_interval(frame.x(row.low), frame.x(row.high), y, name, identifier, simulated=simulated))
    parts.append(_mark(name, x, y))
    return "".join(parts)


def _interval(one: float, other: float, y: float, name: str, identifier: str, *, simulated: bool) -> str:
    start, end = sorted((one, other))
    width = max(end - start, 2.0)
    if simulated:
        return (
            f'<g class="{name}"><rect x="{_n(start)}" y="{_n(y - 6)}" width="{_n(width)}" height="12" rx="2" '
            f'fill="url(#{identifier}-hatch-{name or "ink"})" stroke="currentColor" stroke-width=".8"/></g>'
        )
    return (
        f'<g class="{name}"><rect x="{_n(start)}" y="{_n(y - 5)}" width="{_n(width)}" height="10" rx="2" '
        'fill="currentColor" fill-opacity=".32"/></g>'
    )


def _mark(name: str, x: float, y: float) -> str:
    shape = _SHAPES.get(name, _SHAPES["d3"])
    return f'<g class="{name}" fill="currentColor" transform="translate({_n(x)} {_n(y)})">{shape}</g>'


def _diamond(x: float, y: float) -> str:
    return (
        f'<g transform="translate({_n(x)} {_n(y)})"><path class="paper" d="{_DIAMOND}" fill="currentColor"/>'
        f'<path d="{_DIAMOND}" fill="none" stroke="currentColor" stroke-width="2.2"/></g>'
    )


def _whisker(frame: _Frame, low: float, high: float, y: float) -> str:
    one, other = frame.x(low), frame.x(high)
    ends = "".join(
        f'<line x1="{_n(x)}" x2="{_n(x)}" y1="{_n(y - 5)}" y2="{_n(y + 5)}" stroke="currentColor" stroke-width="1.6"/>'
        for x in (one, other)
    )
    return f'<line x1="{_n(one)}" x2="{_n(other)}" y1="{_n(y)}" y2="{_n(y)}" stroke="currentColor" stroke-width="1.6"/>{ends}'


def _cell(x: float, y: float, width: float, count: int | None, largest: int) -> str:
    if count is None:
        return ""
    middle = f'<text x="{_n(x + width / 2)}" y="{_n(y + 23)}" font-size="14" text-anchor="middle">{count}</text>'
    box = f'x="{_n(x + 2)}" y="{_n(y + 2)}" width="{_n(width - 4)}" height="32"'
    if count == 0:
        return (
            f'<rect class="signal" {box} fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="5 3"/>'
            + middle
        )
    return f'<rect class="d2" {box} fill="currentColor" fill-opacity="{_n(0.08 + 0.34 * count / largest)}"/>' + middle


def _legend(frame: _Frame, legend: tuple[str, str], y: float, identifier: str, *, simulated: bool) -> str:
    step = 1 if frame.forward else -1
    first = frame.start if frame.forward else frame.width - frame.start
    x = first
    parts = [_interval(x, x + step * 44, y, "", identifier, simulated=simulated), _mark("", x + step * 22, y)]
    parts.append(frame.text_at(legend[0], x + step * 54, y + 5, "start", "faint", 13))
    parts.append(_diamond(x + step * 22, y + 24))
    parts.append(frame.text_at(legend[1], x + step * 54, y + 29, "start", "faint", 13))
    return "".join(parts)


def _svg(
    width: float,
    height: float,
    parts: Sequence[str],
    title: str,
    description: str,
    language: str,
    identifier: str,
    *,
    simulated: bool,
) -> str:
    patterns = "".join(_pattern(identifier, name) for name in ("ink", *_SHAPES)) if simulated else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {_n(width)} {_n(height)}" '
        f'width="{_n(width)}" height="{_n(height)}" role="img" lang={quoteattr(language)} direction="ltr" '
        f'aria-labelledby="{identifier}-title {identifier}-description">'
        f'<title id="{identifier}-title">{escape(title)}</title>'
        f'<desc id="{identifier}-description">{escape(description)}</desc>'
        + (f"<defs>{patterns}</defs>" if patterns else "")
        + "".join(parts)
        + "</svg>"
    )


def _pattern(identifier: str, name: str) -> str:
    css = "" if name == "ink" else f' class="{name}"'
    return (
        f'<pattern id="{identifier}-hatch-{name}"{css} width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="paper" width="6" height="6" fill="currentColor"/>'
        '<line x1="1.5" x2="1.5" y1="0" y2="6" stroke="currentColor" stroke-width="2" stroke-opacity=".75"/></pattern>'
    )


def _text(words: str, x: float, y: float, anchor: str, forward: bool, name: str = "", size: int = 14) -> str:
    """Return a text whose anchor is physical and whose direction is in its characters.

    Not every program that draws SVG knows the direction attribute, so the drawing itself always runs from left to
    right, and a right-to-left text is isolated by U+2067 and U+2069.
    """
    css = f' class="{name}"' if name else ""
    if not forward:
        anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        words = f"\u2067{words}\u2069"
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{size}" text-anchor="{anchor}"{css}>{escape(words)}</text>'


def _wrap(words: str, width: int) -> list[str]:
    return textwrap.wrap(words, width, break_long_words=False) or [""]


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
