"""The content packs that pages read: questions, modules and crosswalks, remembered after the first look."""

import functools
from collections.abc import Mapping

from capacita.assessment.instrument.model import BANK_FORMAT, ItemBank
from capacita.content import PACKS, read_content
from capacita.framework.crosswalk import CROSSWALK_FORMAT, Crosswalk
from capacita.planning.catalogue import CATALOGUE_FORMAT, Catalogue

_CROSSWALK = "crosswalk-"  # begins the name of a pack that holds one


def load_packs() -> None:
    """Have the packs at hand: a process does so when it starts."""
    item_bank()
    catalogue()
    shipped_crosswalks()


@functools.cache
def item_bank() -> ItemBank:
    """Return the questions that come with Capacita."""
    return BANK_FORMAT.read_whole(read_content("item-bank/bank.json"))


@functools.cache
def catalogue() -> Catalogue:
    """Return the training modules, exercises and enabling actions that come with Capacita."""
    return CATALOGUE_FORMAT.read_whole(read_content("catalogue/catalogue.json"))


@functools.cache
def shipped_crosswalks() -> Mapping[str, Crosswalk]:
    """Return the crosswalks that come with Capacita, by code, as they came."""
    packs = [pack for pack in PACKS if pack.startswith(_CROSSWALK)]
    found = (CROSSWALK_FORMAT.read_whole(read_content(f"{pack}/crosswalk.json")) for pack in packs)
    return {crosswalk.code: crosswalk for crosswalk in found}
