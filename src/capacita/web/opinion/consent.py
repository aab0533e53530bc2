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


# What holds when somebody takes their answers back, in the order in which it comes; ``withdrawing`` is what does it.
WITHDRAWAL = (
    _("While the vote is open you can change your answers, and delete them at any time with your code."),
    _(
        "After it closes you can still delete them until a result is published: they are then in no count, and what was "
        "worked out with them is thrown away and worked out anew."
    ),
    _(
        "Once a result is published its counts stay. You can delete your code, what you said of yourself and your answers; "
        "in the table behind that result your answers stay under a number that leads to nobody."
    ),
    _("A backup that was made before you delete them holds them until that backup is replaced."),
)


def spell_withdrawal() -> list[str]:
    """Return in plain words until when answers can be taken back, and what stays."""
    return [gettext(words) for words in WITHDRAWAL]


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
