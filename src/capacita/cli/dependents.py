"""What depends on a framework among what comes with Capacita: questions, modules, exercises, and a crosswalk."""

from collections.abc import Iterator

from capacita.assessment.instrument.model import BANK_FORMAT
from capacita.content import read_content
from capacita.framework import Framework
from capacita.framework.comparison import Dependent, DependentKind
from capacita.framework.crosswalk import CROSSWALK_FORMAT, LinkDecision
from capacita.planning.catalogue import CATALOGUE_FORMAT
from capacita.vocabulary import plain_text


def list_shipped_dependents(framework: Framework) -> list[Dependent]:
    """Return what of the packs depends on items of a framework; what is about other frameworks is left aside."""
    known = {item.id for item in framework.items}
    return [dependent for dependent in _list_all(framework.language) if known.intersection(dependent.items)]


def _list_all(language: str) -> Iterator[Dependent]:
    for question in BANK_FORMAT.read_whole(read_content("item-bank/bank.json")).questions:
        if question.item:
            yield Dependent(kind=DependentKind.QUESTION, id=question.id, items=(question.item,), label=question.code)
    catalogue = CATALOGUE_FORMAT.read_whole(read_content("catalogue/catalogue.json"))
    for module in catalogue.modules:
        items = tuple(dict.fromkeys(effect.item for effect in module.effects))
        label = f"{module.code} {plain_text(module.title, language)}"
        yield Dependent(kind=DependentKind.MODULE, id=module.id, items=items, label=label)
    crosswalk = CROSSWALK_FORMAT.read_whole(read_content("crosswalk-digcomp3/crosswalk.json"))
    for link in crosswalk.links:
        if link.decision is not LinkDecision.REJECTED:
            label = f"{link.subject_code} - {link.object_code} {link.object_title}"
            yield Dependent(kind=DependentKind.CROSSWALK, id=link.id, items=(link.subject,), label=label)
