"""Comments and the log of moderation as CSV that spreadsheet programs open as text."""

from __future__ import annotations

from collections.abc import Iterable

from capacita.consultation.commenting.anchoring import Placement
from capacita.sheets import Cell, write_csv
from capacita.vocabulary import plain_text
from capacita.web.commenting.models import Comment, ModerationEntry
from capacita.web.commenting.presenters import author_words
from capacita.web.commenting.written import original_of

COMMENT_COLUMNS = (
    "number", "item", "part", "text_language", "words", "version", "stands_in", "fate", "found", "verdict", "language",
    "comment", "suggested", "author", "sent_on", "outcome",
)  # fmt: skip
LOG_COLUMNS = ("number", "item", "state", "by", "ground", "reason", "reason_language", "happened_at")


def write_comments_csv(placed: Iterable[tuple[Comment, Placement]], version: str) -> bytes:
    """Return comments, each with the version on which it was sent and what became of its words in the one read."""
    rows: list[list[Cell]] = []
    for comment, where in placed:
        said = comment.contribution
        language, words = original_of(said.text)
        rows.append(
            [
                said.number, said.item_code, comment.part, comment.text_language, comment.quote,
                comment.framework_version.version, version, where.fate.value, where.found, said.verdict, language,
                words, plain_text(said.suggested), author_words(comment), comment.sent_at.date().isoformat(), said.status,
            ]
        )  # fmt: skip
    return write_csv([list(COMMENT_COLUMNS), *rows])


def write_log_csv(entries: Iterable[ModerationEntry]) -> bytes:
    """Return what was done with comments, without who did it and without the words."""
    rows: list[list[Cell]] = [
        [
            entry.comment.contribution.number, entry.comment.contribution.item_code, entry.state, entry.actor_kind,
            entry.reason_code, entry.reason, entry.reason_language if entry.reason else "",
            entry.happened_at.isoformat(timespec="seconds"),
        ]
        for entry in entries
    ]  # fmt: skip
    return write_csv([list(LOG_COLUMNS), *rows])
