"""Descriptions between plain texts and the simple HTML that Moodle keeps: statement, notes, and each level in a list."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import Final

from capacita.vocabulary import direction_of

_BLOCKS: Final = frozenset(
    {"p", "div", "li", "ul", "ol", "br", "tr", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre"}
)
_UNSEEN: Final = frozenset({"script", "style", "head", "template"})
_OWN: Final = frozenset({"p", "br", "em", "ul", "li", "strong"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a description says: the statement, notes on it, and what it looks like at named levels."""

    statement: str = ""
    notes: str = ""
    levels: tuple[tuple[str, str], ...] = ()


def write_description(said: Description, language: str, *, names_language: bool = False) -> str:
    """Return a description as HTML in which every character of the texts is escaped.

    It says from which side it is read where that is the right, and in which language where that is asked for.
    """
    direction = direction_of(language)
    about = f' lang="{escape(language)}"' if names_language else ""
    about += f' dir="{direction}"' if direction == "rtl" else ""
    parts = [_paragraph(said.statement, about), _paragraph(said.notes, about, "em")]
    rows = "".join(f"<li><strong>{_safe(level)}</strong>: {_safe(text)}</li>" for level, text in said.levels)
    parts.append(f"<ul{about}>{rows}</ul>" if rows else "")
    return "".join(parts)


def read_description(html: str, levels: Sequence[str] = ()) -> Description:
    """Return what the HTML of a description says, a list of these levels as what it looks like at each."""
    reader = _read(html)
    known = set(levels)
    found = [block for block in reader.blocks if block.text]
    described = [block for block in found if block.tag == "li" and block.strong in known and block.strong]
    noted = [block for block in found if block.tag == "p" and block.emphasised == " ".join(block.text.split())]
    rest = [block for block in found if block not in described and block not in noted]
    return Description(
        statement="\n".join(block.text for block in rest),
        notes="\n".join(block.text for block in noted),
        levels=tuple((block.strong, block.text[len(block.strong) :].lstrip(":").strip()) for block in described),
    )


def is_plain(html: str) -> bool:
    """Tell whether HTML holds nothing that is lost when its text alone is kept."""
    return not _read(html).rich


def language_of(html: str) -> str:
    """Return the language that HTML says it is in, nothing where it does not."""
    return _read(html).language


def _paragraph(text: str, about: str, inner: str = "") -> str:
    if not text:
        return ""
    said = _safe(text)
    return f"<p{about}><{inner}>{said}</{inner}></p>" if inner else f"<p{about}>{said}</p>"


def _safe(text: str) -> str:
    # PHP's reader of CSV takes a backslash before a quote for an escape, so neither stands there by itself.
    return escape(text, quote=True).replace("\\", "&#92;").replace("\n", "<br />")


@dataclass(slots=True)
class _Block:
    tag: str
    pieces: list[str] = field(default_factory=list)
    strong: str = ""
    emphasised: str = ""

    @property
    def text(self) -> str:
        lines = "".join(self.pieces).split("\n")
        return "\n".join(" ".join(line.split()) for line in lines).strip()


class _Reader(HTMLParser):
    """The blocks of some HTML, each with its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Block] = [_Block("")]
        self.inside: list[str] = []
        self.unseen = 0
        self.rich = False
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.language = self.language or said.get("lang") or ""
        if tag not in _OWN or said.keys() - {"lang", "dir"}:
            self.rich = True
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "br":
            self.blocks[-1].pieces.append("\n")
        elif tag in _BLOCKS:
            self.blocks.append(_Block(tag))
        else:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in _BLOCKS and tag != "br":
            self.blocks.append(_Block(""))
        elif tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if self.unseen:
            return
        block = self.blocks[-1]
        text = data.replace("\n", " ")
        block.pieces.append(text)
        if "strong" in self.inside and not block.strong:
            block.strong = " ".join(text.split())
        if "em" in self.inside:
            block.emphasised = " ".join(f"{block.emphasised} {text}".split())

    def handle_comment(self, data: str) -> None:
        self.rich = True


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader
