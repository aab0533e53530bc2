"""The words for files that come back from a consultation: what they are, and what to do where they cannot be read."""

from capacita.vocabulary import Message

FILE_MESSAGES: dict[str, Message] = {
    "OUTPUT_FILE_EMPTY": Message("The file is empty.", "Choose the filled sheet and send it again."),
    "OUTPUT_FILE_PICTURE": Message(
        "This is a picture and not the filled sheet.",
        "Send it as a report: choose “Photographs, minutes or a long letter”.",
    ),
    "OUTPUT_FILE_PDF": Message(
        "This is a PDF, whose tables cannot be read safely.",
        "Send the sheet as .xlsx, .docx or .csv, or send the PDF as a report.",
    ),
    "OUTPUT_FILE_OLD_OFFICE": Message(
        "This is a workbook or document in an old format, or one with a password.",
        "Open it, take the password away, and save it as .xlsx or .docx.",
    ),
    "OUTPUT_FILE_OPEN_DOCUMENT": Message(
        "This is an OpenDocument file (.ods or .odt).", "Open it and save it as .xlsx, .docx or .csv."
    ),
    "OUTPUT_FILE_ZIP": Message("This is a packed folder (ZIP).", "Unpack it and send the filled sheet that is in it."),
    "OUTPUT_FILE_OTHER_PICTURE": Message(
        "Pictures of this kind are not taken.", "Save the photograph as JPEG or PNG and send it again."
    ),
    "OUTPUT_FILE_UNKNOWN": Message(
        "This is no kind of file that can be read.", "Send the sheet as .xlsx, .docx or .csv."
    ),
    "OUTPUT_REPORT_WORKBOOK": Message(
        "This is a workbook and not a report.", "Send it as the filled sheet: choose “The filled sheet”."
    ),
    "OUTPUT_REPORT_EMPTY": Message("There is no text.", "Paste the letter or choose a file."),
    "OUTPUT_QUOTE_WITHOUT_CONSENT": Message(
        "Nobody agreed to have these words quoted; they were left out.",
        "Choose how they may be quoted, if the speaker agreed.",
    ),
    "OUTPUT_NUMBER_OUT_OF_RANGE": Message(
        '"{found}" cannot stand under {column}; the cell was read as empty.',
        "Write a whole number from 1 to {highest}.",
    ),
    "PICTURE_BROKEN": Message("The picture is broken or cut off.", "Take or save it again and send it once more."),
    "PICTURE_TOO_LARGE": Message(
        "The picture has {width} times {height} points; that is more than is shown.",
        "Save it smaller and send it again.",
    ),
}
