"""What a change found and what it left, as words: texts in a language in which they differ, everything else spelt out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.framework.changes import Change, ChangeKind
from capacita.framework.model import AssociationKind, Framework, RequirementStatus
from capacita.text import Piece, PieceKind, diff_words
from capacita.vocabulary import ShownText, TextOrigin, direction_of, show_text
from capacita.web.fields import read_localized
from capacita.web.framework.terms import importance_words, principle_words
from capacita.web.languages import text_language
from capacita.web.words import join_words

LINKS = {
    AssociationKind.IS_CHILD_OF: _("is under"),
    AssociationKind.IS_PEER_OF: _("is beside"),
    AssociationKind.IS_PART_OF: _("is part of"),
    AssociationKind.EXACT_MATCH_OF: _("says the same as"),
    AssociationKind.PRECEDES: _("comes before"),
    AssociationKind.IS_RELATED_TO: _("is related to"),
    AssociationKind.REPLACED_BY: _("is replaced by"),
    AssociationKind.EXEMPLAR: _("has as example"),
    AssociationKind.HAS_SKILL_LEVEL: _("has the level"),
    AssociationKind.IS_TRANSLATION_OF: _("is a translation of"),
}
ALIKE = 0.3  # share of a text that both sides say; below it, marking words would only be noise


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A text before or after a change, in pieces: those that only this side says are marked."""

    language: str
    direction: str
    is_machine: bool
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The text in one."""
        return "".join(piece.text for piece in self.pieces)


class Names:
    """What items, levels, roles and whole frameworks are called in a language, of two versions at once."""

    def __init__(self, before: Framework, after: Framework, language: str) -> None:
        self.language = language
        self._titles: dict[str, Any] = {}
        for version in (before, after):
            self._titles[version.id] = version.title
            self._titles.update({item.id: (item.code, item.title or item.statement) for item in version.items})
            self._titles.update({role.id: role.title for role in version.roles})
            self._titles.update({scale.id: scale.title for scale in version.scales})
            for scale in version.scales:
                self._titles.update({level.id: level.title for level in scale.levels})

    def of(self, identifier: object) -> str:
        """Return what an identifier stands for, itself where that is not known."""
        found = self._titles.get(str(identifier))
        code, title = found if isinstance(found, tuple) else ("", found)
        shown = show_text(title, self.language) if title else None
        return " ".join(part for part in (code, shown.text if shown else "") if part) or str(identifier)


def show_sides(change: Change, names: Names) -> tuple[Side | None, Side | None]:
    """Return what stood before a change and what stands after it, words that differ marked where the two are alike."""
    if change.kind is ChangeKind.TRANSLATE:
        language = change.language or ""
        before, after = (_wording(value, language) for value in (change.before, change.after))
    elif _is_text(change.before) and _is_text(change.after):
        before, after = _show_where_they_differ(change.before, change.after, names.language)
    else:
        before, after = (_show_value(change, value, names) for value in (change.before, change.after))
    return _mark(before, after)


def _show_where_they_differ(before: Any, after: Any, language: str) -> tuple[ShownText | None, ShownText | None]:
    """Return two texts in the reader's language, or where they are the same in it, in one in which they are not."""
    old, new = read_localized(before), read_localized(after)
    written = [tag for tag, wording in (*new.items(), *old.items()) if wording.origin is TextOrigin.SOURCE]
    for tag in (language, *written, *new, *old):
        shown = show_text(old, tag), show_text(new, tag)
        if shown[0] != shown[1]:
            return shown
    return show_text(old, language), show_text(new, language)


def _mark(before: ShownText | None, after: ShownText | None) -> tuple[Side | None, Side | None]:
    if before and after and before.language == after.language:
        pieces = diff_words(before.text, after.text)
        same = sum(len(piece.text) for piece in pieces if piece.kind is PieceKind.SAME)
        if same >= ALIKE * max(len(before.text), len(after.text)):
            return (
                _side(before, tuple(piece for piece in pieces if piece.kind is not PieceKind.ADDED)),
                _side(after, tuple(piece for piece in pieces if piece.kind is not PieceKind.REMOVED)),
            )
    return _whole(before), _whole(after)


def _whole(shown: ShownText | None) -> Side | None:
    return _side(shown, (Piece(PieceKind.SAME, shown.text),)) if shown else None


def _side(shown: ShownText, pieces: tuple[Piece, ...]) -> Side:
    return Side(
        language=shown.language,
        direction=shown.direction,
        is_machine=shown.origin is TextOrigin.MACHINE,
        pieces=pieces,
    )


def _wording(value: Any, language: str) -> ShownText | None:
    if not isinstance(value, Mapping) or "text" not in value:
        return None
    return show_text(read_localized({language: value}), language)


def _show_value(change: Change, value: Any, names: Names) -> ShownText | None:
    """Return a value of a change as words of the page, or as the text that it holds."""
    if value in (None, {}, [], ""):
        return None
    if _is_text(value):
        return show_text(read_localized(value), names.language)
    if isinstance(value, Mapping):
        for part in ("statement", "text", "title", "term"):
            if change.kind in (ChangeKind.ADD, ChangeKind.OMIT, ChangeKind.SPLIT, ChangeKind.MERGE) and value.get(part):
                return show_text(read_localized(value[part]), names.language)
    return _as_shown(_spell(change, value, names))


def _spell(change: Change, value: Any, names: Names) -> str:
    if change.kind is ChangeKind.TAG and isinstance(value, list):
        return "; ".join(principle_words(entry["principle"]) for entry in value)
    if not isinstance(value, Mapping):
        if isinstance(value, list):
            return "; ".join(_spell(change, entry, names) for entry in value)
        return names.of(value) if isinstance(value, str) else str(value)
    if "into" in value:
        into = value["into"]
        return "; ".join(names.of(entry) for entry in ([into] if isinstance(into, str) else into))
    if change.kind is ChangeKind.REQUIRE:
        proposed = value.get("status", RequirementStatus.PROPOSED.value) == RequirementStatus.PROPOSED.value
        standing = gettext("proposed") if proposed else gettext("set")
        return join_words((names.of(value.get("level", "")), importance_words(value.get("importance", 3)), standing))
    if change.kind is ChangeKind.MOVE:
        parent = value.get("parent")
        place = gettext("under {parent}").format(parent=names.of(parent)) if parent else gettext("at the top")
        return place if "parent" in value else gettext("place {number}").format(number=value.get("position", ""))
    if change.kind in (ChangeKind.LINK, ChangeKind.UNLINK) and "kind" in value:
        words = gettext(LINKS[AssociationKind(value["kind"])])
        return f"{names.of(value.get('origin'))} {words} {names.of(value.get('destination'))}"
    if "levels" in value:
        return "; ".join(names.of(level["id"]) for level in value["levels"])
    inner = (f"{key}: {_spell(change, entry, names)}" for key, entry in value.items() if key != "id")
    return join_words(inner)


def _as_shown(words: str) -> ShownText:
    language = text_language()
    return ShownText(text=words, language=language, direction=direction_of(language), origin=TextOrigin.SOURCE)


def _is_text(value: Any) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(entry, Mapping) and "text" in entry and "origin" in entry for entry in value.values()
    )
