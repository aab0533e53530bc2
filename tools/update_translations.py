"""Bring the interface catalogues up to date, or with --check say what is missing in them."""

import sys
from pathlib import Path

from capacita.web.catalogues import LANGUAGES, extract_strings, list_untranslated, read_catalogue, update_catalogues

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "capacita"


def main() -> int:
    """Update, or check and return 1 where a string is missing or has no translation."""
    if "--check" not in sys.argv:
        update_catalogues(PACKAGE)
        return 0
    wanted = {(message.context or "", message.id) for message in extract_strings(PACKAGE) if message.id}
    short = 0
    for language in LANGUAGES:
        path = PACKAGE / "web" / "locale" / language / "LC_MESSAGES" / "django.po"
        kept = read_catalogue(path) if path.exists() else ()
        held = {(message.context or "", message.id) for message in kept if message.id}
        for context, text in sorted((context, str(text)) for context, text in wanted - held):
            print(f"{language}: not in the catalogue: {text!r}" + (f" ({context})" if context else ""))
            short += 1
        for text in list_untranslated(path):
            print(f"{language}: not translated: {text!r}")
            short += 1
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
