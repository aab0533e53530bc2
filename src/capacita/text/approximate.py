"""The place in a text that says nearly the same as some words: the fewest letters put in, taken out or changed.

The columns of the table of edit distances are kept as the bits of whole numbers (Myers, "A fast bit-vector algorithm
for approximate string matching based on dynamic programming", Journal of the ACM 46(3), 1999, pp. 395-415, figure 7
on p. 405), so that one step of the text costs a few operations on numbers as long as the words.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMatch:
    """A piece of a text that is like the words, and by how many letters (code points) it differs."""

    start: int
    end: int
    distance: int


def find_nearest(words: str, text: str, *, most: int) -> NearMatch | None:
    """Return the piece of a text that differs least from some words, None where all differ by more than ``most``.

    Of several equally near the first to end is taken, and of those the shortest in difference of length from the words.
    """
    if not words or not text:
        return None
    distances = _distances_at_ends(words, text)
    least = min(distances)
    if least > most:
        return None
    end = distances.index(least)
    if end == 0:
        return None  # nothing of the words is there at all
    # Backwards from that end, the starts at which the whole piece has this distance.
    back = _whole_distances(words[::-1], text[max(0, end - len(words) - least) : end][::-1])
    starts = [end - length for length, distance in enumerate(back) if distance == least and length]
    if not starts:
        return None
    start = min(starts, key=lambda place: (abs(end - place - len(words)), place))
    return NearMatch(start=start, end=end, distance=least)


def edit_distance(first: str, second: str) -> int:
    """Return the fewest letters to put in, take out or change that turn one text into the other (Levenshtein)."""
    if not first:
        return len(second)
    return _whole_distances(first, second)[-1]


def _distances_at_ends(words: str, text: str) -> list[int]:
    """Return for each place of the text the distance of the words to the nearest piece that ends there."""
    return _step_through(words, text, free_start=True)


def _whole_distances(words: str, text: str) -> list[int]:
    """Return the distance of the words to each beginning of the text, the empty one first."""
    return _step_through(words, text, free_start=False)


def _step_through(words: str, text: str, *, free_start: bool) -> list[int]:
    length = len(words)
    all_bits, last = (1 << length) - 1, 1 << (length - 1)
    where: dict[str, int] = {}
    for place, letter in enumerate(words):
        where[letter] = where.get(letter, 0) | 1 << place
    up, down, score = all_bits, 0, length
    scores = [score]
    for letter in text:
        equal = where.get(letter, 0)
        vertical = equal | down
        across = (((equal & up) + up) ^ up) | equal
        rises = down | (~(across | up) & all_bits)
        falls = up & across
        if rises & last:
            score += 1
        if falls & last:
            score -= 1
        rises = (rises << 1) | (0 if free_start else 1)
        falls <<= 1
        up = (falls | ~(vertical | rises)) & all_bits
        down = rises & vertical & all_bits
        scores.append(score)
    return scores
