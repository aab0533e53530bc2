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
    "ARCHIVE_WITHOUT_FRAMEWORK": Message(
        "This programme is about no version of a framework that is kept here.", "Only such programmes are archived."
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
    "EXPORT_EMPTY": Message("The file holds no respondent.", "Send the export with its headings and its answers."),
    "EXPORT_NOT_JSON": Message("The file begins like JSON and is none.", "Export it again, one object a line."),
    "EXPORT_LINE_NOT_JSON": Message("This line is no JSON object and was left out.", "Correct it, or export again."),
    "EXPORT_NOT_UTF8": Message(
        "The file is not UTF-8; it was read as Windows-1252.",
        "Check letters with accents; export as UTF-8 if they are wrong.",
    ),
    "EXPORT_OTHER_SHEETS": Message(
        "Only the sheet {taken} was read; others hold something too: {others}.",
        "Send the others as files of their own.",
    ),
    "EXPORT_ROW_TOO_LONG": Message(
        "This row has more cells than there are headings ({columns}); those were left out.",
        "Check for a stray separator.",
    ),
    "EXPORT_HEADING_MISSING": Message(
        "Column {column} has no heading.", "Look at its answers before you decide on it."
    ),
    "EXPORT_HEADING_IDENTIFIES": Message(
        'The heading asks for what tells who somebody is ("{word}").', "It is never imported."
    ),
    "EXPORT_VALUES_IDENTIFY": Message(
        "{found} of {filled} answers are e-mail addresses or telephone numbers.", "It is never imported."
    ),
    "EXPORT_ADDRESS_IS_PLACE": Message(
        "The heading says address, but {filled} answers name only {different} places, without a number.",
        "Check that these are places and not addresses.",
    ),
    "EXPORT_NO_VALUES": Message("Nobody answered.", "It is left out."),
    "EXPORT_HEADING_CONSENT": Message(
        'The heading asks whether answers may be published ("{word}").', "Only words of those who said yes are quoted."
    ),
    "EXPORT_VALUES_UNIQUE": Message(
        "All {filled} answers differ and are short, as numbers of rows do.", "It is left out."
    ),
    "EXPORT_HEADING_DEMOGRAPHIC": Message(
        'The heading asks who answers ("{word}").', "It is counted, and never shown beside an answer."
    ),
    "EXPORT_VALUES_SCALE": Message("The {different} different answers are on a known scale.", "They are counted."),
    "EXPORT_VALUES_REPEAT": Message("{filled} answers use only {different} different ones.", "They are counted."),
    "EXPORT_HEADING_OPEN": Message('The heading asks for own words ("{word}").', "Each answer becomes a contribution."),
    "EXPORT_VALUES_LONG": Message(
        "Answers have {words} words on average, and {different} of {filled} differ.",
        "Each answer becomes a contribution.",
    ),
    "EXPORT_UNSURE": Message(
        "{different} of {filled} answers differ, with {words} words on average: it could be either.", "Please decide."
    ),
    "EXPORT_ANSWER_HOLDS_ADDRESS": Message(
        'An answer to "{question}" seems to hold an e-mail address or a telephone number.',
        "It comes in and is not quoted; look at it.",
    ),
    "EXPORT_IDENTIFYING_STAYS_OUT": Message(
        '"{question}" tells who somebody is and is not imported.',
        "Leave it marked as identifying. If the heading is misleading, change it in the file.",
    ),
    "EXPORT_TAKEN_ALREADY": Message("This export is taken in already.", "Look at its contributions."),
    "EXPORT_NOTHING_TO_IMPORT": Message("No column is left to import.", "Mark at least one as open or closed."),
}
