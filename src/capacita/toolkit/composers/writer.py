"""Writing a toolkit: lines with numbers in them, each number with what it was made from."""

import string
from collections.abc import Callable, Iterable

from babel.numbers import format_decimal, format_percent

from capacita.toolkit.document import Line, Run, ShownNumber, Unit
from capacita.toolkit.messages import WORDS
from capacita.vocabulary import (
    Identifier,
    LocalizedText,
    Provenance,
    TextOrigin,
    TrailKind,
    derive_identifier,
    gather_trail,
    locale_of,
    show_text,
    walk_trail,
)

Translate = Callable[[str], str]

_PATTERNS = {
    Unit.LEVELS: "0.0",
    Unit.PEOPLE: "#,##0",
    Unit.MONEY: "#,##0",
    Unit.DAYS: "#,##0.#",
    Unit.MINUTES: "#,##0",
    Unit.COUNT: "#,##0",
    Unit.INDEX: "0.00",
    Unit.IMPORTANCE: "0.0",
}


def show_number(value: float, unit: Unit, language: str, *, currency: str = "") -> str:
    """Return a number as people of a language read it: levels to one decimal, shares as per cent."""
    locale = locale_of(language)
    if unit is Unit.SHARE:
        pattern = "#,##0.#%" if 0 < abs(value) < 0.1 else "#,##0%"  # what is small is not shown as nothing
        shown = format_percent(value, format=pattern, locale=locale)
    else:
        shown = format_decimal(value + 0.0, format=_PATTERNS[unit], locale=locale)
        if not shown.strip("-−0.,\u200e\u061c"):
            shown = format_decimal(0, format=_PATTERNS[unit], locale=locale)  # never "-0.0"
    return f"{shown} {currency}" if unit is Unit.MONEY and currency else str(shown)


class ToolkitWriter:
    """Collects the numbers and the trail of one toolkit while its sections are written."""

    def __init__(self, document: Identifier, language: str, translate: Translate, currency: str) -> None:
        self.document = document
        self.language = language
        self.translate = translate
        self.currency = currency
        self.numbers: dict[Identifier, ShownNumber] = {}
        self.stops: list[Provenance] = []
        self.origins: set[TextOrigin] = set()
        self.other_languages: set[str] = set()

    def say(self, code: str, **values: Run | Line | str) -> Line:
        """Return a sentence of ``WORDS`` as a line, its named places filled with numbers, texts or lines."""
        template = self.translate(WORDS[code])
        other = "en" if template == WORDS[code] and not self.language.startswith("en") else None
        runs: list[Run] = []
        for words, name, _, _ in string.Formatter().parse(template):
            if words:
                # A template that nobody has translated stays English, and says so to whoever reads it out.
                runs.append(Run(text=words, language=other if any(map(str.isalpha, words)) else None))
            if name:
                value = values[name]
                if isinstance(value, str):
                    runs.append(Run(text=value))
                elif isinstance(value, Run):
                    runs.append(value)
                else:
                    runs.extend(value)
        return tuple(runs)

    def word(self, code: str, **values: str) -> str:
        """Return a text of ``WORDS`` in which no number stands."""
        return self.translate(WORDS[code]).format(**values)

    def text(self, localized: LocalizedText, *, strong: bool = False) -> Run:
        """Return a text in the toolkit's language, or in its source's, marked as such; an absent text is empty."""
        shown = show_text(localized, self.language)
        if shown is None:
            return Run(strong=strong)
        self.origins.add(shown.origin)
        other = shown.language if shown.language.split("-")[0] != self.language.split("-")[0] else None
        if other:
            self.other_languages.add(other)
        return Run(text=shown.text, strong=strong, language=other)

    def number(
        self,
        key: tuple[str, ...],
        value: float | None,
        unit: Unit,
        label: str,
        made_from: Iterable[str],
        *,
        missing: str = "",
    ) -> Run:
        """Return a run that points at a number; the same key always gives the same identifier.

        Where there is no value, ``missing`` says so in words, and these words are what is shown.
        """
        identifier = derive_identifier(self.document, "number", *key)
        if identifier not in self.numbers:
            shown = missing if value is None else show_number(value, unit, self.language, currency=self.currency)
            origins = tuple(dict.fromkeys(made_from))
            self.numbers[identifier] = ShownNumber(
                id=identifier, label=label, unit=unit, shown=shown, made_from=origins, value=value
            )
            stop = Provenance(id=identifier, kind=TrailKind.NUMBER, label=f"{label}: {shown}", made_from=origins)
            self.stops.append(stop)
        return Run(number=identifier)

    def add_stops(self, stops: Iterable[Provenance]) -> None:
        """Add stops of the trail; those that no number reaches are left out at the end."""
        self.stops.extend(stops)

    def trail(self, title: str) -> tuple[Provenance, ...]:
        """Return the trail of the toolkit: itself, its numbers and all that they can be followed to, in that order."""
        whole = Provenance(id=self.document, kind=TrailKind.TOOLKIT, label=title, made_from=tuple(self.numbers))
        gathered = gather_trail([whole, *self.stops])
        return tuple(stop for _, stop in walk_trail(gathered, self.document))
