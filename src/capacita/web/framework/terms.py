"""What the parts of a framework are called on pages: branches, kinds of items, kinds of changes, principles, importance."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext_noop as _

from capacita.framework.changes import ChangeKind
from capacita.framework.model import Branch, ItemKind
from capacita.framework.principles import PRINCIPLES

BRANCHES = {
    Branch.EXECUTIVE: _("Executive"),
    Branch.LEGISLATURE: _("Legislature"),
    Branch.JUDICIARY: _("Judiciary"),
}
KINDS = {
    ItemKind.DOMAIN: _("Domains"),
    ItemKind.COMPETENCY: _("Competencies"),
    ItemKind.ATTITUDE: _("Attitudes"),
    ItemKind.STATEMENT: _("Statements"),
    ItemKind.OUTCOME: _("Learning outcomes"),
    ItemKind.RECOMMENDATION: _("Recommendations"),
    ItemKind.OTHER: _("Further items"),
}
# What one change does. Headings over many changes may have the same words: the context keeps them apart.
_CHANGES = {
    ChangeKind.ADOPT: gettext_lazy("Kept as it is"),
    ChangeKind.REWORD: gettext_lazy("Definition reworded"),
    ChangeKind.RETITLE: gettext_lazy("Renamed"),
    ChangeKind.DESCRIBE: gettext_lazy("Level described"),
    ChangeKind.ADD: pgettext_lazy("one change", "Added"),
    ChangeKind.OMIT: pgettext_lazy("one change", "Left out"),
    ChangeKind.MOVE: pgettext_lazy("one change", "Moved"),
    ChangeKind.SPLIT: pgettext_lazy("one change", "Split"),
    ChangeKind.MERGE: pgettext_lazy("one change", "Merged"),
    ChangeKind.RELEVEL: gettext_lazy("Levels changed"),
    ChangeKind.REQUIRE: gettext_lazy("Required level set"),
    ChangeKind.TAG: gettext_lazy("Principles changed"),
    ChangeKind.TRANSLATE: pgettext_lazy("one change", "Translated"),
    ChangeKind.LINK: gettext_lazy("Linked"),
    ChangeKind.UNLINK: gettext_lazy("Unlinked"),
    ChangeKind.SET: gettext_lazy("Setting changed"),
}


def deed_words(kind: ChangeKind) -> str:
    """Return what a change of a kind does, in the past: Added, Left out."""
    return str(_CHANGES[kind])


def principle_words(code: str) -> str:
    """Return a principle's title, with its number where it is a Sustainable Development Goal."""
    title = gettext(PRINCIPLES[code].title)
    if code.startswith("sdg-"):
        return gettext("SDG {number}: {title}").format(number=code.removeprefix("sdg-"), title=title)
    return title


def importance_words(importance: int) -> str:
    """Return what an importance of 1 to 5 means."""
    words = {
        1: pgettext("importance", "useful"),
        2: pgettext("importance", "helpful"),
        3: pgettext("importance", "needed"),
        4: pgettext("importance", "very important"),
        5: pgettext("importance", "essential"),
    }
    return words.get(importance, "")
