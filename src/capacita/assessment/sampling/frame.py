"""The sampling frame: everybody who could be asked, by pseudonym, with the columns that groups are made of."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capacita.vocabulary import NotFound, Unreadable

PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """Everybody once. A column is an array of places in its list of categories.

    ``persons`` are pseudonyms; ``codes[column][i]`` is the place of person i in ``categories[column]``. ``weights``
    are the people whom each stands for, where the frame itself is known only from a sample.
    """

    persons: NDArray[np.str_]
    categories: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, NDArray[np.intp]]
    simulated: bool
    weights: NDArray[np.float64] | None = None

    @property
    def size(self) -> int:
        """The number of people."""
        return int(self.persons.size)

    def values_of(self, column: str) -> NDArray[np.str_]:
        """Return a column as text, one entry a person. Raises NotFound for a column that there is not."""
        self.check_columns([column])
        return np.asarray(self.categories[column], dtype=np.str_)[self.codes[column]]

    def check_columns(self, columns: Sequence[str]) -> None:
        """Raise NotFound for the first of these columns that the frame lacks."""
        for column in columns:
            if column not in self.codes:
                raise NotFound("FRAME_NO_COLUMN", column=column, expected=", ".join(self.codes))

    def cross(self, columns: Sequence[str]) -> tuple[NDArray[np.intp], tuple[tuple[str, ...], ...]]:
        """Return the crossing of columns: a place for each person, and the values behind each place.

        Only combinations that somebody has are listed, in the order of the categories.
        """
        self.check_columns(columns)
        joined = np.zeros(self.size, dtype=np.intp)
        for column in columns:
            joined = joined * len(self.categories[column]) + self.codes[column]
        found, places = np.unique(joined, return_inverse=True)
        keys = []
        for number in found.tolist():
            values: list[str] = []
            for column in reversed(columns):
                number, place = divmod(number, len(self.categories[column]))
                values.append(self.categories[column][place])
            keys.append(tuple(reversed(values)))
        return places.astype(np.intp), tuple(keys)


def write_frame(frame: Frame) -> bytes:
    """Return the frame as CSV bytes (UTF-8, one line a person), always the same for the same frame.

    A simulated frame says so in a column of its own, on every line: the mark cannot get lost.
    """
    columns = list(frame.codes)
    text = io.StringIO(newline="")
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow([PERSON, *columns, *(["simulated"] if frame.simulated else [])])
    mark = ["yes"] if frame.simulated else []
    values = [frame.values_of(column).tolist() for column in columns]
    sheet.writerows([*row, *mark] for row in zip(frame.persons.tolist(), *values, strict=True))
    return text.getvalue().encode("utf-8")


def read_frame(data: bytes) -> Frame:
    """Return the frame in CSV bytes: a column ``person`` and any others, which become the group columns.

    Categories are listed in the order in which they first appear. Raises Unreadable for a frame without people,
    without pseudonyms, with a pseudonym twice or with an empty cell.
    """
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except UnicodeDecodeError as fault:
        raise Unreadable("DOCUMENT_NOT_UTF8", offset=fault.start) from None
    if not rows or PERSON not in rows[0]:
        raise Unreadable("FRAME_NO_PERSON_COLUMN")
    head, body = rows[0], [(line, row) for line, row in enumerate(rows[1:], start=2) if any(row)]
    for line, row in body:
        for place, column in enumerate(head):
            if place >= len(row) or not row[place].strip():
                raise Unreadable("FRAME_EMPTY_CELL", column=column, line=line)
    return frame_of_columns(
        [row[head.index(PERSON)] for _, row in body],
        {column: [row[place] for _, row in body] for place, column in enumerate(head) if column != PERSON},
    )


def frame_of_columns(
    persons: Sequence[str], columns: Mapping[str, Sequence[str]], *, weights: NDArray[np.float64] | None = None
) -> Frame:
    """Return the frame of pseudonyms and text columns; a column ``simulated`` becomes the frame's mark.

    Raises Unreadable for a frame without people and for a pseudonym that stands there twice.
    """
    if not persons:
        raise Unreadable("FRAME_EMPTY")
    seen: set[str] = set()
    for person in persons:
        if person in seen:
            raise Unreadable("FRAME_PERSON_TWICE", person=person)
        seen.add(person)
    simulated = "yes" in columns.get("simulated", ())
    categories: dict[str, tuple[str, ...]] = {}
    codes: dict[str, NDArray[np.intp]] = {}
    for column, values in columns.items():
        if column == "simulated":
            continue
        listed = {value: place for place, value in enumerate(dict.fromkeys(values))}
        categories[column] = tuple(listed)
        codes[column] = np.array([listed[value] for value in values], dtype=np.intp)
    return Frame(
        persons=np.array(persons, dtype=np.str_),
        categories=categories,
        codes=codes,
        simulated=simulated,
        weights=weights,
    )
