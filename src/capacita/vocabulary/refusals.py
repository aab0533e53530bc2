"""Refusals: what is not allowed, not now, or not there. Raised in the rooms, mapped once to HTTP and to exit codes."""

from collections.abc import Mapping
from typing import Any, ClassVar


class Refusal(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """Something that a person asked for and that cannot be done, with a code and the values of its message."""

    http_status: ClassVar[int] = 409
    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, Any] = values

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code}({shown})"


class NotAllowed(Refusal):
    """This person may not do this."""

    http_status = 403


class NotFound(Refusal):
    """There is no such thing, or this person may not know of it."""

    http_status = 404


class Unreadable(Refusal):
    """The input is not what it should be at all: truncated, another format, no document."""

    http_status = 400
    exit_code = 2
