"""What Moodle's importer of competency frameworks asks of a file: its columns, its limits and its words.

After admin/tool/lpimportcsv and competency/classes of Moodle, whose importer reads columns by their place, creates and
never updates, and passes over a row without ID number or short name, with all that is under it, without a word.
"""

from typing import Final

from capacita.framework.model import ItemKind

COLUMNS: Final = (
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
LONGEST: Final = 100  # characters of an ID number and a short name
HTML: Final = "1"  # the description format
NO_RULE: Final = "null"
MOODLE: Final = "moodle"  # where extensions keep what only Moodle has a word for

# Moodle calls a whole level of the tree by one of its own words.
TAXONOMY: Final = {
    ItemKind.DOMAIN: "domain",
    ItemKind.COMPETENCY: "competency",
    ItemKind.ATTITUDE: "value",
    ItemKind.STATEMENT: "skill",
    ItemKind.OUTCOME: "outcome",
    ItemKind.RECOMMENDATION: "practice",
    ItemKind.OTHER: "concept",
}
KINDS: Final = {
    **{word: kind for kind, word in TAXONOMY.items()},
    "behaviour": ItemKind.STATEMENT,
    "indicator": ItemKind.STATEMENT,
    "level": ItemKind.OTHER,
    "proficiency": ItemKind.OTHER,
}
MOST_TAXONOMY_WORDS: Final = 20  # the field holds 255 characters
# For a framework without levels: two rungs, the second of which is enough. The English ones are those of every Moodle.
STAND_IN_SCALE: Final = {
    "en": ("Not yet competent", "Competent"),
    "fr": ("Pas encore acquis", "Acquis"),
    "es": ("Aún no competente", "Competente"),
    "ar": ("غير متمكن بعد", "متمكن"),
    "ru": ("Пока не освоено", "Освоено"),
    "zh": ("尚未掌握", "已掌握"),
}
