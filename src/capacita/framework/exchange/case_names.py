"""What a framework's CASE packages have names for, so that a name which a later version no longer has is found again."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from capacita.framework.exchange.case_editions import whole_languages
from capacita.framework.exchange.case_parts import Value
from capacita.framework.exchange.case_shapes import DEFINITION_KINDS
from capacita.framework.exchange.case_writing import write_package
from capacita.framework.model import Framework

_ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # names do not depend on it


def list_case_names(framework: Framework, bases: Sequence[Framework] = ()) -> frozenset[str]:
    """Return kind and identifier, joined by a slash, of every object in the packages of a framework.

    ``bases`` are the frameworks that it adapts, the nearest first.
    """
    names: set[str] = set()
    for language in whole_languages(framework):
        names.update(_names_in(write_package(framework, moment=_ANY_MOMENT, bases=bases, language=language)[0]))
    return frozenset(names)


def _names_in(package: Value) -> Iterator[str]:
    definitions = package.get("CFDefinitions", {})
    lists = {
        "CFDocuments": [package["CFDocument"]],
        "CFPackages": [package["CFDocument"]],
        "CFItems": package.get("CFItems", ()),
        "CFAssociations": package.get("CFAssociations", ()),
        "CFRubrics": package.get("CFRubrics", ()),
        **{kind: definitions.get(kind, ()) for kind in DEFINITION_KINDS},
    }
    for kind, entries in lists.items():
        yield from (f"{kind}/{entry['identifier']}" for entry in entries)
