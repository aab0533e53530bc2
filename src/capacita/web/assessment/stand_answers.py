"""The answers of a private check: a letter a question, signed, carried in the address and stored nowhere here."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

from capacita.vocabulary import NotFound

UNANSWERED = "."
DECLINED = "-"
MARKS = frozenset(f"01234{UNANSWERED}{DECLINED}")


def write_answers(answers: str, *, salt: str) -> str:
    """Return the answers as the signed value that the address carries."""
    return Signer(salt=salt).sign(answers)


def read_answers(value: str, *, salt: str, count: int) -> str:
    """Return the answers of a signed value, none at all where there is no value. Raises NotFound for any other."""
    if not value:
        return UNANSWERED * count
    try:
        answers = Signer(salt=salt).unsign(value)
    except BadSignature:
        raise NotFound("ANSWERS_UNREADABLE") from None
    if len(answers) != count or not set(answers) <= MARKS:
        raise NotFound("ANSWERS_UNREADABLE")
    return answers


def set_answer(answers: str, number: int, mark: str) -> str:
    """Return the answers with one of them set; ``number`` counts from 1."""
    return answers[: number - 1] + mark + answers[number:]
