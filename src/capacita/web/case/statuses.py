"""What went wrong, in the one shape that CASE gives to every error: an imsx_StatusInfo object.

The CASE 1.1 schema closes the set of minor codes, and its prose names one that the set lacks
(``invalid_filter_field``). We answer with a member of the set, so that the body stays valid, and let the description
begin with the code of the prose, so that whoever looks for it finds it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any


class MinorCode(StrEnum):
    """The minor codes of CASE 1.1 that this service gives."""

    INVALID_SELECTION = "invalid_selection_field"
    INVALID_SORT = "invalid_sort_field"
    INVALID_UUID = "invalid_uuid"
    UNKNOWN_OBJECT = "unknownobject"
    UNAUTHORISED = "unauthorised_request"
    FORBIDDEN = "forbidden"
    FAULT = "internal_server_error"


class CaseFailure(Exception):  # noqa: N818 -- an answer of the protocol, as a Refusal is
    """A request that is answered by a status object."""

    def __init__(self, status: int, minor: MinorCode, place: str, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.minor = minor
        self.place = place
        self.description = description


def invalid_selection(place: str, description: str) -> CaseFailure:
    """Return the failure of a parameter that asks for what cannot be selected."""
    return CaseFailure(400, MinorCode.INVALID_SELECTION, place, description)


def invalid_filter(description: str) -> CaseFailure:
    """Return the failure of a filter, led by the code that the prose of CASE gives it."""
    return invalid_selection("filter", f"invalid_filter_field: {description}")


def unknown_object(place: str, description: str) -> CaseFailure:
    """Return the failure of a request for what is not here."""
    return CaseFailure(404, MinorCode.UNKNOWN_OBJECT, place, description)


def status_value(failure: CaseFailure) -> dict[str, Any]:
    """Return the status object of a failure."""
    return {
        "imsx_codeMajor": "unsupported" if failure.status == 405 else "failure",
        "imsx_severity": "error",
        "imsx_description": failure.description,
        "imsx_codeMinor": {
            "imsx_codeMinorField": [
                {"imsx_codeMinorFieldName": failure.place, "imsx_codeMinorFieldValue": failure.minor.value}
            ]
        },
    }
