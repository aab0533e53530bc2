"""The levels of a draft as its pages show them: what hangs on each, and what a step on them does."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from capacita.framework.model import ProficiencyScale
from capacita.vocabulary import show_text
from capacita.web.adapting.levels import ADD, FEWEST_LEVELS, MOVE, REMOVE, RENAME, list_uses
from capacita.web.adapting.queries import DraftDocuments

LEVEL_DEEDS = {
    RENAME: _("Rename a level"),
    ADD: _("Add a level"),
    REMOVE: _("Take out a level"),
    MOVE: _("Put a level at another place"),
}
_DOES = {
    RENAME: (_("Only the name changes: descriptions and what roles need stay with the level."),),
    ADD: (
        _("No item is described at a new level until you describe it, item by item."),
        _("What roles need stays as it is; set it anew where the new level fits better."),
    ),
    REMOVE: (
        _("What items look like at this level goes with it, and comes back if you take the step back."),
        _("Roles that need it need what you choose below; each of these is a step of its own, with the same reason."),
    ),
    MOVE: (
        _("Descriptions and what roles need stay with the level by its name."),
        _(
            "What counts as higher and lower changes: whoever is asked for a level is asked for more, or less, than before."
        ),
    ),
}
_ALWAYS = _("Earlier estimates are told by the old levels: what your changes touch says which stay comparable.")


def present_scales(documents: DraftDocuments) -> list[dict[str, Any]]:
    """Return every scale of a draft with its levels and what can be done with them."""
    return [_scale(documents, scale) for scale in documents.effective.scales]


def _scale(documents: DraftDocuments, scale: ProficiencyScale) -> dict[str, Any]:
    draft = documents.draft
    possible = [deed for deed in LEVEL_DEEDS if deed != REMOVE or len(scale.levels) > FEWEST_LEVELS]
    return {
        "id": scale.id,
        "title": show_text(scale.title, draft.language) or scale.code,
        "table": present_uses(documents, scale),
        "deeds": [
            {
                "title": gettext(LEVEL_DEEDS[deed]),
                "href": reverse("adapt-level-step", args=[draft.organisation.code, draft.pk, scale.id, deed]),
            }
            for deed in possible
        ],
    }


def present_uses(documents: DraftDocuments, scale: ProficiencyScale) -> dict[str, Any]:
    """Return the levels of a scale as a table: the place of each, and what hangs on it."""
    language = documents.draft.language
    return {
        "columns": [
            {"title": gettext("Level")},
            {"title": gettext("Place"), "numeric": True},
            {"title": gettext("Items described at it"), "numeric": True},
            {"title": gettext("Times that roles need it"), "numeric": True},
        ],
        "rows": [
            [show_text(use.level.title, language) or use.level.code, use.level.position, use.described, use.required]
            for use in list_uses(documents.effective, scale)
        ],
    }


def does_words(deed: str) -> list[str]:
    """Return what a step on levels does, in sentences."""
    return [*(gettext(sentence) for sentence in _DOES[deed]), *([] if deed == RENAME else [gettext(_ALWAYS)])]


def removed_words(documents: DraftDocuments, scale: ProficiencyScale, level: str) -> str:
    """Return what went with a level that was taken out."""
    use = next(entry for entry in list_uses(documents.effective, scale) if entry.level.id == level)
    described = ngettext("{number} description went with it", "{number} descriptions went with it", use.described)
    needed = ngettext("{number} need of a role was changed", "{number} needs of roles were changed", use.required)
    return f"{described.format(number=use.described)}; {needed.format(number=use.required)}."
