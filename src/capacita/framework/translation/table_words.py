"""What stands in a translator's table besides the texts, in one language: whoever hands it out gives the words.

The reader depends on none of them: it knows columns by the tags in their headings and by what stands below, a state and
the place for a name by their signs. So a table comes back whatever the language of its words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from capacita.framework.translation.marks import Mark
from capacita.framework.translation.segments import Place

SIGNS: Final[Mapping[Mark, str]] = {
    Mark.NEW: "○",
    Mark.STALE: "↻",
    Mark.MACHINE: "≈",
    Mark.UNTIED: "?",
    Mark.TRANSLATED: "✓",
    Mark.REVIEWED: "✓✓",
}
NAME_SIGN: Final = "✎"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """The words of a table, in ``language``; English where nothing else is given.

    ``instruction`` names the column to fill ({column}) and the sign of what is right as it stands ({sign}); ``earlier``
    holds the wording that a translation was made from ({text}). ``describe`` tells what a text is.
    """

    language: str = "en"
    table: str = "Translation"  # names of the sheets of a workbook
    about: str = "About"
    reference: str = "Reference: leave as it is"
    context: str = "What it is"
    source: str = "Source"
    target: str = "Translation"
    state: str = "State"
    framework: str = "Framework"
    notice: str = "Notice"
    name: str = "Your name, if you wish to be named as translator"
    guide: str = "How to fill it in"
    instruction: str = (
        "Write or correct the column “{column}”. Leave the reference as it is; rows may be left empty, sorted or taken "
        "out. Where a translation is right as it stands, give it the state {sign}."
    )
    earlier: str = "Translated from: {text}"
    states: Mapping[Mark, str] = field(default_factory=lambda: {mark: mark.value for mark in Mark})
    describe: Callable[[Place], str] = lambda place: place.heading

    def columns(self, source_language: str, language: str) -> tuple[str, ...]:
        """Return the headings of the table: the two of texts end in the tag of their language."""
        source = f"{self.source} ({source_language})"
        return (self.reference, self.context, source, self._heading(language), self.state)

    def state_of(self, mark: Mark) -> str:
        """Return a state as it stands in a cell."""
        return f"{SIGNS[mark]} {self.states[mark]}"

    def guidance(self, language: str) -> str:
        """Return what a translator into a language is to do with the table."""
        return self.instruction.format(column=self._heading(language), sign=self.state_of(Mark.TRANSLATED))

    def about_rows(self, framework: str, notice: str, language: str) -> tuple[tuple[str, str], ...]:
        """Return what a translator reads first, and the place for a name."""
        return (
            (self.framework, f"urn:uuid:{framework}"),
            (self.notice, notice),
            (f"{NAME_SIGN} {self.name}", ""),
            (self.guide, self.guidance(language)),
        )

    def _heading(self, language: str) -> str:
        return f"{self.target} ({language})"


ENGLISH: Final = TableWords()
