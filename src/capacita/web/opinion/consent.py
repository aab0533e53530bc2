"""What the site keeps of somebody who votes, in plain words made from the fields that there are.

A field without an entry here fails a test, so that the promise cannot fall behind the tables.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.web.opinion.models import OpinionVote, OpinionVoter, VotingRound
from capacita.web.opinion.terms import CHARACTERISTICS

# The words of each field of a voter and of an answer; None where a field says nothing of the person.
KEPT: dict[type, dict[str, str | None]] = {
    OpinionVoter: {
        "id": _("a number made by chance that stands for you"),
        "code_hash": _("a fingerprint of your code, from which nobody can work the code out"),
        "characteristics": _("what you say of yourself, if you do"),
        "organisation": None,
        "published": None,
        "voting_round": None,
    },
    OpinionVote: {
        "answer": _("your answers, and the earlier ones where you change your mind"),
        "id": _("the order in which answers came, but not when"),
        "key": _("a number made by chance with each answer, so that one sent twice counts once"),
        "statement": None,
        "voter": None,
        "organisation": None,
        "published": None,
    },
}


def list_kept(voting_round: VotingRound) -> list[str]:
    """Return what is kept of a voter, one thing a sentence part."""
    asks = [code for code in voting_round.asks if code in CHARACTERISTICS]
    words = []
    for model, fields in KEPT.items():
        for field in model._meta.concrete_fields:  # type: ignore[attr-defined] # every key is a model
            text = fields[field.name]
            if text is None or (field.name == "characteristics" and not asks):
                continue
            words.append(gettext(text))
    return words
