"""The words of the codes that conversions raise, whatever the format, and those of CASE and Moodle."""

from capacita.vocabulary import Message

MESSAGES: dict[str, Message] = {
    "EXCHANGE_FORMAT_UNKNOWN": Message("There is no format {found}.", "Use one of {known}."),
    "EXCHANGE_FORMAT_NOT_RECOGNISED": Message(
        "The file looks like none of the formats that are read.", "Name its format with --from: {known}."
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
    "CASE_NO_DOCUMENT": Message(
        "The file holds no CFDocument, so it is no CASE package.", "Fetch the package itself, not one of its objects."
    ),
    "LICENCE_CLOSED": Message(
        'The framework {framework} stands under "{licence}" ({found}), which does not let it be passed on as {format}.',
        "Ask its owner for leave, then correct the licence; your own working copy is never refused.",
    ),
    "LICENCE_NOT_STATED": Message(
        "The framework states no licence.", "Ask its publisher before passing it on, and write the answer down."
    ),
    "LICENCE_SHARE_ALIKE": Message(
        "The source {source} stands under {theirs}, which is to be carried on; the framework says {ours}.",
        "Check what was taken from it, and carry its licence on where its wording was.",
    ),
}
