"""The words of the codes that translation raises."""

from capacita.vocabulary import Message

MESSAGES: dict[str, Message] = {
    "TRANSLATION_LANGUAGE_MISSING": Message(
        "The file does not say which language it translates into.", "Say it: --language fr."
    ),
    "TRANSLATION_LANGUAGE_OTHER": Message(
        "The file translates into {found}, not into {wanted}.", "Give the file for this language."
    ),
    "TRANSLATION_LANGUAGE_NEEDED": Message(
        "Translation files are written for one language.", "Say which: --language fr."
    ),
    "TRANSLATION_LANGUAGE_UNKNOWN": Message("{found} is not a language tag.", "Write it like fr, pt-BR or zh-Hans."),
    "TRANSLATION_OTHER_FRAMEWORK": Message(
        "The file was made from another framework ({found}).",
        "Only texts that are here as well come from it; check that you gave the right file.",
    ),
    "TRANSLATION_OTHER_SOURCE": Message(
        "Texts written in {language}, not in {source}: {count}; a document of XLIFF 2.0 has one source language.",
        "Write XLIFF 1.2 for all of them in one file.",
    ),
    "TRANSLATION_KEY_UNKNOWN": Message(
        "The framework has no text {key}; its translation “{target}” was left out.",
        "The text may have been taken out since, or the key changed in the file.",
    ),
    "TRANSLATION_KEY_TWICE": Message(
        "{context} is translated twice in the file; “{target}” was left out.", "Keep one of the two."
    ),
    "TRANSLATION_WITHOUT_KEY": Message(
        "A unit has no key and was left out.", "Keep the identifiers that the file was made with."
    ),
    "TRANSLATION_ROW_WITHOUT_REFERENCE": Message(
        "The reference “{found}” of this row cannot be read; “{target}” was left out.",
        "Copy the reference of this text from the file as it was downloaded.",
    ),
    "TRANSLATION_OF_A_SOURCE": Message(
        "{context} was written in this language; “{target}” would replace an original and was left out.",
        "Change originals by rewording, not by translating.",
    ),
    "TRANSLATION_MOVED": Message(
        "{context} has been translated anew here since the file was made; “{target}” was left out.",
        "Compare the two and write the better one.",
    ),
    "TRANSLATION_EMPTIED": Message(
        "{context} has no translation in the file any more; the one that is here was kept.",
        "Take a wrong translation out here.",
    ),
    "TRANSLATION_UNCONFIRMED": Message(
        "{context} was translated, but the file still marks it as open.", "Have it read by somebody."
    ),
    "TRANSLATION_SOURCE_CHANGED": Message(
        "{context} was translated from “{old}”; the source now says “{new}”. Taken in as stale.",
        "Check the translation against the source as it is now.",
    ),
    "TRANSLATION_REVIEWER_MISSING": Message(
        "Units are signed off, but nobody is named who checked them; they count as translated.",
        "Name who checked them: --reviewer.",
    ),
    "TRANSLATION_CODES_DROPPED": Message(
        "The translation of {key} held inline codes ({codes}); only its text was taken.",
        "Check that nothing is missing in it.",
    ),
    "TRANSLATION_TEXT_TOO_LONG": Message(
        "{context} is longer than {limit} characters, more than a cell holds; it was left out of the workbook.",
        "Translate it through XLIFF or Word.",
    ),
    "TRANSLATION_PLACEHOLDER_MISSING": Message(
        "{context}: {found} is in the source, but not in the translation.", "Keep it as it is written."
    ),
    "TRANSLATION_PLACEHOLDER_FOREIGN": Message(
        "{context}: {found} is in the translation, but not in the source.", "Take it out, or write it as it was."
    ),
    "TRANSLATION_NUMBER_MISSING": Message(
        "{context}: the number {found} is in the source, but not in the translation.",
        "Check whether it is there in words.",
    ),
    "TRANSLATION_NUMBER_FOREIGN": Message(
        "{context}: the number {found} is in the translation, but not in the source.", "Check it against the source."
    ),
    "TRANSLATION_SHORT": Message(
        "{context}: the translation has {found} characters, the source {source}.", "Check that nothing is missing."
    ),
    "TRANSLATION_LONG": Message(
        "{context}: the translation has {found} characters, the source {source}.", "Check that nothing was added."
    ),
    "TRANSLATION_EMPTY_FILE": Message("The file holds nothing to translate.", "Check that you gave the right file."),
    "TRANSLATION_MANY_LANGUAGES": Message(
        "The file translates into several languages: {found}.", "Send one file for each language."
    ),
    "TRANSLATION_NO_TABLE": Message(
        "No table in the file has a column “Translation (language)”.", "Keep the headings that the file was made with."
    ),
    "TRANSLATION_NOT_XML": Message(
        "The file cannot be read as XML: line {line}, {fault}.", "Export it again; a file cut off ends like this."
    ),
    "TRANSLATION_NOT_XLIFF": Message(
        "The file is XML, but not XLIFF: its root is {found}.", "Save it as XLIFF 1.2 or 2.0."
    ),
    "TRANSLATION_NOT_PO": Message("The file cannot be read as PO: line {line}, {fault}.", "Export it again."),
    "TRANSLATION_NOT_WORD": Message("The file is not a Word file that can be read.", "Save it as .docx and try again."),
    "TRANSLATION_NOT_KNOWN": Message(
        "The file is no XLIFF, PO, Word or Excel file.", "Give what the translator sent, unchanged."
    ),
    "TRANSLATION_XML_ENTITIES": Message(
        "The file has a document type or entities of its own, which no translation tool writes.",
        "Export it again from the translation tool.",
    ),
    "TRANSLATION_XML_TOO_DEEP": Message(
        "The file nests deeper than {limit} levels.", "No translation file does; export it again."
    ),
    "TRANSLATION_TOO_LARGE": Message("The file has {found} bytes; up to {limit} are read.", "Send it in parts."),
    "TRANSLATION_UNPACKS_TOO_LARGE": Message(
        "The file would unpack to {found} bytes; up to {limit} are read.", "Save it again without pictures."
    ),
    "GLOSSARY_COLUMNS": Message("The list of terms lacks the columns {missing}.", "Its columns are {expected}."),
    "GLOSSARY_LANGUAGE": Message(
        "Line {line} of the list of terms names no languages: {found}.", "Write tags like en and fr in both columns."
    ),
    "GLOSSARY_TERM_FORBIDDEN": Message(
        "{context}: “{found}” must not stand for “{term}”.", "Write the preferred words, if any are set: {preferred}."
    ),
    "GLOSSARY_TERM_MISSED": Message(
        "{context}: “{term}” is in the source, but its preferred words are not in the translation.",
        "Check whether one of these fits: {preferred}.",
    ),
}
