"""What the parts of a framework are called on pages: branches, kinds of items, kinds of changes, principles, importance."""

from __future__ import annotations

from django.utils.translation import gettext, pgettext
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
CHANGES = {
    ChangeKind.ADOPT: _("Kept as it is"),
    ChangeKind.REWORD: _("Definition reworded"),
    ChangeKind.RETITLE: _("Renamed"),
    ChangeKind.DESCRIBE: _("Level described"),
    ChangeKind.ADD: _("Added"),
    ChangeKind.OMIT: _("Left out"),
    ChangeKind.MOVE: _("Moved"),
    ChangeKind.SPLIT: _("Split"),
    ChangeKind.MERGE: _("Merged"),
    ChangeKind.RELEVEL: _("Levels changed"),
    ChangeKind.REQUIRE: _("Required level set"),
    ChangeKind.TAG: _("Principles changed"),
    ChangeKind.TRANSLATE: _("Translated"),
    ChangeKind.LINK: _("Linked"),
    ChangeKind.UNLINK: _("Unlinked"),
    ChangeKind.SET: _("Setting changed"),
}


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
