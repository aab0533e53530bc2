"""The standing texts of toolkits (``capacita-toolkit-texts/1``): introductions and checklists, a file a language."""

from pydantic import TypeAdapter

from capacita.vocabulary import Code, DocumentFormat, LanguageTag, document_part


@document_part
class SectionText:
    """The introduction of a section."""

    code: Code
    title: str
    paragraphs: tuple[str, ...]


@document_part
class CheckText:
    """A question of a checklist."""

    code: Code
    question: str
    why: str


@document_part
class ChecklistText:
    """A checklist."""

    code: Code
    title: str
    introduction: str
    checks: tuple[CheckText, ...]


@document_part
class ToolkitTexts:
    """All standing texts in one language."""

    language: LanguageTag
    licence: str
    notice: str
    sections: tuple[SectionText, ...]
    checklists: tuple[ChecklistText, ...] = ()


TEXTS_FORMAT = DocumentFormat(name="capacita-toolkit-texts/1", adapter=TypeAdapter(ToolkitTexts), upgrades={})
