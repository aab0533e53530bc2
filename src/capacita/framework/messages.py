"""The words of this room's codes."""

from capacita.vocabulary import Message

MESSAGES: dict[str, Message] = {}
