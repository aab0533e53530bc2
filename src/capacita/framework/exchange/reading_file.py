"""A framework as one HTML file to read without a network: from a memory stick, on any browser, printed on paper.

Everything is in the file: its styles, no scripts, nothing fetched. It is written in one language and not read: it says
nothing of kinds and origins, so that reading it back would be guessing. The texts that only stand there in another
language say which, and those that a machine translated are marked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from typing import Final

from capacita.framework.digests import framework_digest
from capacita.framework.exchange.contract import ExchangeFormat, Fidelity, WriteOptions, Written
from capacita.framework.exchange.file_words import file_words
from capacita.framework.exchange.languages import choose_language, count_machine_texts
from capacita.framework.exchange.licences import state_attribution
from capacita.framework.exchange.principle_titles import has_titles, principle_title
from capacita.framework.exchange.reading_file_style import STYLE
from capacita.framework.exchange.reading_file_words import reading_words
from capacita.framework.model import Framework, Item, JobRole, ProficiencyScale
from capacita.framework.reading import has_text, list_tree
from capacita.vocabulary import LocalizedText, TextOrigin, direction_of, plain_text, show_text

_DEEPEST: Final = 6  # headings of HTML


def write_reading_file(
    framework: Framework, language: str | None = None, *, address: str = "", digest: str = ""
) -> bytes:
    """Return a framework as one HTML file in a language; ``address`` is where its identifier leads, where that is known.

    ``digest`` is that of the framework, where it is known; its associations, of which the file says nothing, may then
    be left out.

    The same framework always gives the same bytes. Raises Refusal where it has no text in the language asked for.
    """
    said = replace(framework, associations=())
    writer = _Writer(said, choose_language(said, language), address, digest or framework_digest(framework))
    return "\n".join(block for block in writer.blocks() if block).encode("utf-8")


class _Writer:
    """One framework on its way out."""

    def __init__(self, framework: Framework, language: str, address: str, digest: str) -> None:
        self.framework, self.language, self.address, self.digest = framework, language, address, digest
        self.words = {**file_words(language), **reading_words(language)}
        self.items = {item.id: item for item in framework.items}
        self.levels = {level.id: level for scale in framework.scales for level in scale.levels}
        self.described: dict[str, dict[str, LocalizedText]] = {}
        for entry in framework.descriptors:
            self.described.setdefault(entry.item, {})[entry.level] = entry.text
        self.tree = [(depth, item) for depth, item in list_tree(framework)]
        self.names = {item.id: self._name_of(item) for item in framework.items}
        self.level_names = {key: self._text(level.title) or escape(level.code) for key, level in self.levels.items()}

    def blocks(self) -> Iterator[str]:
        """Yield the file piece by piece."""
        framework = self.framework
        title = escape(plain_text(framework.title, self.language, framework.language) or framework.code)
        yield "<!doctype html>"
        yield f'<html lang="{escape(self.language)}" dir="{direction_of(self.language)}">'
        yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}, {escape(framework.version)}</title><style>{STYLE}</style></head><body>"
        yield f"<header><h1>{self._text(framework.title) or title}</h1>"
        yield self._facts()
        yield self._notices()
        yield "</header>"
        yield self._contents()
        yield f'<main><section aria-labelledby="items"><h2 id="items">{self.words["content"]}</h2>'
        yield from self._items()
        yield "</section>"
        for scale in framework.scales:
            yield from self._scale(scale)
        yield from self._roles()
        yield from self._terms()
        yield from self._sources()
        yield "</main>"
        yield from self._foot()
        yield "</body></html>"

    def _text(self, localized: LocalizedText, tag: str = "span") -> str:
        """Return a text with its language, where that is another, and the mark of a machine translation."""
        shown = show_text(localized, self.language, self.framework.language)
        if shown is None:
            return ""
        other = shown.language != self.language
        told = f' lang="{escape(shown.language)}" dir="{shown.direction}"' if other else ""
        machine = ' class="machine"' if shown.origin is TextOrigin.MACHINE else ""
        body = escape(shown.text, quote=False).replace("\n", "<br>")
        return f"<{tag}{told}{machine}>{body}</{tag}>" if told or machine or tag != "span" else body

    def _facts(self) -> str:
        framework, words = self.framework, self.words
        rows = [(words["version"], escape(framework.version))]
        if framework.publisher:
            rows.append((words["publisher"], f"<bdi>{escape(framework.publisher)}</bdi>"))
        facts = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows)
        return f'<dl class="facts">{facts}</dl>'

    def _notices(self) -> str:
        notice = self._text(self.framework.notice, "p")
        machine = count_machine_texts(self.framework, self.language)
        told = f"<p>{self.words['machine'].format(count=machine)}</p>" if machine else ""
        marked = f'<p><span class="machine">{self.words["marked"]}</span></p>' if machine else ""
        lines = f"{notice}{told}{marked}"
        return f'<div class="notice">{lines}</div>' if lines else ""

    def _contents(self) -> str:
        entries = [
            f'<li><a href="#{item.id}">{self.names[item.id]}</a></li>'
            for depth, item in self.tree
            if depth == 0 and has_text(item)
        ]
        more = [
            f'<li><a href="#{name}">{self.words[name]}</a></li>'
            for name, part in (
                ("levels", "scales"),
                ("roles", "roles"),
                ("terms", "definitions"),
                ("sources", "sources"),
            )
            if getattr(self.framework, part)
        ]
        label = self.words["contents"]
        return f'<nav aria-label="{escape(label)}"><h2>{label}</h2><ul>{"".join(entries)}{"".join(more)}</ul></nav>'

    def _name_of(self, item: Item) -> str:
        code = f"<b>{escape(item.code)}</b> " if item.code else ""
        return code + (self._text(item.title) or self._text(item.statement) or self.words["missing"])

    def _items(self) -> Iterator[str]:
        open_list = False
        for depth, item in self.tree:
            is_line = not item.title and bool(item.statement)
            if is_line != open_list:
                yield "<ul>" if is_line else "</ul>"
                open_list = is_line
            if is_line:
                yield f'<li id="{item.id}">{self.names[item.id]}</li>'
            else:
                yield from self._section(depth, item)
        if open_list:
            yield "</ul>"

    def _section(self, depth: int, item: Item) -> Iterator[str]:
        rank = min(depth + 3, _DEEPEST)
        yield f'<article id="{item.id}"><h{rank}>{self.names[item.id]}</h{rank}>'
        yield self._text(item.statement, "p") if item.title else ""
        notes = self._text(item.notes)
        yield f'<p class="small">{notes}</p>' if notes else ""
        described = self.described.get(item.id, {})
        rows = [(name, self._text(described[level])) for level, name in self.level_names.items() if level in described]
        yield self._list(rows)
        yield from self._principles(item)
        yield "</article>"

    def _principles(self, item: Item) -> Iterator[str]:
        tags = [tag for tag in item.principles if tag.because]
        if tags:
            rows = [(escape(principle_title(tag.principle, self.language)), self._text(tag.because)) for tag in tags]
            yield f'<p class="small"><b>{self.words["principles"]}</b></p>'
            yield self._list(rows, "small", "" if has_titles(self.language) else 'lang="en" dir="ltr"')

    def _list(self, rows: Sequence[tuple[str, str]], look: str = "", told: str = "") -> str:
        if not rows:
            return ""
        attributes = f" {told}" if told else ""
        lines = "".join(f"<div><dt><span{attributes}>{name}</span></dt><dd>{text}</dd></div>" for name, text in rows)
        return f'<dl class="facts {look}">{lines}</dl>'.replace(' "', '"')

    def _scale(self, scale: ProficiencyScale) -> Iterator[str]:
        name = "levels" if scale is self.framework.scales[0] else scale.id
        yield f'<section aria-labelledby="{name}"><h2 id="{name}">{self.words["levels"]}: {self._text(scale.title)}</h2>'
        yield self._text(scale.notes, "p")
        ordered = sorted(scale.levels, key=lambda level: level.position)
        yield self._list([(self.level_names[level.id], self._text(level.description)) for level in ordered])
        yield "</section>"

    def _roles(self) -> Iterator[str]:
        if not self.framework.roles:
            return
        yield f'<section aria-labelledby="roles"><h2 id="roles">{self.words["roles"]}</h2>'
        for role in self.framework.roles:
            yield f"<h3>{self._text(role.title) or escape(role.code)}</h3>"
            yield f'<p class="small">{self.words[role.branch.value]}</p>'
            yield self._text(role.description, "p")
            yield self._needs(role)
        yield "</section>"

    def _needs(self, role: JobRole) -> str:
        words = self.words
        rows = [
            (
                self._called(need.item),
                self.level_names.get(need.level) or escape(need.level),
                str(need.importance),
                words[need.status.value],
            )
            for need in role.requirements
        ]
        return _table((words["item"], words["level"], words["importance"], words["status"]), rows)

    def _called(self, identifier: str) -> str:
        item = self.items.get(identifier)
        return f'<a href="#{item.id}">{self.names[item.id]}</a>' if item else escape(identifier)

    def _terms(self) -> Iterator[str]:
        if self.framework.definitions:
            yield f'<section aria-labelledby="terms"><h2 id="terms">{self.words["terms"]}</h2>'
            yield self._list([(self._text(entry.term), self._text(entry.text)) for entry in self.framework.definitions])
            yield "</section>"

    def _sources(self) -> Iterator[str]:
        if self.framework.sources:
            yield f'<section aria-labelledby="sources"><h2 id="sources">{self.words["sources"]}</h2><ul>'
            for source in self.framework.sources:
                said = (source.title, source.publisher, source.date, source.identifier, source.licence)
                yield f'<li><span dir="auto">{escape(". ".join(part for part in said if part))}</span></li>'
            yield "</ul></section>"

    def _foot(self) -> Iterator[str]:
        words = self.words
        attribution = state_attribution(self.framework, self.language, with_notice=False)
        yield f"<footer><h2>{words['terms-of-use']}</h2><p>{escape(attribution)}</p>"
        rows = [
            (words["identifier"], f"<code>{escape(self.address or 'urn:uuid:' + self.framework.id)}</code>"),
            (words["digest"], f"<code>{self.digest}</code>"),
        ]
        yield self._list(rows, "small")
        yield "</footer>"


def _table(heads: Iterable[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>' for row in rows
    )
    return f'<div class="scroll" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _write(framework: Framework, options: WriteOptions) -> Written:
    address = f"{options.base_uri.rstrip('/')}/{framework.id}@{framework.version}" if options.base_uri else ""
    more = {tag: write_reading_file(framework, tag, address=address) for tag in options.languages}
    return Written(data=write_reading_file(framework, options.language, address=address), by_language=more)


READING_FILE: Final = ExchangeFormat(
    name="html",
    title="HTML file to read without a network",
    media_type="text/html",
    suffix=".html",
    sniff=lambda _: False,
    write=_write,
    fidelity=Fidelity(
        losses={"*": "a file to read holds what people read; kinds, origins and links would have to be guessed"},
        note=(
            "Written and not read. It holds titles, definitions, notes, levels, principles, roles with what they need, "
            "terms, sources, licence, attribution and digest, in one language, and fetches nothing."
        ),
    ),
)
