"""``capacita framework convert``: write a framework in another format."""

import argparse
from pathlib import Path
from typing import Any

from capacita.cli.terminal import (
    add_verb,
    exit_code,
    print_findings,
    print_json,
    read_bytes,
    reading,
    spell_all,
    write_bytes,
)
from capacita.framework import get_sound_framework
from capacita.framework.translation import count_states, get_language, list_segments
from capacita.framework.translation.files import FORMATS, write_translations


def register(verbs: Any) -> None:
    """Add this verb to those of the room."""
    convert = add_verb(verbs, "convert", _convert, "write a framework in another format")
    convert.add_argument("framework", type=Path, metavar="IN", help="a framework document")
    convert.add_argument("output", type=Path, metavar="OUT", help="write the result here")
    convert.add_argument("--to", choices=FORMATS, required=True, metavar="FORMAT", help=f"one of {', '.join(FORMATS)}")
    convert.add_argument("--language", help="for translators: the language to translate into")
    convert.add_argument(
        "--earlier",
        type=Path,
        action="append",
        default=[],
        metavar="F",
        help="for translators: an earlier version, to show what has changed and serve as memory (may be given again)",
    )


def _convert(options: argparse.Namespace) -> int:
    language = get_language(options.language)
    with reading(options.framework):
        framework = get_sound_framework(read_bytes(options.framework))
    earlier = []
    for path in options.earlier:
        with reading(path):
            earlier.append(get_sound_framework(read_bytes(path)))
    data, findings = write_translations(framework, options.to, language, earlier=earlier)
    write_bytes(options.output, data)
    counts = count_states(list_segments(framework, language))
    if options.json:
        segments = {state.value: count for state, count in counts.items()}
        print_json({"format": options.to, "segments": segments, "findings": spell_all(findings)})
    else:
        print_findings(findings)
        told = ", ".join(f"{count} {state.value}" for state, count in counts.items())
        print(
            f"{framework.code} {framework.version} for translation into {language}: {told}; written to {options.output}"
        )
    return exit_code(findings)
