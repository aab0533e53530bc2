"""What the sources page shows of each content pack: paragraphs and lists of the pack's own Markdown."""

from dataclasses import dataclass

from capacita.content import PACKS, read_credits


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownBlock:
    """A heading, a paragraph or a list of a small Markdown text."""

    kind: str  # heading, paragraph or list
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackOnPage:
    """A pack as the sources page shows it."""

    name: str
    parts: tuple[tuple[MarkdownBlock, ...], ...]  # what it is, its licence, its sources


def list_credits() -> list[PackOnPage]:
    """Return every pack with its credits."""
    shown = []
    for name in PACKS:
        credit = read_credits(name)
        texts = (credit.readme, credit.licence, credit.sources)
        shown.append(PackOnPage(name=name, parts=tuple(split_markdown(text) for text in texts)))
    return shown


def split_markdown(text: str) -> tuple[MarkdownBlock, ...]:
    """Return the blocks of a Markdown text that has only headings, paragraphs and plain lists; the title is dropped."""
    blocks: list[MarkdownBlock] = []
    for part in text.strip().split("\n\n"):
        lines = [line.strip() for line in part.strip().splitlines() if line.strip()]
        if not lines or lines[0].startswith("# "):
            continue
        if lines[0].startswith("#"):
            blocks.append(MarkdownBlock(kind="heading", lines=(lines[0].lstrip("# "),)))
            lines = lines[1:]
        if lines and all(line.startswith(("- ", "* ")) or not line[:1].isalnum() for line in lines):
            blocks.append(MarkdownBlock(kind="list", lines=tuple(line.lstrip("-* ") for line in lines)))
        elif lines:
            blocks.append(MarkdownBlock(kind="paragraph", lines=(" ".join(lines),)))
    return tuple(blocks)
