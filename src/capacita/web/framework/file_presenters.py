"""The formats of a framework in plain words: who each is for, what does not go along, and where to fetch it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.framework.exchange.licences import list_licence_findings, read_terms, state_attribution
from capacita.framework.model import Framework
from capacita.vocabulary import Refusal, direction_of
from capacita.web.actors import Actor
from capacita.web.documents.store import load_undescribed
from capacita.web.framework.addresses import ReaderChoice
from capacita.web.framework.files import FOR_TRANSLATORS, FileKind, check_may_take, known_sizes, list_kinds
from capacita.web.framework.models import FrameworkVersion
from capacita.web.languages import language_name, text_language
from capacita.web.patterns.templatetags.capacita_ui import file_size
from capacita.web.words import refusal_words, spell_findings


@dataclass(frozen=True, slots=True)
class FormatWords:
    """A format in plain words."""

    title: str
    audience: str
    lost: str


_ONE = _("One file speaks one language.")
FORMATS_IN_WORDS = {
    "html": FormatWords(
        _("One file to read without a network"),
        _("For a workshop or a journey: the whole framework in one page that opens in any browser."),
        _("Leaves out identifiers and where each wording comes from."),
    ),
    "md": FormatWords(
        _("Text to read"),
        _("For anybody who wants to read, print or quote it. Opens in any text editor and in most wikis."),
        _("Leaves out identifiers, principles and where each wording comes from."),
    ),
    "moodle-csv": FormatWords(
        _("Moodle"),
        _("For an academy whose courses run in Moodle: its administrator imports the file as it stands."),
        _("Leaves out roles, principles and sources; names are cut to 100 letters, definitions are not."),
    ),
    "case": FormatWords(
        _("CASE 1.1"),
        _("For learning systems and registries that read the standard of 1EdTech."),
        _("Nothing is left out: what CASE has no word for goes along in extensions, which other programs pass over."),
    ),
    "skos-ttl": FormatWords(
        _("SKOS (Turtle)"), _("For vocabularies and linked data, in all languages."), _("Nothing is left out.")
    ),
    "skos-jsonld": FormatWords(
        _("SKOS (JSON-LD)"), _("The same for programs that read JSON."), _("Nothing is left out.")
    ),
    "ctdl-asn": FormatWords(
        _("CTDL-ASN"),
        _("For registries of credentials, such as those that use the terms of Credential Engine."),
        _("Leaves out roles, principles, sources and what each level looks like."),
    ),
    "digcomp-jsonld": FormatWords(
        _("DigComp 3.0 (JSON-LD)"),
        _("For programs that read the data supplement of DigComp."),
        _("Leaves out what the supplement has no word for."),
    ),
    "direct": FormatWords(
        _("DIRECT"),
        _("For the software of the DIRECT framework."),
        _("Leaves out what that software has no word for."),
    ),
    "xlsx": FormatWords(
        _("Workbook"),
        _(
            "For a working group that edits in a spreadsheet; a draft of an adaptation takes an edited one in, after a "
            "look at every change."
        ),
        _("Leaves out who confirmed a principle, and notes on sources."),
    ),
    "csv": FormatWords(
        _("Items as CSV"),
        _("For a table program: one row for each item, in all languages."),
        _("Leaves out everything but the items."),
    ),
    "roles-matrix": FormatWords(
        _("Roles and what they need (workbook)"),
        _("For a panel that sets the level of each role: items down, roles across."),
        _("Leaves out everything else; a draft of an adaptation takes an edited one in, after a look at every change."),
    ),
    "roles-matrix-csv": FormatWords(
        _("Roles and what they need (CSV)"),
        _("The same for other table programs."),
        _("Leaves out everything else; a draft of an adaptation takes an edited one in, after a look at every change."),
    ),
    "translation-docx": FormatWords(
        _("Word table"),
        _("For a translator without special tools: two columns, with what the text is about."),
        _("Holds the texts to translate and nothing else."),
    ),
    "translation-xlsx": FormatWords(
        _("Excel table"),
        _("The same as a spreadsheet."),
        _("Holds the texts to translate and nothing else."),
    ),
    "xliff": FormatWords(
        _("XLIFF 1.2"),
        _("For translators with their own tools, such as OmegaT, Trados or memoQ."),
        _("Holds the texts to translate and nothing else."),
    ),
    "xliff2": FormatWords(
        _("XLIFF 2.0"), _("The same for newer tools."), _("Holds the texts to translate and nothing else.")
    ),
    "po": FormatWords(
        _("PO"),
        _("For Poedit, Weblate and other tools of software translators."),
        _("Holds the texts to translate and nothing else."),
    ),
    "capacita": FormatWords(
        _("The whole document"),
        _("For Capacita itself and for archives: everything there is, in all languages."),
        _("Nothing is left out."),
    ),
}
SHELVES = (
    ("read", _("To read and quote"), ("html", "md")),
    ("teach", _("For courses"), ("moodle-csv",)),
    ("exchange", _("For other systems"), ("case", "skos-ttl", "skos-jsonld", "ctdl-asn", "digcomp-jsonld", "direct")),
    ("edit", _("To work on"), ("xlsx", "csv", "roles-matrix", "roles-matrix-csv")),
    ("translate", _("For translators"), ("translation-docx", "translation-xlsx", "xliff", "xliff2", "po")),
    ("keep", _("To keep"), ("capacita",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLink:
    """A file as a link: in which language, and how large it is where that is known."""

    href: str
    label: str
    language: str
    direction: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatOnPage:
    """A format as the page tells it."""

    name: str
    title: str
    audience: str
    lost: str
    links: tuple[FileLink, ...]
    by_language: bool
    for_translators: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfOnPage:
    """The formats that serve one purpose."""

    code: str
    title: str
    formats: tuple[FormatOnPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadsOnPage:
    """Everything that can be taken away of a framework version, and under which terms."""

    shelves: tuple[ShelfOnPage, ...]
    licence: str
    licence_address: str
    conditions: tuple[str, ...]
    attribution: str
    findings: tuple[dict[str, str], ...]
    refused: str
    refused_hint: str


def present_downloads(
    actor: Actor, row: FrameworkVersion, framework: Framework, choice: ReaderChoice, site: str
) -> DownloadsOnPage:
    """Return the formats of a framework version that an actor may have, its licence and a ready attribution."""
    allowed, refusal = _allowed(actor, row, framework)
    wanted = [(kind.name, language) for kind in allowed for language in kind.languages or ("",)]
    sizes = known_sizes(row, wanted, site)
    kinds = {kind.name: kind for kind in allowed}
    shelves = tuple(
        ShelfOnPage(
            code=code,
            title=gettext(title),
            formats=tuple(_present(kinds[name], row, choice, sizes) for name in names if name in kinds),
        )
        for code, title, names in SHELVES
    )
    terms = read_terms(framework)
    base = load_undescribed(row.base.digest) if row.base else None
    words = refusal_words(refusal, gettext) if refusal else None
    return DownloadsOnPage(
        shelves=tuple(shelf for shelf in shelves if shelf.formats),
        licence=terms.licence,
        licence_address=terms.address,
        conditions=tuple(_conditions(terms.share_alike, terms.non_commercial, terms.no_derivatives)),
        attribution=state_attribution(framework, text_language()),
        findings=tuple(spell_findings(list_licence_findings(framework, base))),
        refused=words.message if words else "",
        refused_hint=words.hint if words else "",
    )


def _allowed(actor: Actor, row: FrameworkVersion, framework: Framework) -> tuple[list[FileKind], Refusal | None]:
    allowed, first = [], None
    for kind in list_kinds(framework):
        try:
            check_may_take(actor, row, framework, kind.name)
        except Refusal as refusal:
            first = first or refusal
        else:
            allowed.append(kind)
    return allowed, first


def _conditions(share_alike: bool, non_commercial: bool, no_derivatives: bool) -> Iterable[str]:
    if share_alike:
        yield gettext("Whatever is made from it carries the same licence on.")
    if non_commercial:
        yield gettext("It may not be used for profit.")
    if no_derivatives:
        yield gettext("It may be passed on only as it stands.")


def _present(
    kind: FileKind, row: FrameworkVersion, choice: ReaderChoice, sizes: dict[tuple[str, str], int]
) -> FormatOnPage:
    words = FORMATS_IN_WORDS[kind.name]
    lost = gettext(words.lost)
    if kind.languages and kind.name not in FOR_TRANSLATORS:
        lost = f"{lost} {gettext(_ONE)}"
    return FormatOnPage(
        name=kind.name,
        title=gettext(words.title),
        audience=gettext(words.audience),
        lost=lost,
        links=tuple(_link(kind.name, language, row, choice, sizes) for language in kind.languages or ("",)),
        by_language=bool(kind.languages),
        for_translators=kind.name in FOR_TRANSLATORS,
    )


def _link(
    name: str, language: str, row: FrameworkVersion, choice: ReaderChoice, sizes: dict[tuple[str, str], int]
) -> FileLink:
    address = reverse("framework-format", args=[row.code, name])
    size = sizes.get((name, language))
    return FileLink(
        href=address + choice.with_values(text="", language=language),
        label=language_name(language) if language else gettext("Download"),
        language=language,
        direction=direction_of(language) if language else "",
        size=file_size(size) if size is not None else "",
    )
