"""Suggestions for a crosswalk: the pairs of items whose texts are most alike, each with the pieces that both say."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from capacita.framework.crosswalk.model import (
    ComparedFramework,
    Crosswalk,
    CrosswalkLink,
    NamedItem,
    SuggestionMethod,
)
from capacita.framework.digests import meaning_digest
from capacita.framework.model import Framework, Item, ItemKind
from capacita.text import NGRAM_SIZE, MatchIndex, Measure, normalise, shared_pieces
from capacita.vocabulary import Refusal, derive_identifier, plain_text, show_text, text_digest, written

PER_ITEM: Final = 3
LEAST: Final = 0.05
CHARACTERS: Final = 5  # in a run: long enough that endings and small words weigh little
SHOWN_PIECES: Final = 5
# Scripts that write words without a space between them, as the names of their characters begin.
_WITHOUT_SPACES: Final = frozenset({"CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"})
_TELLING: Final = 5  # letters of the longest word in a piece; shorter ones ("and the") say nothing


def suggest_crosswalk(
    subject: Framework,
    object_: Framework,
    *,
    kinds: Sequence[ItemKind] = (),
    language: str | None = None,
    per_item: int = PER_ITEM,
    least: float = LEAST,
) -> Crosswalk:
    """Return a crosswalk with the most alike pairs of items, all open and without a relation.

    For every item of either framework the ``per_item`` most similar ones of the other are taken; the score is the
    greater of the two directions, so that exchanging the frameworks changes no score. What cannot be explained by a
    piece of text that both share is not suggested. Raises Refusal where the two
    share no language or no kind of item with text.
    """
    spoken = language or choose_language(subject, object_)
    compared = tuple(kinds) or choose_kinds(subject, object_, spoken)
    here = list_compared(subject, compared, spoken)
    there = list_compared(object_, compared, spoken)
    if not here or not there:
        raise Refusal("CROSSWALK_NOTHING_TO_COMPARE", subject=subject.code, object=object_.code, language=spoken)
    identifier = derive_identifier(subject.id, "crosswalk", object_.id)
    found = _rank_both_ways(
        {key: compared_text(item, spoken) for key, item in here.items()},
        {key: compared_text(item, spoken) for key, item in there.items()},
        per_item,
        least,
    )
    made = (
        make_link(identifier, here[origin], there[target], spoken, score=score)
        for (origin, target), score in found.items()
    )
    links = [link for link in made if link.evidence]
    order = {key: place for place, key in enumerate(here)}
    positions = {key: place for place, key in enumerate(there)}
    links.sort(key=lambda link: (order[link.subject], -(link.score or 0.0), positions[link.object]))
    return Crosswalk(
        id=identifier,
        code=f"{subject.code}-to-{object_.code}"[:64],
        title=written(f"{subject.code} {subject.version} and {object_.code} {object_.version}"),
        language=spoken,
        subject=describe_framework(subject, compared, spoken),
        object=describe_framework(object_, compared, spoken),
        kinds=compared,
        method=SuggestionMethod(
            measure=Measure.COSINE.value, characters=CHARACTERS, per_item=per_item, least=float(least)
        ),
        links=tuple(links),
    )


def make_link(
    crosswalk: str, subject: Item, object_: Item, language: str, *, score: float | None = None
) -> CrosswalkLink:
    """Return an open link between two items, with the pieces of text that both share."""
    here, there = compared_text(subject, language), compared_text(object_, language)
    return CrosswalkLink(
        id=derive_identifier(crosswalk, subject.id, object_.id),
        subject=subject.id,
        subject_code=subject.code,
        subject_title=plain_text(subject.title, language),
        object=object_.id,
        object_code=object_.code,
        object_title=plain_text(object_.title, language),
        score=score,
        evidence=find_evidence(here, there),
        of=text_digest(f"{here}\n{there}"),
    )


def describe_framework(framework: Framework, kinds: Iterable[ItemKind], language: str) -> ComparedFramework:
    """Return what a crosswalk keeps of a framework version whose items of these kinds are compared in a language."""
    return ComparedFramework(
        id=framework.id,
        code=framework.code,
        version=framework.version,
        title=framework.title,
        meaning=meaning_digest(framework),
        items=tuple(
            NamedItem(id=key, code=item.code, title=plain_text(item.title, language).strip())
            for key, item in list_compared(framework, kinds, language).items()
        ),
    )


def compared_text(item: Item, language: str) -> str:
    """Return title and statement of an item in a language; empty where it says nothing in it."""
    parts = (show_text(part, language) for part in (item.title, item.statement))
    said = (part.text.strip() for part in parts if part and _same_language(part.language, language))
    return ". ".join(text for text in said if text)


def choose_language(subject: Framework, object_: Framework) -> str:
    """Return the language in which two frameworks are compared: a source language first, then any that both have.

    Raises Refusal where they share none.
    """
    here, there = _languages(subject), _languages(object_)
    for language in (subject.language, object_.language, *sorted(here & there)):
        if language in here and language in there:
            return language
    raise Refusal("CROSSWALK_NO_SHARED_LANGUAGE", subject=", ".join(sorted(here)), object=", ".join(sorted(there)))


def choose_kinds(subject: Framework, object_: Framework, language: str) -> tuple[ItemKind, ...]:
    """Return the kinds of item to compare: competencies where both have them, else every kind that both have."""
    kinds = [
        kind
        for kind in ItemKind
        if list_compared(subject, (kind,), language) and list_compared(object_, (kind,), language)
    ]
    return (ItemKind.COMPETENCY,) if ItemKind.COMPETENCY in kinds else tuple(kinds)


def list_compared(framework: Framework, kinds: Iterable[ItemKind], language: str) -> dict[str, Item]:
    """Return the items of these kinds that say something in a language, by identifier."""
    wanted = frozenset(kinds)
    return {item.id: item for item in framework.items if item.kind in wanted and compared_text(item, language)}


def find_evidence(first: str, second: str) -> tuple[str, ...]:
    """Return the longest pieces that two texts share, from the beginning of a word and with a telling word only.

    Pieces are looked for from either text, so that the order of the two does not matter. A piece that ends within a word
    is given with the whole word: the shortest with this beginning that either text has where the piece stands.
    """
    here, there = normalise(first), normalise(second)
    found: set[str] = set()
    for shared in (*shared_pieces(here, there), *shared_pieces(there, here)):
        piece = shared
        while piece and not (f" {piece}" in f" {here}" and f" {piece}" in f" {there}"):
            piece = piece.partition(" ")[2]
        start, _, end = piece.rpartition(" ")
        if start and len(end) < _telling(end) and not (f"{piece} " in f"{here} " and f"{piece} " in f"{there} "):
            piece = start  # the beginning of some other word
        if piece and max(map(len, piece.split())) >= _telling(piece):
            found.add(piece)
    pieces: list[str] = []
    for piece in sorted(found, key=lambda piece: (-len(piece), piece)):
        if not any(piece in longer for longer in pieces):
            pieces.append(piece)
    whole = dict.fromkeys(_end_with_word(piece, here, there) for piece in pieces[:SHOWN_PIECES])
    return tuple(whole)


def _end_with_word(piece: str, *texts: str) -> str:
    """Return a piece with its last word as it stands in a text; of several the shortest, then the first of the alphabet.

    In a script that parts no words the piece stays as it is.
    """
    if unicodedata.name(piece[-1], "").partition(" ")[0] in _WITHOUT_SPACES:
        return piece
    ends = re.compile(rf"(?<!\S){re.escape(piece)}\S*")
    found = [match.group() for text in texts for match in ends.finditer(text)]
    return min(found, key=lambda words: (len(words), words))


def _telling(piece: str) -> int:
    """Return how many letters the longest word of a piece must have, so that it says something."""
    return _TELLING if piece.isascii() else NGRAM_SIZE


def _rank_both_ways(
    here: Mapping[str, str], there: Mapping[str, str], per_item: int, least: float
) -> dict[tuple[str, str], float]:
    """Return the greater score of each pair that is among the best of either of its items."""
    found: dict[tuple[str, str], float] = {}
    forward = MatchIndex(there, measure=Measure.COSINE, size=CHARACTERS)
    for key, text in here.items():
        for match in forward.rank(text, limit=per_item, least=least):
            found[key, match.key] = match.score
    backward = MatchIndex(here, measure=Measure.COSINE, size=CHARACTERS)
    for key, text in there.items():
        for match in backward.rank(text, limit=per_item, least=least):
            found[match.key, key] = max(match.score, found.get((match.key, key), 0.0))
    return found


def _languages(framework: Framework) -> set[str]:
    """Return the languages in which any item says something."""
    return {tag for item in framework.items for part in (item.title, item.statement) for tag in part}


def _same_language(found: str, wanted: str) -> bool:
    return found.partition("-")[0] == wanted.partition("-")[0]
