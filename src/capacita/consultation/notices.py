"""Who is told what when a consultation becomes something: one short text each, to be sent or copied into a messenger.

A text names no link: the site keeps no copy of a private link. It names the reference, which can be read out by phone.
Its values: ``title``, ``when``, ``reason``, ``deadline``, ``reference``, ``contact``.
"""

from collections.abc import Mapping
from typing import Final

from capacita.consultation.lifecycle import Audience, Transition
from capacita.consultation.model import SessionStatus
from capacita.vocabulary import Message

_S: Final = SessionStatus
_ORGANISER: Final = Audience.ORGANISER
_STEWARDS: Final = Audience.STEWARDS
_ROOM: Final = Audience.PARTICIPANTS

# What a status is told as, to whom. The first sentence says what is, the second what to do.
NOTICES: Final[Mapping[tuple[SessionStatus, Audience], str]] = {
    (_S.REQUESTED, _ORGANISER): "NOTICE_REQUESTED_ORGANISER",
    (_S.REQUESTED, _STEWARDS): "NOTICE_REQUESTED_STEWARDS",
    (_S.NEEDS_INFORMATION, _ORGANISER): "NOTICE_NEEDS_INFORMATION_ORGANISER",
    (_S.APPROVED, _ORGANISER): "NOTICE_APPROVED_ORGANISER",
    (_S.DECLINED, _ORGANISER): "NOTICE_DECLINED_ORGANISER",
    (_S.WITHDRAWN, _ORGANISER): "NOTICE_WITHDRAWN_ORGANISER",
    (_S.WITHDRAWN, _STEWARDS): "NOTICE_WITHDRAWN_STEWARDS",
    (_S.SCHEDULED, _ORGANISER): "NOTICE_SCHEDULED_ORGANISER",
    (_S.SCHEDULED, _ROOM): "NOTICE_SCHEDULED_PARTICIPANTS",
    (_S.MOVED, _ORGANISER): "NOTICE_MOVED_ORGANISER",
    (_S.MOVED, _ROOM): "NOTICE_MOVED_PARTICIPANTS",
    (_S.CANCELLED, _ORGANISER): "NOTICE_CANCELLED_ORGANISER",
    (_S.CANCELLED, _STEWARDS): "NOTICE_CANCELLED_STEWARDS",
    (_S.CANCELLED, _ROOM): "NOTICE_CANCELLED_PARTICIPANTS",
    (_S.HELD, _ORGANISER): "NOTICE_HELD_ORGANISER",
    (_S.NOT_HELD, _ORGANISER): "NOTICE_NOT_HELD_ORGANISER",
    (_S.NOT_HELD, _STEWARDS): "NOTICE_NOT_HELD_STEWARDS",
    (_S.OUTPUT_DUE, _ORGANISER): "NOTICE_OUTPUT_DUE_ORGANISER",
    (_S.LATE, _ORGANISER): "NOTICE_LATE_ORGANISER",
    (_S.LATE, _STEWARDS): "NOTICE_LATE_STEWARDS",
    (_S.OUTPUT_RECEIVED, _ORGANISER): "NOTICE_OUTPUT_RECEIVED_ORGANISER",
    (_S.OUTPUT_RECEIVED, _STEWARDS): "NOTICE_OUTPUT_RECEIVED_STEWARDS",
    (_S.ACCEPTED, _ORGANISER): "NOTICE_ACCEPTED_ORGANISER",
    (_S.CLOSED, _ORGANISER): "NOTICE_CLOSED_ORGANISER",
}

NOTICE_MESSAGES: Final[dict[str, Message]] = {
    "NOTICE_REQUESTED_ORGANISER": Message(
        "Your request for “{title}” has been received.", "Your private page shows what becomes of it."
    ),
    "NOTICE_REQUESTED_STEWARDS": Message("A request waits: “{title}”, {when}.", "Approve it, or say what is missing."),
    "NOTICE_NEEDS_INFORMATION_ORGANISER": Message(
        "There is a question about “{title}”: {reason}", "Answer it on your private page."
    ),
    "NOTICE_APPROVED_ORGANISER": Message(
        "“{title}” is approved.", "The kit to print is on your private page. The output is due by {deadline}."
    ),
    "NOTICE_DECLINED_ORGANISER": Message(
        "“{title}” is not approved. Reason: {reason}", "You may ask again with other answers."
    ),
    "NOTICE_WITHDRAWN_ORGANISER": Message("“{title}” is withdrawn.", "Nothing more happens with it."),
    "NOTICE_WITHDRAWN_STEWARDS": Message("The organiser withdrew “{title}”.", "There is nothing to do."),
    "NOTICE_SCHEDULED_ORGANISER": Message(
        "“{title}” stands in the calendar: {when}.", "Check the date, and tell us if it has to change."
    ),
    "NOTICE_SCHEDULED_PARTICIPANTS": Message("“{title}” takes place after all: {when}.", "You are still registered."),
    "NOTICE_MOVED_ORGANISER": Message("“{title}” is moved to {when}. Reason: {reason}", "Tell those whom you invited."),
    "NOTICE_MOVED_PARTICIPANTS": Message(
        "“{title}” is moved to {when}. Reason: {reason}",
        "You stay registered; withdraw on your private page if need be.",
    ),
    "NOTICE_CANCELLED_ORGANISER": Message(
        "“{title}” is cancelled. Reason: {reason}", "Tell those whom you invited yourself."
    ),
    "NOTICE_CANCELLED_STEWARDS": Message(
        "“{title}”, {when}, is cancelled. Reason: {reason}", "See whether another session can take its place."
    ),
    "NOTICE_CANCELLED_PARTICIPANTS": Message(
        "“{title}”, {when}, will not take place. Reason: {reason}", "The calendar shows other consultations."
    ),
    "NOTICE_HELD_ORGANISER": Message(
        "“{title}” was held; thank you.", "Send what was said by {deadline}, with the sheet of the kit."
    ),
    "NOTICE_NOT_HELD_ORGANISER": Message(
        "“{title}” was not held. Reason: {reason}", "Write to us if it should have another date."
    ),
    "NOTICE_NOT_HELD_STEWARDS": Message(
        "“{title}”, {when}, was not held. Reason: {reason}", "Give it another date if the organiser wishes."
    ),
    "NOTICE_OUTPUT_DUE_ORGANISER": Message(
        "The output of “{title}” is due by {deadline}. {reason}", "Fill in the sheet of the kit and send it."
    ),
    "NOTICE_LATE_ORGANISER": Message(
        "The output of “{title}” was due by {deadline}.", "Send it all the same, or tell us when it comes."
    ),
    "NOTICE_LATE_STEWARDS": Message(
        "The output of “{title}” was due by {deadline}.", "Ask the organiser, or give a later deadline."
    ),
    "NOTICE_OUTPUT_RECEIVED_ORGANISER": Message(
        "The output of “{title}” has arrived; thank you.", "You can still correct it until it is accepted."
    ),
    "NOTICE_OUTPUT_RECEIVED_STEWARDS": Message("The output of “{title}” has arrived.", "Look at it and accept it."),
    "NOTICE_ACCEPTED_ORGANISER": Message(
        "The output of “{title}” is accepted.", "Your private page shows what becomes of each point."
    ),
    "NOTICE_CLOSED_ORGANISER": Message(
        "“{title}” is closed without an output. Reason: {reason}", "An output that still comes is taken."
    ),
    "NOTICE_PLACE_PARTICIPANTS": Message(
        "You have a place at “{title}”, {when}.", "Your private page shows how to join."
    ),
    "NOTICE_WAITING_PARTICIPANTS": Message(
        "“{title}”, {when}, is full; you are on the waiting list.", "You are told as soon as there is a place."
    ),
    "NOTICE_REMINDER_PARTICIPANTS": Message(
        "“{title}” is soon: {when}.", "If you cannot come, withdraw on your private page: somebody may be waiting."
    ),
    "NOTICE_SIGNATURE": Message("Reference: {reference}.", "Contact: {contact}"),
}


def list_notices(step: Transition) -> list[tuple[Audience, str]]:
    """Return who is told of a step, and the code of what they are told."""
    return [(audience, NOTICES[(step.after, audience)]) for audience in step.tells]
