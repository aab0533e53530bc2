"""The words of coverage, of archives and of exports from elsewhere."""

from typing import Final

from capacita.vocabulary import Message

COVERAGE_MESSAGES: Final[dict[str, Message]] = {
    "COVERAGE_DIMENSION_UNKNOWN": Message("There is no dimension {found}.", "Use one of: {known}."),
    "COVERAGE_WEIGHT_NEGATIVE": Message("A target of {found} is below nothing.", "Write 0 or more."),
    "COVERAGE_DAY_UNREADABLE": Message('"{found}" is no day that can be read.', "Write it as 2026-03-01."),
    "ARCHIVE_TOO_LARGE": Message("The archive has {found} bytes; up to {limit} are read.", "Send it in parts."),
    "ARCHIVE_UNPACKS_TOO_LARGE": Message(
        "The archive would unpack to {found} bytes; up to {limit} are read.",
        "Nothing was unpacked. An archive of this house stays far below; check where the file comes from.",
    ),
    "ARCHIVE_NOT_ZIP": Message("The file is no ZIP that can be read.", "Get it again from where it came from."),
    "ARCHIVE_NOT_OURS": Message(
        "The ZIP is no archive of a programme.", "Choose a file that was written by the archive of a programme."
    ),
    "ARCHIVE_OTHER_FORMAT": Message(
        "The archive has the format {found} and not {expected}.", "Restore it with the version that wrote it."
    ),
    "ARCHIVE_PROGRAMME_FAULTY": Message(
        "The programme has {count} errors, the first at {first}.", "Mend it first; what does not hold is not archived."
    ),
    "ARCHIVE_FILE_CHANGED": Message(
        "{name} is not the file that was archived: its checksum differs.",
        "Get the archive again; nothing was restored.",
    ),
    "ARCHIVE_FILE_MISSING": Message("{name} is missing.", "Get the archive again; nothing was restored."),
    "ARCHIVE_FILE_UNKNOWN": Message("{name} was not in the archive when it was made.", "Take it out."),
    "ARCHIVE_COLUMN_UNKNOWN": Message(
        "{name} has columns that are not read, or one of them twice: {found}.", "Keep the columns as they went out."
    ),
    "ARCHIVE_CELL_WRONG": Message("A cell of {name} cannot be read.", "Correct the row, or get the archive again."),
    "ARCHIVE_ROW_LOST": Message(
        "A row of {name} belongs to nothing that is there.", "Correct its table, id and field, or take it out."
    ),
    "ARCHIVE_DIGEST_DIFFERS": Message(
        "The programme that comes out is not the one that went in.", "Restore it with the version that wrote it."
    ),
}
