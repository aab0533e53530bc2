"""What people are promised at each level of consent, made from the tables by which things are kept and shown."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.consultation.joining import KEPT, SHOWN, ConsentLevel, PersonalField
from capacita.web.words import join_words

LEVELS = {
    ConsentLevel.NAMED: _("By name"),
    ConsentLevel.ORGANISATION: _("By organisation"),
    ConsentLevel.CHATHAM_HOUSE: _("Chatham House: what is said may be told, not who said it"),
    ConsentLevel.ANONYMOUS: _("Anonymous"),
}
FIELDS = {
    PersonalField.NAME: _("your name"),
    PersonalField.ORGANISATION: _("your organisation"),
    PersonalField.EMAIL: _("your e-mail address"),
    PersonalField.NEEDS: _("what you need to take part"),
}


def spell_promise(level: ConsentLevel) -> str:
    """Return in plain words what is kept, who sees it, and what is not written down at all."""
    kept = join_words(gettext(FIELDS[field]) for field in KEPT[level])
    dropped = join_words(gettext(FIELDS[field]) for field in PersonalField if field not in KEPT[level])
    shown = join_words(gettext(FIELDS[field]) for field in SHOWN[level])
    sentences = [gettext("We keep: {fields}.").format(fields=kept)]
    if dropped:
        sentences.append(gettext("We never write down: {fields}.").format(fields=dropped))
    if shown:
        sentences.append(
            gettext(
                "Those who run this programme, and nobody else, see: {fields}. It may stand beside your words."
            ).format(fields=shown)
        )
    else:
        sentences.append(gettext("Nobody sees who you are; beside your words stands only the kind of participant."))
    return " ".join(sentences)
