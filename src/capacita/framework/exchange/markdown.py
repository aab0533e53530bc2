"""A framework as a Markdown document to read, print and put beside other texts, in one language.

It is written and not read: headings and tables tell a reader what is what, but say nothing of identifiers, kinds and
origins, so that reading it back would be guessing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from capacita.framework.exchange.contract import ExchangeFormat, Fidelity, WriteOptions, Written
from capacita.framework.exchange.file_words import file_words
from capacita.framework.exchange.languages import choose_language, count_machine_texts
from capacita.framework.exchange.licences import state_attribution
from capacita.framework.model import AssociationKind, Framework, Item, JobRole, ProficiencyLevel, ProficiencyScale
from capacita.framework.reading import levels_of, list_tree
from capacita.vocabulary import LocalizedText, plain_text

_MARKS: Final = re.compile(r"([\\`*_\[\]<>|#~])")
_BULLET: Final = re.compile(r"^(\s*)([-+=])", re.MULTILINE)
_NUMBERED: Final = re.compile(r"^(\s*\d+)([.)])(?=\s|$)", re.MULTILINE)
_DEEPEST: Final = 6  # headings of HTML, and so of Markdown


def write_markdown(framework: Framework, language: str | None = None) -> bytes:
    """Return a framework as Markdown. Raises Refusal where it has no text in the language that was asked for."""
    blocks = _Writer(framework, choose_language(framework, language)).blocks()
    return ("\n\n".join(block for block in blocks if block) + "\n").encode("utf-8")


class _Writer:
    """One framework on its way out."""

    def __init__(self, framework: Framework, language: str) -> None:
        self.framework, self.language = framework, language
        self.words = file_words(language)
        self.items = {item.id: item for item in framework.items}
        self.levels = {level.id: level for scale in framework.scales for level in scale.levels}

    def text(self, localized: LocalizedText) -> str:
        return _escape(plain_text(localized, self.language, self.framework.language))

    def blocks(self) -> Iterator[str]:
        framework = self.framework
        yield f"# {_line(self.text(framework.title) or framework.code)}"
        notice = self.text(framework.notice)
        yield _quote(notice) if notice else ""
        machine = count_machine_texts(framework, self.language)
        yield _quote(self.words["machine"].format(count=machine)) if machine else ""
        yield self._about()
        yield from self._items()
        for scale in framework.scales:
            yield from self._scale(scale)
        yield from self._roles()
        yield from self._terms()
        yield from self._links()
        yield from self._sources()
        yield f"## {self.words['terms-of-use']}"
        yield _escape(state_attribution(framework, self.language, with_notice=False), addresses=True)

    def _about(self) -> str:
        framework, words = self.framework, self.words
        rows = [f"**{words['version']}** {_escape(framework.version)}"]
        if framework.publisher:
            rows.append(f"**{words['publisher']}** {_escape(framework.publisher)}")
        return "  \n".join(rows)

    def _items(self) -> Iterator[str]:
        bullets: list[str] = []
        for depth, item in list_tree(self.framework):
            if _is_line(item):
                bullets.append(f"- {self._named(item)}")
                continue
            yield "\n".join(bullets)
            bullets = []
            yield from self._section(depth, item)
        yield "\n".join(bullets)

    def _named(self, item: Item) -> str:
        """Return an item that is one sentence, with its code."""
        said = _line(self.text(item.statement) or self.text(item.title))
        return f"**{_escape(item.code)}** {said}" if item.code else said

    def _section(self, depth: int, item: Item) -> Iterator[str]:
        title = _line(f"{_escape(item.code)} {self.text(item.title)}".strip())
        yield f"{'#' * min(depth + 2, _DEEPEST)} {title}" if depth + 2 <= _DEEPEST else f"**{title}**"
        statement = self.text(item.statement)
        yield statement if statement or item.title else f"*{self.words['missing']}*"
        notes = self.text(item.notes)
        yield f"*{notes}*" if notes and "\n" not in notes else notes
        described = [entry for entry in levels_of(self.framework, item) if entry.descriptor is not None]
        rows = [[self._level(entry.level), self.text(entry.descriptor.text)] for entry in described if entry.descriptor]
        yield _table([self.words["level"], self.words["looks-like"]], rows)

    def _level(self, level: ProficiencyLevel) -> str:
        return self.text(level.title) or _escape(level.code)

    def _scale(self, scale: ProficiencyScale) -> Iterator[str]:
        yield f"## {self.words['levels']}: {_line(self.text(scale.title) or _escape(scale.code))}"
        yield self.text(scale.notes)
        ordered = sorted(scale.levels, key=lambda level: level.position)
        rows = [[str(level.position), self._level(level), self.text(level.description)] for level in ordered]
        yield _table(["", self.words["level"], self.words["meaning"]], rows)

    def _roles(self) -> Iterator[str]:
        if self.framework.roles:
            yield f"## {self.words['roles']}"
        for role in self.framework.roles:
            yield f"### {_line(self.text(role.title) or _escape(role.code))}"
            yield f"*{self.words[role.branch.value]}*"
            yield self.text(role.description)
            yield self._needs(role)

    def _needs(self, role: JobRole) -> str:
        words = self.words
        rows = [
            [
                self._call(need.item),
                self._level(self.levels[need.level]) if need.level in self.levels else _escape(need.level),
                str(need.importance),
                words[need.status.value],
            ]
            for need in role.requirements
        ]
        return _table([words["item"], words["level"], words["importance"], words["status"]], rows)

    def _terms(self) -> Iterator[str]:
        if self.framework.definitions:
            yield f"## {self.words['terms']}"
        for entry in self.framework.definitions:
            yield f"**{_line(self.text(entry.term))}**: {self.text(entry.text)}"

    def _links(self) -> Iterator[str]:
        kinds = [entry for entry in self.framework.associations if entry.kind is not AssociationKind.IS_CHILD_OF]
        if kinds:
            words = self.words
            yield f"## {words['links']}"
            rows = [[self._call(one.origin), one.kind.value, self._call(one.destination)] for one in kinds]
            yield _table([words["from"], words["relation"], words["to"]], rows)

    def _sources(self) -> Iterator[str]:
        if self.framework.sources:
            yield f"## {self.words['sources']}"
        lines = []
        for source in self.framework.sources:
            said = (source.title, source.publisher, source.date, source.identifier, source.licence)
            lines.append("- " + ". ".join(_line(_escape(part, addresses=True)) for part in said if part))
        yield "\n".join(lines)

    def _call(self, identifier: str) -> str:
        item = self.items.get(identifier)
        if item is not None:
            return _line(f"{_escape(item.code)} {self.text(item.title)}".strip() or self.text(item.statement))
        if identifier in self.levels:
            return self._level(self.levels[identifier])
        return _escape(identifier, addresses=True)


def _is_line(item: Item) -> bool:
    """Tell whether an item is one sentence in a list: it has a statement and no title of its own."""
    return not item.title and bool(item.statement)


def _escape(text: str, *, addresses: bool = False) -> str:
    """Return a text in which no sign is taken for a mark of Markdown; addresses are left to be followed."""
    pieces = re.split(r"(<?https?://[^\s<>]+>?)", text) if addresses else [text]
    marked = "".join(piece if place % 2 else _MARKS.sub(r"\\\1", piece) for place, piece in enumerate(pieces))
    return _NUMBERED.sub(r"\1\\\2", _BULLET.sub(r"\1\\\2", marked)).strip()


def _line(text: str) -> str:
    return " ".join(text.split())


def _quote(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(_line(cell) for cell in row)} |" for row in rows]
    if not lines:
        return ""
    return "\n".join([f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *lines])


def _write(framework: Framework, options: WriteOptions) -> Written:
    more = {language: write_markdown(framework, language) for language in options.languages}
    return Written(data=write_markdown(framework, options.language), by_language=more)


MARKDOWN: Final = ExchangeFormat(
    name="md",
    title="Markdown document to read",
    media_type="text/markdown",
    suffix=".md",
    sniff=lambda _: False,
    write=_write,
    fidelity=Fidelity(
        losses={
            "*": "a document to read holds what people read; identifiers, kinds and origins would have to be guessed"
        },
        note=(
            "Written and not read. It holds titles, definitions, notes, levels, roles with what they need, terms, links, "
            "sources, licence and attribution, in one language."
        ),
    ),
)
