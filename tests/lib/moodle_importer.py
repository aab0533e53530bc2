"""What Moodle does with a CSV of a competency framework, step by step after the rules of its importer, as an oracle.

Written from admin/tool/lpimportcsv and competency/classes of Moodle, whose comparisons are PHP's: "1.1" and "1.10" are
the same number there, "0" is empty, a backslash before a quote is an escape, and a row that lacks a name is passed over
with all that is under it. What Moodle stops at is raised; what it passes over is listed. Where Moodle goes on in silence with something that nobody can
have meant, such as a second framework row or a scale of which half is not graded, this reader is stricter and stops too.
"""

import itertools
import json
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

PLACES = (
    "parent",
    "idnumber",
    "shortname",
    "description",
    "format",
    "scale_values",
    "scale_configuration",
    "rule_type",
    "rule_outcome",
    "rule_config",
    "related",
    "exported",
    "is_framework",
    "taxonomies",
)
HEADINGS = (  # of the English language pack, in the places that the importer takes them for where nobody moves them
    "Parent ID number",
    "ID number",
    "Short name",
    "Description",
    "Description format",
    "Scale values",
    "Scale configuration",
    "Rule type (optional)",
    "Rule outcome (optional)",
    "Rule config (optional)",
    "Cross-referenced competency ID numbers",
    "Exported ID (optional)",
    "Is framework",
    "Taxonomy",
)
FORMATS = {"0", "1", "2", "4"}  # of a description: Moodle's own, HTML, plain, Markdown
RULES = {"core_competency\\competency_rule_all", "core_competency\\competency_rule_points"}
LONGEST_TAXONOMIES = 255
TAXONOMIES = {
    "behaviour",
    "competency",
    "concept",
    "domain",
    "indicator",
    "level",
    "outcome",
    "practice",
    "proficiency",
    "skill",
    "value",
}


class MoodleStops(Exception):  # noqa: N818 -- what Moodle throws
    """An exception of Moodle's importer."""


@dataclass
class Competency:
    """A competency as it stands in Moodle's database, with what is under it."""

    idnumber: str
    shortname: str
    description: str
    exported: str
    rule_config: str
    related_cell: str
    parent: str
    scale: list[str] = field(default_factory=list)
    children: list["Competency"] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    created: bool = False


@dataclass
class Imported:
    """What stands in Moodle's database after an import."""

    idnumber: str
    shortname: str
    description: str
    scale: list[str]
    configuration: list[dict[str, Any]]
    taxonomies: list[str]
    competencies: list[Competency] = field(default_factory=list)
    created: list[Competency] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


def fgetcsv(text: str) -> list[list[str]]:
    """Return the records of a CSV as PHP's fgetcsv reads them, with its escape character."""
    rows: list[list[str]] = []
    row: list[str] = []
    cell: list[str] = []
    quoted, at = False, 0
    while at < len(text):
        sign = text[at]
        if quoted:
            if sign == "\\" and at + 1 < len(text) and text[at + 1] == '"':
                cell.append('\\"')
                at += 2
                continue
            if sign == '"' and text[at + 1 : at + 2] == '"':
                cell.append('"')
                at += 2
                continue
            if sign == '"':
                quoted = False
            else:
                cell.append(sign)
        elif sign == '"' and not "".join(cell).strip():
            cell, quoted = [], True
        elif sign == ",":
            row.append("".join(cell))
            cell = []
        elif sign == "\n":
            rows.append([*row, "".join(cell)])
            row, cell = [], []
        else:
            cell.append(sign)
        at += 1
    if cell or row:
        rows.append([*row, "".join(cell)])
    return rows


def loosely_equal(first: str, second: str) -> bool:
    """Tell what PHP's ``==`` says of two strings."""
    number = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*")
    if number.fullmatch(first) and number.fullmatch(second):
        return float(first) == float(second)
    return first == second


def is_empty(text: str) -> bool:
    """Tell what PHP's ``empty`` says of a string."""
    return text in ("", "0")


def clean_text(text: str) -> str:
    """Return a PARAM_TEXT: without tags."""
    return re.sub(r"<[^>]*>?", "", text)


def shorten(text: str) -> str:
    """Return what shorten_text leaves of a text."""
    return text if len(text) <= 100 else text[:97] + "..."


def collated(text: str) -> str:
    """Return a text as a database without capitals and accents compares it."""
    signs = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def check_configuration(values: str, configuration: str) -> list[dict[str, Any]]:
    """Return a scale configuration that Moodle takes. Raises MoodleStops."""
    said = json.loads(configuration)
    if not isinstance(said, list) or "scaleid" not in said[0]:
        raise MoodleStops("errorscaleconfiguration")
    rungs = said[1:]
    if not any(rung.get("scaledefault") for rung in rungs) or not any(rung.get("proficient") for rung in rungs):
        raise MoodleStops("errorscaleconfiguration")
    if [rung["id"] for rung in rungs] != list(range(1, len(values.split(",")) + 1)):
        raise MoodleStops("the configuration is not that of the scale")
    for rung in rungs:  # read without asking whether they are there, when somebody is graded
        if any(rung.get(part) not in (0, 1) for part in ("scaledefault", "proficient")):
            raise MoodleStops("a value of the scale does not say how it is graded")
    if sum(rung["scaledefault"] for rung in rungs) != 1:
        raise MoodleStops("there is more than one default")
    if any(low["proficient"] > high["proficient"] for low, high in itertools.pairwise(rungs)):
        raise MoodleStops("a higher value is less than a lower one")
    return said


def check_rule(cells: dict[str, str], exported: set[str]) -> None:
    """Raise MoodleStops where the rule of a competency cannot be moved to this framework; one unknown is passed by."""
    if cells["rule_type"] not in RULES or cells["rule_config"] in ("", "null"):
        return
    try:
        config = json.loads(cells["rule_config"])
        named = [entry["id"] for entry in config["competencies"]]
    except (ValueError, KeyError, TypeError):
        raise MoodleStops("invaliddata: rule") from None
    if not all(str(name) in exported for name in named):
        raise MoodleStops("the rule names what is not in the file")


def import_framework(data: bytes) -> Imported:
    """Return what Moodle makes of a file. Raises MoodleStops where it throws."""
    text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip()
    rows = fgetcsv(text + "\n")
    if any(len(row) != len(rows[0]) for row in rows):
        raise MoodleStops("csvweirdcolumns")
    if tuple(rows[0]) != HEADINGS:
        raise MoodleStops("somebody would have to say which column is which")
    flat: dict[str, Competency] = {}
    head: dict[str, str] | None = None
    passed_over: list[str] = []
    for row in rows[1:]:
        cells = dict(zip(PLACES, row, strict=True))
        if cells["format"] not in FORMATS:
            raise MoodleStops("invaliddata: descriptionformat")
        if not is_empty(cells["is_framework"]):
            if head is not None or cells["parent"]:
                raise MoodleStops("a second framework, or one that stands under something")
            head = cells
            continue
        if cells["idnumber"] in flat:
            passed_over.append(cells["idnumber"])
        flat[cells["idnumber"]] = Competency(
            idnumber=shorten(clean_text(cells["idnumber"])),
            shortname=shorten(clean_text(cells["shortname"])),
            description=cells["description"],
            exported=cells["exported"],
            rule_config=cells["rule_config"],
            related_cell=cells["related"],
            parent=clean_text(cells["parent"]),
            scale=_scale_of(cells),
        )
    if head is None:
        raise MoodleStops("invalidimportfile")
    if max(len(head["idnumber"]), len(head["shortname"])) > 100 or is_empty(head["idnumber"]):
        raise MoodleStops("invaliddata")
    if len(head["taxonomies"]) > LONGEST_TAXONOMIES:
        raise MoodleStops("too long")
    if any(word and word not in TAXONOMIES for word in head["taxonomies"].split(",")):
        raise MoodleStops("invalidtaxonomy")
    every = [dict(zip(PLACES, row, strict=True)) for row in rows[1:]]
    for cells in every:
        check_rule(cells, {entry["exported"] for entry in every})
    made = Imported(
        idnumber=shorten(clean_text(head["idnumber"])),
        shortname=shorten(clean_text(head["shortname"])),
        description=head["description"],
        scale=[value.strip() for value in head["scale_values"].split(",")],
        configuration=check_configuration(head["scale_values"], head["scale_configuration"]),
        taxonomies=head["taxonomies"].split(","),
        passed_over=passed_over,
    )
    _Tree(flat, made).build()
    return made


def _scale_of(cells: dict[str, str]) -> list[str]:
    if not cells["scale_values"]:
        return []
    check_configuration(cells["scale_values"], cells["scale_configuration"])
    return cells["scale_values"].split(",")


class _Tree:
    def __init__(self, flat: dict[str, Competency], made: Imported) -> None:
        self.flat, self.made = flat, made
        self.numbers: set[str] = set()

    def build(self) -> None:
        for competency in self._under("", 0):
            self._create(competency)
        for entry in self.flat.values():
            if not entry.created:
                self.made.passed_over.append(entry.idnumber)
        self.made.competencies = self._under("", 0)
        for entry in self.made.created:
            for raw in filter(None, entry.related_cell.split(",")):
                number = raw.replace("%2C", ",")
                if loosely_equal(number, entry.idnumber):
                    raise MoodleStops("a competency is not related to itself")
                if number in self.flat and self.flat[number].created:
                    entry.related.append(number)
                else:
                    self.made.passed_over.append(f"{entry.idnumber} -> {number}")

    def _under(self, number: str, depth: int) -> list[Competency]:
        if depth > 60:
            raise MoodleStops("it goes round in a circle")
        found = [entry for entry in self.flat.values() if loosely_equal(entry.parent, number)]
        for entry in found:
            entry.children = self._under(entry.idnumber, depth + 1)
        return found

    def _create(self, entry: Competency) -> None:
        if is_empty(entry.idnumber) or is_empty(entry.shortname):
            return  # and with it all that is under it
        if len(entry.idnumber) > 100 or len(entry.shortname) > 100:
            raise MoodleStops("too long")
        if collated(entry.idnumber) in self.numbers:
            raise MoodleStops(f"idnumbertaken: {entry.idnumber}")
        self.numbers.add(collated(entry.idnumber))
        entry.created = True
        self.made.created.append(entry)
        for child in entry.children:
            self._create(child)
