"""How statements stand to one another: levels that do not rise, texts said twice, items tied to nothing."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any, Final

from capacita.framework.lint.verbs import find_leading_verb
from capacita.framework.model import Framework, Item, ItemKind, LevelDescriptor
from capacita.text import MatchIndex, Measure, character_ngrams, normalise
from capacita.vocabulary import Finding, LocalizedText, Severity, TextOrigin, pointer

ALIKE_LEVELS: Final = 0.75  # Dice over runs of three characters
ALIKE_ITEMS: Final = 0.8  # Dice over runs of five characters
_CHARACTERS: Final = 5
_STAND_ALONE: Final = frozenset({ItemKind.ATTITUDE, ItemKind.RECOMMENDATION})


def lint_levels(framework: Framework) -> list[Finding]:
    """Return the items whose descriptors do not show that one level is more than the other."""
    places = {level.id: (scale.code, level.position, level) for scale in framework.scales for level in scale.levels}
    sizes = {scale.code: len(scale.levels) for scale in framework.scales}
    names = {item.id: item.code or item.id for item in framework.items}
    by_item: dict[tuple[str, str], list[tuple[int, int, LevelDescriptor]]] = {}
    for index, descriptor in enumerate(framework.descriptors):
        if descriptor.level in places:
            scale, position, _ = places[descriptor.level]
            by_item.setdefault((descriptor.item, scale), []).append((position, index, descriptor))
    findings = []
    for (item, scale), found in by_item.items():
        described = sorted(found, key=lambda entry: entry[:2])
        path = pointer(("descriptors", described[0][1]))
        name = names.get(item, item)
        if len(described) < sizes[scale]:
            values = {"item": name, "scale": scale, "described": len(described), "levels": sizes[scale]}
            findings.append(_finding("LINT_LEVEL_UNDESCRIBED", Severity.NOTE, path, **values))
        texts = [(places[entry.level][2].code, source_text(entry.text), index) for _, index, entry in described]
        for (lower, first, _), (upper, second, index) in combinations(texts, 2):
            score = compare_texts(first[1], second[1]) if first[0] == second[0] else 0.0
            if score >= ALIKE_LEVELS:
                values = {"item": name, "lower": lower, "upper": upper, "score": f"{score:.2f}"}
                at = pointer(("descriptors", index))
                findings.append(_finding("LINT_LEVELS_ALIKE", Severity.WARNING, at, **values))
        verbs = [find_leading_verb(text) for _, (language, text), _ in texts if language.partition("-")[0] == "en"]
        lemmas = {verb.lemma for verb in verbs if verb}
        if len(verbs) > 1 and len(lemmas) == 1 and all(verbs):
            findings.append(
                _finding("LINT_LEVELS_SAME_VERB", Severity.WARNING, path, item=name, verb=next(iter(lemmas)))
            )
    return findings


def lint_duplicates(framework: Framework) -> list[Finding]:
    """Return the items that say the same as another, or nearly; nearly alike ones are sought within their kind."""
    first: dict[tuple[str, str], tuple[int, Item]] = {}
    kinds: dict[tuple[str, ItemKind], dict[str, str]] = {}
    findings = []
    for index, item in enumerate(framework.items):
        language, text = _item_text(item)
        if not text:
            continue
        at, known = first.setdefault((language, normalise(text)), (index, item))
        if at != index:
            severity = Severity.WARNING if known.kind is item.kind else Severity.NOTE
            values = {"item": item.code or item.id, "kind": item.kind.value, "other": known.code or known.id}
            findings.append(_finding("LINT_DUPLICATE", severity, pointer(("items", index)), **values))
        else:
            kinds.setdefault((language, item.kind), {})[str(index)] = text
    for texts in kinds.values():
        findings.extend(_find_near(framework, texts))
    return findings


def lint_orphans(framework: Framework) -> list[Finding]:
    """Return the items that nothing ties to the rest: no parent, child, link, role or descriptor.

    Attitudes and recommendations may stand alone.
    """
    tied = {item.parent for item in framework.items if item.parent}
    tied.update(item.id for item in framework.items if item.parent)
    tied.update(end for link in framework.associations for end in (link.origin, link.destination))
    tied.update(requirement.item for role in framework.roles for requirement in role.requirements)
    tied.update(descriptor.item for descriptor in framework.descriptors)
    return [
        _finding(
            "LINT_ORPHAN", Severity.WARNING, pointer(("items", index)), item=item.code or item.id, kind=item.kind.value
        )
        for index, item in enumerate(framework.items)
        if item.id not in tied and item.kind not in _STAND_ALONE
    ]


def compare_texts(first: str, second: str) -> float:
    """Return how alike two texts are: Dice over the different runs of three characters, from 0 to 1."""
    here, there = set(character_ngrams(normalise(first))), set(character_ngrams(normalise(second)))
    return 2 * len(here & there) / (len(here) + len(there)) if here or there else 0.0


def source_text(text: LocalizedText) -> tuple[str, str]:
    """Return the language and the words of the source wording; both are empty where there is none."""
    for language, wording in text.items():
        if wording.origin is TextOrigin.SOURCE:
            return language, wording.text
    return "", ""


def _item_text(item: Item) -> tuple[str, str]:
    """Return what an item says in its source language: its statement, or else its title."""
    language, text = source_text(item.statement)
    return (language, text) if text else source_text(item.title)


def _find_near(framework: Framework, texts: dict[str, str]) -> Iterator[Finding]:
    index = MatchIndex(texts, measure=Measure.DICE, size=_CHARACTERS)
    for key, text in texts.items():
        place = int(key)
        nearest = index.rank(text, limit=2, least=ALIKE_ITEMS)
        other = next((match for match in nearest if match.key != key), None)
        if other is None or (int(other.key) > place and _is_nearest(index, texts, other.key, key)):
            continue  # told once, at the later of the two
        near, item = framework.items[int(other.key)], framework.items[place]
        values = {"item": item.code or item.id, "other": near.code or near.id, "score": f"{other.score:.2f}"}
        yield _finding("LINT_NEAR_DUPLICATE", Severity.NOTE, pointer(("items", place)), **values)


def _is_nearest(index: MatchIndex, texts: dict[str, str], key: str, wanted: str) -> bool:
    nearest = index.rank(texts[key], limit=2, least=ALIKE_ITEMS)
    return next((match.key for match in nearest if match.key != key), None) == wanted


def _finding(code: str, severity: Severity, path: str, /, **values: Any) -> Finding:
    return Finding(code=code, severity=severity, path=path, values=values)
