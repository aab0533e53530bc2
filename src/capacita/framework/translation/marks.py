"""How the state of a segment is told in files, in one table for all formats."""

from enum import StrEnum

from capacita.framework.translation.segments import Segment, SegmentState
from capacita.vocabulary import TextOrigin


class Mark(StrEnum):
    """What a translator should know of a segment before starting."""

    NEW = "new"
    STALE = "stale"  # the source has changed since it was translated
    MACHINE = "machine"  # nobody has read the translation yet
    UNTIED = "untied"  # it is not known which wording it was made from
    TRANSLATED = "translated"
    REVIEWED = "reviewed"


def mark_of(segment: Segment) -> Mark:
    """Return the mark of a segment."""
    if segment.state is SegmentState.STALE:
        return Mark.STALE
    if segment.state is SegmentState.NEW:
        return Mark.NEW
    if segment.origin is TextOrigin.MACHINE:
        return Mark.MACHINE
    if not segment.tied:
        return Mark.UNTIED
    return Mark.REVIEWED if segment.state is SegmentState.REVIEWED else Mark.TRANSLATED


MARK_WORDS: dict[Mark, str] = {
    Mark.NEW: "Not translated yet.",
    Mark.STALE: "The source has changed since this was translated.",
    Mark.MACHINE: "Translated by a machine; nobody has read it yet.",
    Mark.UNTIED: "It is not known which wording this was translated from.",
    Mark.TRANSLATED: "Translated.",
    Mark.REVIEWED: "Reviewed.",
}


def notes_of(segment: Segment) -> list[str]:
    """Return what a translator is told of a segment, line by line."""
    lines = [segment.place.heading + "."]
    if segment.state is not SegmentState.NEW:
        lines.append(MARK_WORDS[mark_of(segment)])
    if segment.earlier_source is not None:
        lines.append(f"It was translated from: {segment.earlier_source}")
    return lines
