"""A framework with translations brought into it."""

from collections.abc import Iterable

from capacita.framework.applying import apply_change
from capacita.framework.changes import Change
from capacita.framework.draft import Draft
from capacita.framework.model import Framework


def apply_translations(framework: Framework, changes: Iterable[Change]) -> Framework:
    """Return a framework with Changes applied that lead to a later draft of the same version.

    Raises Refusal when the framework is not what a Change expects to find, and changes nothing then.
    """
    draft = Draft(framework, None)
    for place, change in enumerate(changes):
        apply_change(draft, change, place)
    return draft.framework()
