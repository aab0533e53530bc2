"""A scale and answers for tests of the private check."""

from capacita.framework import ProficiencyLevel
from capacita.vocabulary import derive_identifier, written

CODES = ("foundation", "practitioner", "lead", "shaper")
LEVELS = tuple(
    ProficiencyLevel(
        id=derive_identifier("0ba838c0-e42c-5baf-9977-d0f719525a23", code),
        code=code,
        position=position,
        title=written(code.title()),
    )
    for position, code in enumerate(CODES, start=1)
)
