"""Message catalogues through Babel, so that no machine needs GNU gettext: extract, update, compile, and count."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from capacita.framework.principles import PRINCIPLES

LANGUAGES = ("fr", "ar", "es", "ru", "zh_Hans")  # as Django names their folders
HEADER = "# Interface strings of Capacita. Machine translation by the project; no named person has reviewed it yet."
# Lines of a header that change with every update, or name people whom we do not have.
DROPPED = (
    '"Project-Id', '"POT-Creation', '"PO-Revision', '"Last-Translator', '"Report-Msgid', '"Language-Team', '"Generated-By',
)  # fmt: skip
# Codes that the command line says and no finished page does yet; their words join with their pages.
TERMINAL_ONLY = (
    "ADAPTATION_FAULTY", "BACKUP_", "CASE_", "EXCHANGE_", "LICENCE_", "MERGE_OTHER", "MERGE_RESOLUTIONS", "RELEASE_DIGEST",
    "RELEASE_NOT_SIGNED", "RELEASE_OTHER", "RELEASE_PART", "RELEASE_SIGNATURE", "SIGNING_",
)  # fmt: skip
KEYWORDS: dict[str, Any] = {
    "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3), "_": None,
    "gettext_noop": None,
}  # fmt: skip


def extract_template(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Extract the strings of a Django template: Django turns it into Python, Babel reads that."""
    source = templatize(fileobj.read().decode("utf-8"))
    return iter(extract_python(BytesIO(source.encode("utf-8")), keywords, comment_tags, options))


def extract_strings(package: Path) -> Catalog:
    """Return every string of the package that people read, with the places where it stands."""
    catalogue = Catalog(project="Capacita", charset="utf-8")
    found = list(_from_messages(package))
    for directory, methods in (
        (package / "web", [("**/migrations/**", "ignore"), ("**.py", "python")]),
        (package / "web" / "templates", [("**.html", "capacita.web.catalogues:extract_template")]),
    ):
        for name, line, text, comments, context in extract_from_dir(
            str(directory), methods, keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            place = (directory / name).relative_to(package).as_posix()
            catalogue.add(text, None, [(place, line)], auto_comments=comments, context=context)
    found += [(principle.title, "framework/principles.py") for principle in PRINCIPLES.values()]
    for text, place in found:
        catalogue.add(text, None, [(place, 1)])
    return catalogue


def update_catalogues(package: Path) -> None:
    """Write the .po files anew: new strings in, gone ones out, translations kept."""
    template = extract_strings(package)
    for language in LANGUAGES:
        path = package / "web" / "locale" / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = read_catalogue(path) if path.exists() else Catalog(locale=language, charset="utf-8")
        catalogue.header_comment = HEADER
        catalogue.fuzzy = False
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        buffer = BytesIO()
        write_po(buffer, catalogue, width=110, sort_output=True, ignore_obsolete=True, no_location=True)
        lines = buffer.getvalue().decode("utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith(DROPPED)), encoding="utf-8")


def read_catalogue(path: Path) -> Catalog:
    """Return the catalogue of a .po file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, charset="utf-8")


def list_untranslated(path: Path) -> list[str]:
    """Return the strings of a .po file that have no translation yet."""
    return [str(message.id) for message in read_catalogue(path) if message.id and not _is_translated(message)]


def compile_catalogues(locale: Path) -> None:
    """Write each .mo file whose .po file is newer."""
    for path in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        buffer = BytesIO()
        write_mo(buffer, read_catalogue(path))
        beside = path.with_suffix(f".{os.getpid()}.part")
        beside.write_bytes(buffer.getvalue())
        beside.replace(compiled)  # another process reads the one or the other, whole


def _is_translated(message: Any) -> bool:
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts)


def _from_messages(package: Path) -> Iterator[tuple[str, str]]:
    """Yield the words of every room's codes: they are written there in English and translated here."""
    for path in sorted(package.glob("*/messages.py")):
        place = path.relative_to(package).as_posix()
        module = importlib.import_module(f"capacita.{path.parent.name}.messages")
        for code, message in module.MESSAGES.items():
            if not code.startswith(TERMINAL_ONLY):
                yield message.message, place
                yield message.hint, place
        for sentence in getattr(module, "SENTENCES", {}).values():
            yield sentence, place
