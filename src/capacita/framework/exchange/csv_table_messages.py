"""The words of the codes that tables, SKOS, DigComp and DIRECT raise on their way in and out."""

from capacita.vocabulary import Message

MESSAGES: dict[str, Message] = {
    # Sheets of a framework
    "EXCHANGE_NO_SHEETS": Message(
        "No sheet of a framework was found.",
        'Name the sheets as in an export ("Items", "Levels", "Roles" …) and keep their headings.',
    ),
    "EXCHANGE_TOO_MANY_ROWS": Message(
        'The sheet "{sheet}" would have {rows} rows; a workbook of up to {limit} can be read back.',
        "Write it as SKOS or CASE, which have no such limit.",
    ),
    "EXCHANGE_SHEET_MISSING": Message('There is no sheet "{sheet}".', "Fetch the whole workbook from its publisher."),
    "EXCHANGE_COLUMN_MISSING": Message(
        'The sheet "{sheet}" has no column "{column}".', "Fetch the whole workbook from its publisher."
    ),
    "EXCHANGE_COLUMN_NEEDED": Message(
        'Nothing in the sheet "{sheet}" tells its rows apart.', "Add the columns {columns}, or the one of identifiers."
    ),
    "EXCHANGE_COLUMN_UNKNOWN": Message(
        'The sheet "{sheet}" has a column "{column}" that is not read.',
        "Correct its heading if it should be, e.g. title (fr).",
    ),
    "EXCHANGE_COLUMN_TWICE": Message('The sheet "{sheet}" has the column "{column}" twice.', "Keep one of the two."),
    "EXCHANGE_ROWS_CONTRADICT": Message(
        'These rows of "{sheet}" are about the same entry ({name}) but say different things.',
        "Keep one of them, or give the others a code of their own.",
    ),
    "EXCHANGE_ROW_REPEATED": Message(
        'These rows of "{sheet}" say the same; one is read.', "Delete the others when you next edit it."
    ),
    "EXCHANGE_ROW_COPIED": Message(
        'These rows of "{sheet}" carry the hidden identifier of the row that they were copied from; '
        "they are read as new.",
        "There is nothing to do if they are new.",
    ),
    "EXCHANGE_ROW_AMBIGUOUS": Message(
        'This row of "{sheet}" is called {name}, as {count} entries are.', "Say its kind as well, or its identifier."
    ),
    "EXCHANGE_ROW_ID_WRONG": Message(
        'The identifier "{found}" in "{sheet}" is none; the row is read as new.',
        "Leave the column of identifiers empty for new rows.",
    ),
    "EXCHANGE_ROW_INCOMPLETE": Message('This new row of "{sheet}" lacks {missing}.', "Fill it in, or delete the row."),
    "EXCHANGE_ROWS_MISSING": Message(
        'Without a row in "{sheet}", but kept in the framework ({count}): {names}.',
        "Give --omit-missing if they are to leave.",
    ),
    "EXCHANGE_REASON_TOO_LONG": Message(
        'The reason in this row of "{sheet}" has more than {limit} characters.', "Say it in one or two sentences."
    ),
    "EXCHANGE_CELL_EMPTY": Message(
        'The cell "{column}" in "{sheet}" was emptied, but every row needs one.', "Fill it in again."
    ),
    "EXCHANGE_CELL_NO_NUMBER": Message(
        '"{found}" in the column "{column}" of "{sheet}" is not a whole number.', "Write a number such as 3."
    ),
    "EXCHANGE_CELL_NOT_IN_LIST": Message(
        '"{found}" is not one of the words for the column "{column}" of "{sheet}".', "Use one of {expected}."
    ),
    "EXCHANGE_CELL_LIKE_FORMULA": Message(
        'The column "{column}" of "{sheet}" begins with "=" here; it was read as text and never run.',
        "Check that it is meant as text.",
    ),
    "EXCHANGE_NAME_UNKNOWN": Message(
        '"{found}" in the column "{column}" of "{sheet}" names nothing among the {what}.',
        "Write the code of an entry that is there, or add its row.",
    ),
    "EXCHANGE_NAME_AMBIGUOUS": Message(
        '"{found}" in the column "{column}" of "{sheet}" names {count} of the {what}.',
        "Put the kind or scale before it, e.g. domain:1.",
    ),
    # RDF
    "EXCHANGE_TOO_LARGE": Message(
        "The file has {found} bytes; up to {limit} are read.", "Send the framework in parts, or as a workbook."
    ),
    "EXCHANGE_NOT_RDF": Message("The file cannot be read as RDF: {fault}.", "Check it with the program it comes from."),
    "EXCHANGE_REMOTE_CONTEXT": Message(
        "The file means nothing without its context {address}, and Capacita fetches nothing.",
        "Put the context itself into the file, or save it as Turtle.",
    ),
    "EXCHANGE_NO_CONCEPTS": Message("The file holds no SKOS concept.", "Check that it is a concept scheme."),
    # DigComp and DIRECT
    "EXCHANGE_NOT_DIGCOMP": Message(
        "The file is not the JSON-LD of a DigComp data supplement.", "Fetch it from its publisher."
    ),
    "EXCHANGE_NOT_DIGCOMP_LOCALE": Message(
        "{file} is not a file of DigComp translations.", "Its columns are location, context, source and target."
    ),
    "EXCHANGE_NO_DIGCOMP_SHAPE": Message(
        'The framework {framework} has no scale "{scale}", so it does not fit the shape of DigComp.',
        "Write it in another format.",
    ),
    "EXCHANGE_NOT_DIRECT": Message(
        "The file is not the data file of the DIRECT framework.", "Fetch it from its publisher."
    ),
    "EXCHANGE_NODE_UNKNOWN": Message("This entry is of no kind that is read: {found}.", "Correct it, or take it out."),
    "EXCHANGE_NODE_LACKS": Message('The entry {node} has no sound "{key}".', "Correct it in the file."),
    "EXCHANGE_NODE_TWICE": Message("The entry {node} stands in the file twice.", "Keep one of the two."),
    "EXCHANGE_NODE_NOT_THERE": Message(
        "The entry {node} refers to {missing}, which is not in the file.", "Add that entry, or correct the reference."
    ),
    "EXCHANGE_LINK_TO_ITSELF": Message(
        "{node} is related to itself; that link was not read.", "Tell its publisher, or leave it so."
    ),
    "EXCHANGE_TRANSLATION_WITHOUT_PLACE": Message(
        "{count} rows of {file} belong to nothing in the framework and were not read.",
        "They are terms of the translators' own, or of another edition.",
    ),
    "EXCHANGE_UNTRANSLATED": Message(
        "{count} rows of {file} have no translation yet.", "They stay unwritten in {language}."
    ),
    "EXCHANGE_NOTHING_TO_WRITE": Message(
        "The framework {framework} holds nothing that this format has room for.", "Write it in another format."
    ),
}
