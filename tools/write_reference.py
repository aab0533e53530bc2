"""Writes docs/reference from the code: commands, messages, permissions, lifecycles, document formats, principles.

  python tools/write_reference.py            write the pages anew
  python tools/write_reference.py --check    write nothing; name the pages that are behind the code, exit 1 if any is

The pages are kept in the repository, so that they can be read without running anything.
"""

import argparse
import dataclasses
import datetime
import enum
import functools
import importlib
import inspect
import io
import re
import sys
import tokenize
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import StringConstraints

from capacita.cli import ROOMS, module_of
from capacita.consultation import LIFECYCLE, draw_lifecycle, list_notices
from capacita.consultation import MESSAGES as CONSULTATION_MESSAGES
from capacita.framework.principles import PRINCIPLES
from capacita.vocabulary import DocumentFormat, Message
from capacita.vocabulary import identifiers as forms
from capacita.vocabulary.localized import LocalizedText

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
NOTE = "<!-- Made by tools/write_reference.py from the code. Do not edit by hand. -->"

# What the checked forms of text are called, and where their pattern is explained.
FORMS = {
    forms.UUID_PATTERN: "identifier",
    forms.LANGUAGE_PATTERN: "language tag",
    forms.DIGEST_PATTERN: "digest",
    forms.CODE_PATTERN: "code",
}
PLAIN = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    datetime.date: "date (YYYY-MM-DD)",
    datetime.datetime: "date and time",
    types.NoneType: "null",
    Any: "any JSON value",
}


def list_pages() -> dict[str, Callable[[], str]]:
    """Return the function that writes each page, by the page's name."""
    return {
        "cli.md": describe_commands,
        "messages.md": describe_messages,
        "permissions.md": describe_permissions,
        "lifecycle.md": describe_lifecycles,
        "documents.md": describe_documents,
        "principles.md": describe_principles,
    }


def describe_commands() -> str:
    """Return the page of the command line."""
    lines = [
        "# The command line",
        "",
        "`capacita ROOM VERB INPUT... [-o OUTPUT] [--json]`; from a checkout, `./run capacita ...`.",
        "",
        "Exit code 0: fine, warnings included. 1: a finding that is an error, or a refusal. 2: input that cannot be",
        "read, or wrong usage. The result alone goes to stdout; an error is one line on stderr: code, where, what, what",
        "to do. Numbers are printed to 12 significant digits. `-o` and `--json` can be combined. A file that is read",
        "may be `-`, the standard input. 130: stopped with Ctrl-C.",
        "141: whoever read the result closed it (`| head -1`), which is no fault and is not told.",
        "",
        "Every finding in `--json` has the keys `code`, `severity` (error, warning, note), `path` (a JSON pointer),",
        "`lines`, `message` and `hint`. All codes stand in [messages.md](messages.md).",
    ]
    for room, summary in ROOMS.items():
        parser = argparse.ArgumentParser(prog=f"capacita {room}", add_help=False)
        importlib.import_module(module_of(room)).register(parser)
        lines += ["", f"## {room}", "", _sentence(summary)]
        verbs = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        if not verbs:
            lines += _describe_parser(parser)
        for action in verbs:
            summaries = {entry.dest: entry.help or "" for entry in action._choices_actions}
            for verb, sub in action.choices.items():
                lines += ["", f"### {room} {verb}", "", _sentence(summaries.get(verb, "")), *_describe_parser(sub)]
    return _page(lines)


def _describe_parser(parser: argparse.ArgumentParser) -> list[str]:
    actions = [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]
    actions.sort(key=lambda action: bool(action.option_strings))  # what must be given, in its order, then options
    usage = " ".join([parser.prog, *(_usage(action) for action in actions)])
    rows = [(f"`{_names(action)}`", _explain(action)) for action in actions]
    lines = ["", "```text", usage, "```"]
    return lines + (["", *_table(("argument", "meaning"), rows)] if rows else [])


def _usage(action: argparse.Action) -> str:
    if not action.option_strings:
        return f"[{_value(action)}]" if action.nargs == "?" else _value(action)
    shown = action.option_strings[0] + ("" if action.nargs == 0 else f" {_value(action)}")
    return shown if action.required else f"[{shown}]"


def _names(action: argparse.Action) -> str:
    if not action.option_strings:
        return _value(action)
    return ", ".join(action.option_strings) + ("" if action.nargs == 0 else f" {_value(action)}")


def _value(action: argparse.Action) -> str:
    if isinstance(action.metavar, str):
        name = action.metavar
    elif action.choices is not None:
        name = "|".join(str(choice) for choice in action.choices)
    else:
        name = action.dest.upper()
    return name + ("..." if action.nargs in ("+", "*") else "")


def _explain(action: argparse.Action) -> str:
    said = action.help or ""
    if action.nargs == 0 or action.default in (None, argparse.SUPPRESS, False, ()):
        return said
    return f"{said} (default: `{action.default}`)".strip()


def describe_messages() -> str:
    """Return the page of all codes with their words."""
    lines = [
        "# Messages",
        "",
        "Every code that a finding or a refusal can carry, with its words: what is wrong, and what to do. Words in braces",
        "are filled in. The site shows them in the reader's language, the command line in English.",
    ]
    for path in sorted((ROOT / "src" / "capacita").glob("*/messages.py")):
        room = path.parent.name
        module = importlib.import_module(f"capacita.{room}.messages")
        messages: Mapping[str, Message] = module.MESSAGES
        rows = [(f"`{code}`", words.message, words.hint) for code, words in sorted(messages.items())]
        lines += ["", f"## {room}", "", *_table(("code", "what is wrong", "what to do"), rows)]
    return _page(lines)


def describe_permissions() -> str:
    """Return the page of who may do what."""
    from capacita.web.actors import Role  # noqa: PLC0415 -- the only page that needs the site
    from capacita.web.permissions import ROUTES, RULES  # noqa: PLC0415 -- as above

    lines = [
        "# Permissions",
        "",
        "One table says who may do what, and in which state of the thing; `src/capacita/web/permissions.py` is that table.",
        "What is in neither part is closed. Roles are held in an organisation, and a service asks again with the",
        "organisation that the thing belongs to: a route only says that this kind of person does such things somewhere.",
        "The role `system` is the site itself, for example a job; no person holds it.",
        "",
        "## Actions",
        "",
    ]
    roles = [role for role in Role if role is not Role.SYSTEM]
    rows = []
    for action, rule in RULES.items():
        marks = [
            "yes" if role in rule.roles else "in a secretariat" if role in rule.in_secretariat else "" for role in roles
        ]
        rows.append((f"`{action.value}`", *marks, ", ".join(sorted(rule.states)) or "any"))
    lines += _table(("action", *(role.value for role in roles), "states"), rows)
    lines += ["", "## Routes", "", "The name of each page and endpoint, and the action that it asks for.", ""]
    lines += _table(("route", "action"), [(f"`{name}`", f"`{action.value}`") for name, action in ROUTES.items()])
    return _page(lines)


def describe_lifecycles() -> str:
    """Return the page of the lifecycle, with its diagram and with who is told what."""
    steps = list(LIFECYCLE.steps.values())
    starts = " or ".join(f"*{_words(start.value)}*" for start in LIFECYCLE.starts)
    lines = [
        "# Lifecycle of a consultation",
        "",
        "What may follow what, from the first asking to the output. What is not drawn cannot happen. The states are a log to",
        "which is only added; the state is that of its newest entry. The clock only says that something is due or late; it",
        "never says that something took place.",
        "",
        f"It begins as {starts}: what somebody asks for, and what the secretariat plans itself.",
        "",
        "```mermaid",
        *draw_lifecycle().rstrip("\n").splitlines(),
        "```",
        "",
        *_table(
            ("from", "to", "who", "meaning", "needs a reason", "who is told"),
            [
                (
                    _words(step.before.value),
                    _words(step.after.value),
                    " or ".join(actor.value for actor in step.actors),
                    step.meaning,
                    "yes" if step.needs_reason else "",
                    ", ".join(audience.value for audience in step.tells),
                )
                for step in steps
            ],
        ),
        "",
        "## What is told",
        "",
        "One short text each, in the language of who reads it, to be sent or copied into a messenger.",
        "",
    ]
    told = dict.fromkeys((step.after.value, *notice) for step in steps for notice in list_notices(step))
    rows = [
        (
            _words(status),
            audience.value,
            _cell(f"{CONSULTATION_MESSAGES[code].message} {CONSULTATION_MESSAGES[code].hint}"),
        )
        for status, audience, code in told
    ]
    return _page([*lines, *_table(("becomes", "told to", "text"), rows)])


def describe_principles() -> str:
    """Return the page of the principles that an item may serve."""
    titles = {"roam": "ROAM", "roam-x": "X: what cuts across", "sdg": "Sustainable Development Goals", "aim": "Aims"}
    lines = [
        "# Principles",
        "",
        "The closed list of what an item of a framework may serve. A tag counts only with a sentence that says how. Titles",
        "are labels in a few plain words of our own; they are no quotations.",
    ]
    groups = dict.fromkeys(principle.group for principle in PRINCIPLES.values())
    for group in groups:
        mine = [principle for principle in PRINCIPLES.values() if principle.group is group]
        rows = [(f"`{principle.code}`", principle.title) for principle in mine]
        lines += ["", f"## {titles.get(group.value, group.value)}", "", *_table(("code", "title"), rows)]
    return _page(lines)


def describe_documents() -> str:
    """Return the page of document formats: every key with its type, whether it is required, and what it means."""
    formats = sorted(list_formats(), key=lambda known: known.name)
    holders: dict[type, list[str]] = {}
    enums: set[type[enum.Enum]] = set()
    for known in formats:
        for part in _parts_of(_root(known)):
            if dataclasses.is_dataclass(part):
                holders.setdefault(part, []).append(known.name)
            else:
                enums.add(part)
    lines = [
        "# Document formats",
        "",
        "Every document is a JSON object in UTF-8 whose key `format` says what it is, for example",
        '`"format": "capacita-framework/1"`. Keys that a format does not have are faults, except under `extensions`.',
        'Reading is strict: `3` is a number and `"3"` is a text. What is empty or at its default is left unwritten.',
        "",
        "## Forms of text",
        "",
        *_table(("form", "pattern"), [(name, f"`{_cell(pattern)}`") for pattern, name in FORMS.items()]),
        "",
        "*Text by language* is an object from language tags to wordings, for example",
        '`{"en": {"text": "Trust", "origin": "source"}}`.',
    ]
    for known in formats:
        root = _root(known)
        lines += ["", f"## {known.name}", "", _docstring(root), "", *_describe_keys(root)]
        for part in _parts_of(root):
            if part is not root and dataclasses.is_dataclass(part) and holders[part] == [known.name]:
                lines += ["", f"### {name_part(part)}", "", _docstring(part), "", *_describe_keys(part)]
    lines += ["", "## Parts of several documents"]
    for part in sorted(
        (part for part, names in holders.items() if len(names) > 1), key=lambda part: (part.__name__, part.__module__)
    ):
        if part not in {_root(known) for known in formats}:
            lines += ["", f"### {name_part(part)}", "", _docstring(part), "", *_describe_keys(part)]
    lines += ["", "## Closed lists"]
    for closed in sorted(enums, key=lambda found: (found.__name__, found.__module__)):
        comments = _field_comments(closed)
        rows = [(f"`{member.value}`", comments.get(member.name, "")) for member in closed]
        lines += ["", f"### {name_part(closed)}", "", _docstring(closed), "", *_table(("value", "meaning"), rows)]
    return _page(lines)


@functools.cache
def list_formats() -> list[DocumentFormat[Any]]:
    """Return every document format of the rooms, found by looking into their modules."""
    found: dict[str, DocumentFormat[Any]] = {}
    for module in _modules():
        for value in vars(module).values():
            if isinstance(value, DocumentFormat):
                found[value.name] = value
    return list(found.values())


def _modules() -> Iterator[types.ModuleType]:
    """Import the modules that make a format; the rest of the house stays unloaded."""
    source = ROOT / "src"
    for path in sorted((source / "capacita").rglob("*.py")):
        if "DocumentFormat(" in path.read_text(encoding="utf-8"):
            yield importlib.import_module(".".join(path.relative_to(source).with_suffix("").parts))


def _root(known: DocumentFormat[Any]) -> type:
    kept: Any = known.adapter._type  # pydantic has no public name for what an adapter reads
    assert isinstance(kept, type)
    return kept


@functools.cache
def _parts_of(root: type) -> list[type]:
    """Return the dataclasses and enumerations that a document is made of, in the order in which they are met."""
    found: list[type] = []
    waiting = [root]
    while waiting:
        part = waiting.pop(0)
        if part in found:
            continue
        found.append(part)
        if dataclasses.is_dataclass(part):
            hints = typing.get_type_hints(part, include_extras=True)
            waiting.extend(entry for hint in hints.values() for entry in _named_types(hint))
    return found


def _named_types(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and (dataclasses.is_dataclass(hint) or issubclass(hint, enum.Enum)):
        yield hint
    for inner in typing.get_args(hint):
        yield from _named_types(inner)


def _describe_keys(part: type) -> list[str]:
    hints = typing.get_type_hints(part, include_extras=True)
    comments = _field_comments(part)
    rows = []
    for field in dataclasses.fields(part):
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        rows.append(
            (f"`{field.name}`", spell_type(hints[field.name]), "yes" if required else "", comments.get(field.name, ""))
        )
    return _table(("key", "type", "required", "meaning"), rows)


def spell_type(hint: Any) -> str:
    """Return a type in words, with a link where it is a part or a closed list."""
    if hint == LocalizedText:
        return "text by language"
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        patterns = [extra.pattern for extra in inner[1:] if isinstance(extra, StringConstraints)]
        named = FORMS.get(patterns[0]) if patterns and isinstance(patterns[0], str) else None
        return named or spell_type(inner[0])
    if origin is typing.Literal:
        return "one of " + ", ".join(f"`{value}`" for value in inner)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(spell_type(entry) for entry in inner)
    if origin in (tuple, list) or (isinstance(origin, type) and issubclass(origin, Sequence)):
        listed = [entry for entry in inner if entry is not Ellipsis]
        if len(listed) > 1:
            return "list: " + ", ".join(spell_type(entry) for entry in listed)
        return f"list of {spell_type(listed[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"object: {spell_type(inner[0])} to {spell_type(inner[1])}"
    if isinstance(hint, type) and (dataclasses.is_dataclass(hint) or issubclass(hint, enum.Enum)):
        anchor = re.sub(r"[()/]", "", name_part(hint).lower()).replace(" ", "-")
        return f"[{hint.__name__}](#{anchor})"
    return PLAIN.get(hint) or str(hint)


def name_part(part: type) -> str:
    """Return the heading of a part: a format's own name, or its name, with its room where two rooms have one of it."""
    whole = next((known.name for known in list_formats() if _root(known) is part), None)
    if whole is not None:
        return whole
    same = {other for known in list_formats() for other in _parts_of(_root(known)) if other.__name__ == part.__name__}
    return part.__name__ if len(same) == 1 else f"{part.__name__} ({part.__module__.split('.')[1]})"


def _field_comments(part: type) -> dict[str, str]:
    """Return what the comment behind each field or member says, by its name."""
    source = inspect.getsource(part)
    comments = {}
    name = ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        written = re.match(r"\s+(\w+)\s*[:=]", token.line)
        if written:
            name = written.group(1)
        if token.type == tokenize.COMMENT and name and not re.match(r"#\s*(noqa|type:)", token.string):
            comments[name] = token.string.lstrip("# ").strip()
    return comments


def _docstring(part: type) -> str:
    return inspect.cleandoc(part.__doc__ or "").replace("``", "`")


def _words(value: str) -> str:
    return value.replace("_", " ")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", ")")) or not text else ".")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        f"| {' | '.join(head)} |",
        f"|{'---|' * len(head)}",
        *(f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows),
    ]


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", text.replace("\n", " "))


def _page(lines: Iterable[str]) -> str:
    return "\n".join([NOTE, "", *lines]) + "\n"


def main() -> int:
    """Write every page, or only tell which are behind the code."""
    parser = argparse.ArgumentParser(description="write docs/reference from the code")
    parser.add_argument("--check", action="store_true", help="write nothing; name the pages that are behind")
    options = parser.parse_args()
    behind = []
    for name, write in list_pages().items():
        page = REFERENCE / name
        text = write()
        if page.exists() and page.read_text(encoding="utf-8") == text:
            continue
        behind.append(name)
        if not options.check:
            REFERENCE.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8")
    for name in behind:
        print(f"docs/reference/{name} {'is behind the code' if options.check else 'written'}")
    return 1 if options.check and behind else 0


if __name__ == "__main__":
    sys.exit(main())
