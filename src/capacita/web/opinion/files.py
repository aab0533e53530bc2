"""The files of a vote: taking them in as one small ZIP, the table of frozen votes, and what everybody may download."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any, Final

from capacita.consultation.opinion import FILES
from capacita.sheets import write_csv
from capacita.vocabulary import Refusal

MOST_BYTES: Final = 60 * 1024 * 1024  # unpacked
MOST_ENTRIES: Final = 200
VOTES_FILES: Final = ("votes.csv", "votes.json", "participants-votes.csv")
DOWNLOADS: Final = ("statements.csv", "groups.csv", "characteristics.csv", "result.json")
_BROKEN: Final = (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


def pack_uploads(uploads: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the files of a conversation that are read, as one ZIP; a ZIP among them is opened, others passed over.

    Raises Refusal for what is too large unpacked, cannot be read, or holds no votes.
    """
    found: dict[str, bytes] = {}
    for name, data in uploads:
        if data[:2] == b"PK":
            found.update(_unpack(data))
        elif (base := _base_name(name)) in FILES:
            found[base] = data
    size = sum(len(data) for data in found.values())
    if size > MOST_BYTES:
        raise Refusal("OPINION_FILES_TOO_LARGE", found=size, limit=MOST_BYTES)
    if not any(name in found for name in VOTES_FILES):
        raise Refusal("OPINION_FILES_WITHOUT_VOTES")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in sorted(found.items()):
            package.writestr(
                zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED
            )  # without a time: same files, same bytes
    return target.getvalue()


def unpack(packed: bytes) -> dict[str, bytes]:
    """Return the files of a ZIP that ``pack_uploads`` made."""
    return _unpack(packed)


def _unpack(data: bytes) -> dict[str, bytes]:
    """Return the known files of a ZIP, by the sizes that it declares, which zipfile enforces."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            wanted = [entry for entry in entries if _base_name(entry.filename) in FILES]
            size = sum(entry.file_size for entry in wanted)
            if size > MOST_BYTES or len(entries) > MOST_ENTRIES:
                raise Refusal("OPINION_FILES_TOO_LARGE", found=size, limit=MOST_BYTES)
            return {_base_name(entry.filename): package.read(entry) for entry in wanted}
    except _BROKEN:
        raise Refusal("OPINION_FILES_BROKEN") from None


def _base_name(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].lower()


def write_download(name: str, result: Mapping[str, Any], language: str) -> tuple[bytes, str]:
    """Return a file of a result and its media type; ``result`` holds the protected report alone."""
    if name == "result.json":
        return json.dumps(result, ensure_ascii=False, indent=1).encode("utf-8"), "application/json"
    rows = {"statements.csv": _statement_rows, "groups.csv": _group_rows, "characteristics.csv": _characteristic_rows}
    return write_csv(rows[name](result, language)), "text/csv; charset=utf-8"


def _statement_rows(result: Mapping[str, Any], language: str) -> list[list[Any]]:
    """Return the answers to every statement by group, as ranges of counts; what is not told is empty."""
    rows: list[list[Any]] = [
        [
            "statement",
            "text",
            "group",
            "answers",
            "agree_from",
            "agree_to",
            "disagree_from",
            "disagree_to",
            "pass",
            "unanswered",
            "moderated_out",
        ]
    ]
    for entry in result["statements"]:
        text = pick_text(entry["text"], language)
        for group, row in entry["answers"].items():
            ranges = [*(row["agree"] or (None, None)), *(row["disagree"] or (None, None))]
            counts = [row["answers"], *ranges, row["passed"], row["unanswered"]]
            rows.append([entry["id"], text, group, *counts, entry["moderated_out"]])
    return rows


def _group_rows(result: Mapping[str, Any], _language: str) -> list[list[Any]]:
    return [["group", "size"], *([group["id"], group["size"]] for group in result["groups"])]


def _characteristic_rows(result: Mapping[str, Any], _language: str) -> list[list[Any]]:
    """Return what participants said of themselves by group; an empty cell is protected."""
    rows: list[list[Any]] = [["characteristic", "category", "group", "count"]]
    for code, table in result["characteristics"].items():
        if not table["rows"]:
            rows += [
                [code, category, "all", count]
                for category, count in zip(table["columns"], table["cells"][0], strict=True)
            ]
        for category, cells, total in zip(table["rows"], table["cells"], table["row_totals"], strict=False):
            rows += [[code, category, group, count] for group, count in zip(table["columns"], cells, strict=True)]
            rows.append([code, category, "all", total])
    return rows


def pick_text(texts: Mapping[str, Any], language: str) -> str:
    """Return the words of a statement in a language, else its first wording."""
    wording = texts.get(language) or next(iter(texts.values()), {"text": ""})
    return str(wording["text"])
