"""A framework seen from a few of its items: all of it but the level descriptors and associations of the others.

These are most of a large framework, and what Changes do to some items can be told without them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from capacita.framework.changes import Change
from capacita.framework.model import Association, Framework
from capacita.vocabulary import is_identifier


def narrow_framework(framework: Framework, named: Collection[str]) -> Framework:
    """Return a framework with those descriptors and associations alone that are named or hang on an item that is.

    An item is named by its own identifier or by that of one of its descriptors.
    """
    items = {entry.item for entry in framework.descriptors if entry.id in named}.union(named)
    return replace(
        framework,
        descriptors=tuple(entry for entry in framework.descriptors if entry.item in items),
        associations=tuple(link for link in framework.associations if hangs_on(link, items)),
    )


def hangs_on(link: Association, named: Collection[str]) -> bool:
    """Tell whether an association is named, or one of its ends."""
    return link.id in named or link.origin in named or link.destination in named


def list_named(changes: Iterable[Change]) -> Iterator[str]:
    """Yield every identifier that Changes speak of: their targets, and what stands in their values."""
    for change in changes:
        yield change.target
        yield from _list_identifiers(change.before)
        yield from _list_identifiers(change.after)


def _list_identifiers(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if is_identifier(value):
            yield value
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from _list_identifiers(entry)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _list_identifiers(entry)
