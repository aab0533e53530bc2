"""Wordings by key put into a framework, and who is credited for them: what a workbench holds becomes a document."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from capacita.framework.digests import CREDIT_KEYS
from capacita.framework.model import Framework
from capacita.framework.translation.segments import list_places
from capacita.vocabulary import TextOrigin, Wording

TRANSLATORS, REVIEWERS = CREDIT_KEYS


def put_wordings(framework: Framework, language: str, wordings: Mapping[str, Wording | None]) -> Framework:
    """Return the framework with these wordings of one language, by key; None takes a translation out.

    A key that the framework does not have any more is passed over, and an original is never replaced.
    """
    tree: dict[str, Any] = {}
    for place, localized in list_places(framework):
        if place.key not in wordings or not localized:
            continue
        current, wanted = localized.get(language), wordings[place.key]
        if wanted == current or (current is not None and current.origin is TextOrigin.SOURCE):
            continue
        branch = tree
        *way, last = place.path.removeprefix("/").split("/")
        for token in way:
            branch = branch.setdefault(token, {})
        kept = {tag: wording for tag, wording in localized.items() if tag != language}
        branch[last] = {**localized, language: wanted} if wanted is not None else kept
    changed: Framework = _rebuilt(framework, tree) if tree else framework
    return changed


def _rebuilt(part: Any, tree: Mapping[str, Any]) -> Any:
    """Return a part of a document with the branches of a tree in the places that they name."""
    if isinstance(part, tuple):
        return tuple(
            _rebuilt(entry, tree[str(index)]) if str(index) in tree else entry for index, entry in enumerate(part)
        )
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{name: _rebuilt(getattr(part, name), branch) for name, branch in tree.items()})
    return tree  # a text: the branch is what it becomes


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Who translated a framework into a language and who reviewed it, as far as they wish to be named."""

    language: str
    translators: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()


def put_credits(
    framework: Framework, language: str, *, translators: Iterable[str] = (), reviewers: Iterable[str] = ()
) -> Framework:
    """Return the framework with more people credited for a language; nobody is named twice, nobody taken out."""
    extensions = dict(framework.extensions)
    for key, names in ((TRANSLATORS, translators), (REVIEWERS, reviewers)):
        named = extensions.get(key)
        by_language = dict(named) if isinstance(named, Mapping) else {}
        known = list(_names(by_language, language))
        added = [name for name in dict.fromkeys(names) if name and name not in known]
        if added:
            extensions[key] = {**by_language, language: [*known, *added]}
    return framework if extensions == dict(framework.extensions) else replace(framework, extensions=extensions)


def list_credits(framework: Framework) -> list[Credit]:
    """Return the people who are credited in a framework, by language."""
    named = {key: found if isinstance(found := framework.extensions.get(key), Mapping) else {} for key in CREDIT_KEYS}
    languages = sorted({str(tag) for by_language in named.values() for tag in by_language})
    made = (
        Credit(
            language=language,
            translators=_names(named[TRANSLATORS], language),
            reviewers=_names(named[REVIEWERS], language),
        )
        for language in languages
    )
    return [credit for credit in made if credit.translators or credit.reviewers]


def _names(by_language: Mapping[str, Any], language: str) -> tuple[str, ...]:
    names = by_language.get(language)
    return tuple(str(name) for name in names) if isinstance(names, list | tuple) else ()
