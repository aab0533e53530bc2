"""The words of the codes that any document may raise."""

from capacita.vocabulary.findings import Message

MESSAGES = {
    "DOCUMENT_NOT_UTF8": Message("The file is not UTF-8 text (byte {offset}).", "Save it as UTF-8 and try again."),
    "DOCUMENT_NOT_JSON": Message(
        "The file is not JSON: {fault}, line {line}, column {column}.",
        "Look at that line; a file cut off in the middle ends like this. Fetch or export it again.",
    ),
    "DOCUMENT_NO_OBJECT": Message("The file holds a JSON {found}, not an object.", "Give a Capacita document."),
    "DOCUMENT_NO_NUMBER": Message("{found} is not a JSON number.", "Leave the key out where a number is not known."),
    "DOCUMENT_NUMBER_TOO_LARGE": Message(
        "{found} is beyond {limit}, the largest number that all programs read alike.",
        "Write it in a larger unit, or as text.",
    ),
    "DOCUMENT_HALF_CHARACTER": Message(
        "The file holds {found}, half of a character.", "Save it again with a program that writes whole Unicode."
    ),
    "DOCUMENT_DUPLICATE_KEY": Message(
        'The key "{key}" at {path} is written twice; readers differ on which one counts.', "Keep one of them."
    ),
    "DOCUMENT_TOO_DEEP": Message("The file nests deeper than {limit} levels.", "No Capacita document does; check it."),
    "DOCUMENT_OTHER_FORMAT": Message(
        'This is no {expected} document: its "format" is {found}.', "Check that you gave the right file."
    ),
    "DOCUMENT_UNKNOWN_VERSION": Message(
        "The document says {found}; this version of Capacita reads {expected} and older.", "Update Capacita."
    ),
    "DOCUMENT_FAULTY": Message(
        "The {format} document has {count} faults, the first at {path}.", "Run validate on it to see them all."
    ),
    "DOCUMENT_MISSING": Message('"{key}" is missing.', "Add it; the reference of document formats says what it holds."),
    "DOCUMENT_UNKNOWN_KEY": Message(
        '"{key}" is not a key of this format.', 'Correct its spelling, or move it under "extensions".'
    ),
    "DOCUMENT_WRONG_PATTERN": Message(
        '"{key}" holds {found}, which has not the right form.', "It must match {pattern}."
    ),
    "DOCUMENT_NOT_IN_LIST": Message('"{key}" holds {found}, which is not in its list.', "Use one of {expected}."),
    "DOCUMENT_WRONG_TYPE": Message('"{key}" holds {found}: {expected}.', "Correct the value."),
    "FILE_MISSING": Message("There is no file {path}.", "Check the path."),
    "FILE_EMPTY": Message("The file {path} is empty.", "Save or fetch it again."),
    "FILE_NOT_WRITTEN": Message(
        "{path} cannot be written: {fault}.", "Name another place, or make room there; what was there is as it was."
    ),
    "FILE_UNREADABLE": Message("The file {path} cannot be read.", "Check that it is a file and that you may read it."),
    "TRAIL_UNKNOWN": Message("The trail holds no {id}.", "Take an identifier from the document itself."),
    "TRAIL_BROKEN": Message("The trail names {id} but does not hold it.", "The document is incomplete; make it again."),
    "TRAIL_CIRCULAR": Message("The trail runs in a circle at {id}.", "The document is faulty; make it again."),
}
