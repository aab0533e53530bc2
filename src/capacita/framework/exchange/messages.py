"""The words of the codes that conversions raise, whatever the format."""

from capacita.vocabulary import Message

MESSAGES: dict[str, Message] = {
    "EXCHANGE_FORMAT_UNKNOWN": Message("There is no format {found}.", "Use one of {known}."),
    "EXCHANGE_FORMAT_NOT_RECOGNISED": Message(
        "The file looks like none of the formats that are read.", "Name its format with --from: {known}."
    ),
    "EXCHANGE_FORMAT_NOT_READ": Message("{format} is written but not read.", "Give a file in one of {known}."),
    "EXCHANGE_FORMAT_NOT_WRITTEN": Message("{format} is read but not written.", "Choose another format."),
}
