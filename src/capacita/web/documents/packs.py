"""The content packs that pages read: questions and modules, remembered after the first look."""

import functools

from capacita.assessment.instrument.model import BANK_FORMAT, ItemBank
from capacita.content import read_content
from capacita.planning.catalogue import CATALOGUE_FORMAT, Catalogue


def load_packs() -> None:
    """Have the packs at hand: a process does so when it starts."""
    item_bank()
    catalogue()


@functools.cache
def item_bank() -> ItemBank:
    """Return the questions that come with Capacita."""
    return BANK_FORMAT.read_whole(read_content("item-bank/bank.json"))


@functools.cache
def catalogue() -> Catalogue:
    """Return the training modules, exercises and enabling actions that come with Capacita."""
    return CATALOGUE_FORMAT.read_whole(read_content("catalogue/catalogue.json"))
