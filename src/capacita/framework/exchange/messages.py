"""The words of the codes of conversions, whatever the format, and those of CASE, Moodle, matrices and licences."""

from capacita.vocabulary import Message

MESSAGES: dict[str, Message] = {
    "EXCHANGE_FORMAT_UNKNOWN": Message("There is no format {found}.", "Use one of {known}."),
    "EXCHANGE_FORMAT_NOT_RECOGNISED": Message(
        "The file looks like none of the formats that are read.", "Name its format with --from: {known}."
    ),
    "EXCHANGE_READ_WITH_REPAIRS": Message(
        "Mended or set aside while it was read as {format}: {count}.",
        "framework convert lists each of them with --report.",
    ),
    "EXCHANGE_FORMAT_NOT_TOLD": Message(
        "The ending of {name} tells no format to write.", "Name one with --to: {known}."
    ),
    "EXCHANGE_NO_PARALLEL_FILES": Message(
        "{format} does not keep languages apart.", "Leave --languages out; --language chooses the one to write in."
    ),
    "EXCHANGE_FORMAT_NOT_READ": Message("{format} is written but not read.", "Give a file in one of {known}."),
    "EXCHANGE_FORMAT_NOT_WRITTEN": Message("{format} is read but not written.", "Choose another format."),
    "EXCHANGE_LANGUAGE_NOT_THERE": Message(
        "The framework {framework} has no text in {language}.", "Choose one of {known}."
    ),
    "EXCHANGE_SHEET_IS_JSON": Message(
        "The file is JSON, not an edited sheet or a translator's file.",
        "Give the workbook, CSV or translations; to read a framework in another format, use convert.",
    ),
    "EXCHANGE_SHEET_UNSETTLED": Message(
        "The sheet and what was changed meanwhile cannot be brought together; {count} conflicts stay.",
        "Take a new sheet, and carry your edits over into it.",
    ),
    "CASE_NO_DOCUMENT": Message(
        "The file holds no CFDocument, so it is no CASE package.", "Fetch the package itself, not one of its objects."
    ),
    "CASE_SEVERAL_PACKAGES": Message(
        "The file holds {count} CASE packages or documents.", "Give a file for each: a framework is one of them."
    ),
    "MOODLE_NO_FRAMEWORK": Message(
        "No row of the file is that of a framework, so it is no competency framework of Moodle's.",
        'Export it from Moodle again; one row says yes in the column "Is framework".',
    ),
    "MOODLE_FRAMEWORKS": Message(
        "The file holds several rows of frameworks; Moodle takes the last, and so was it read.",
        "Keep one of them.",
    ),
    "MOODLE_TWICE": Message(
        "The ID number {found} stands in the file twice; Moodle would keep one of the two.",
        "Give one of them an ID number of its own.",
    ),
    "MOODLE_NO_PARENT": Message(
        "The parent {parent} of {found} is not in the file; Moodle would pass over {found} without a word.",
        "Add the parent's row, or correct its ID number.",
    ),
    "MOODLE_CIRCLE": Message(
        "The parents of {found} run in a circle; Moodle would pass over it without a word.",
        "Put one of them at the top, with no parent.",
    ),
    "MOODLE_NO_RELATED": Message(
        "{found} is tied to {related}, which is not in the file; that tie was not read.",
        "Add its row, or take the tie out.",
    ),
    "MOODLE_SCALE_CONFIGURATION": Message(
        "The scale configuration in this row cannot be read; only the values of the scale were.",
        "Export the framework from Moodle again.",
    ),
    "MATRIX_NO_ROLES": Message(
        "The framework {framework} has no roles yet, so there is no matrix of what they need.",
        "Add its roles first, by a workbook or in an adaptation.",
    ),
    "MATRIX_NOT_THERE": Message(
        "No sheet of the file is a matrix of roles and items.",
        'Keep its first row as it was written: "item / role", then one column for each role.',
    ),
    "MATRIX_ROLE_UNKNOWN": Message(
        'The column "{column}" names no role of the framework.', "Write the code of a role that is there."
    ),
    "MATRIX_ITEM_UNKNOWN": Message(
        '"{found}" names no item of the framework.', "Write the code of an item that is there, or take the row out."
    ),
    "MATRIX_AMBIGUOUS": Message(
        '"{found}" names several of them.', "Put the kind before it, e.g. competency:1, as the matrix was written."
    ),
    "MATRIX_TWICE": Message('"{found}" stands in the matrix twice.', "Keep one of the two."),
    "MATRIX_LEVEL_UNKNOWN": Message(
        '"{found}" in the column "{column}" is no level of the framework.', "Use one of {expected}."
    ),
    "MATRIX_IMPORTANCE_WRONG": Message(
        '"{found}" in the column "{column}" is no importance.', "Write a number from 1 to 5, e.g. (4)."
    ),
    "LICENCE_CLOSED": Message(
        'The framework {framework} stands under "{licence}" ({found}), which does not let it be passed on as {format}.',
        "Ask its owner for leave, then correct the licence; your own working copy is never refused.",
    ),
    "LICENCE_NO_DERIVATIVES": Message(
        'The framework {framework} adapts a work under "{licence}", which lets nobody pass on a changed copy; '
        "it was not written as {format}.",
        "Ask the owner of the base for leave, then state the licence that was given; "
        "your own working copy is never refused.",
    ),
    "LICENCE_NOT_CARRIED_ON": Message(
        "The base {base} stands under {theirs}, which whatever is made from it carries on; this framework says {ours}.",
        "State the licence of the base, or a later version of it.",
    ),
    "LICENCE_SOURCE_CLOSED": Message(
        'Items cite the source {source}, which stands under "{theirs}": facts may be cited, its wording not passed on.',
        "Check that every sentence is your own before passing it on.",
    ),
    "LICENCE_NOT_STATED": Message(
        "The framework states no licence.", "Ask its publisher before passing it on, and write the answer down."
    ),
    "LICENCE_SHARE_ALIKE": Message(
        "The source {source} stands under {theirs}, which is to be carried on; the framework says {ours}.",
        "Check what was taken from it, and carry its licence on where its wording was.",
    ),
}
