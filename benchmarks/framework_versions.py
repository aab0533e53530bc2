"""How long it takes to check, compare, merge and convert frameworks of 1,500, 15,000 and 150,000 items: about linear, or not?

Run: ``python benchmarks/framework_versions.py [--sizes 1500 15000 150000]``. Each framework has eight associations to
an item (15,000 items and 120,000 associations are the size of ESCO), a description to every third, and a tree of ten
to a parent, made by seed. Two copies of it are edited apart: a tenth of the items reworded, a hundredth moved, added
and withdrawn on each side. Prints the CPU seconds of each step in process (one core), and the growth against the size before.
"""

import argparse
import gc
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from capacita.cli import COLLECTOR_THRESHOLDS
from capacita.framework import (
    FRAMEWORK_FORMAT,
    Association,
    AssociationKind,
    Framework,
    FrameworkStatus,
    Item,
    ItemKind,
    LevelDescriptor,
    ProficiencyLevel,
    ProficiencyScale,
    read_framework,
    validate_framework,
)
from capacita.framework.comparison import Choice, Side, apply_changes, diff_frameworks, merge_frameworks
from capacita.framework.exchange.contract import WriteOptions
from capacita.framework.exchange.formats import write_as
from capacita.vocabulary import CAPACITA, canonical_json, derive_identifier, has_errors, written

CONVERTED = ("capacita", "case", "skos-ttl", "csv")
ROOT = derive_identifier(CAPACITA, "benchmark", "versions")


def name(*words: object) -> str:
    return derive_identifier(ROOT, *map(str, words))


def make_item(number: int, parent: str | None, position: int) -> Item:
    return Item(
        id=name("item", number),
        kind=ItemKind.OTHER,
        code=f"{number}",
        parent=parent,
        position=position,
        title=written(f"Competency {number}"),
        statement=written(f"Does what number {number} asks for, and says why."),
    )


def make_framework(size: int, links: int, seed: int) -> Framework:
    chance = np.random.default_rng(seed)
    keys = [name("item", number) for number in range(size)]
    items = [make_item(number, keys[(number - 10) // 10] if number >= 10 else None, number) for number in range(size)]
    ends = chance.integers(0, size, size=(size * links, 2))
    level = ProficiencyLevel(id=name("level"), code="one", position=1, title=written("One"))
    return Framework(
        id=ROOT,
        code="large",
        title=written("A large framework"),
        language="en",
        version="1.0",
        status=FrameworkStatus.DRAFT,
        scales=(ProficiencyScale(id=name("scale"), code="scale", title=written("Scale"), levels=(level,)),),
        items=tuple(items),
        descriptors=tuple(
            LevelDescriptor(id=name("d", number), item=keys[number], level=level.id, text=written("Does it."))
            for number in range(0, size, 3)
        ),
        associations=tuple(
            Association(
                id=name("link", number),
                kind=AssociationKind.IS_RELATED_TO,
                origin=keys[int(one)],
                destination=keys[int(other)] if one != other else "https://example.org/other",
            )
            for number, (one, other) in enumerate(ends)
        ),
    )


def edit(framework: Framework, seed: int) -> Framework:
    """Reword a tenth, move and add a hundredth, and withdraw a hundredth of what has nothing under it."""
    chance = np.random.default_rng(seed)
    size = len(framework.items)
    reworded = set(chance.choice(size, size // 10, replace=False).tolist())
    parents = {item.parent for item in framework.items}
    leaves = [number for number, item in enumerate(framework.items) if item.id not in parents]
    picked = chance.choice(leaves, size // 50, replace=False).tolist()
    moved, gone = set(picked[: size // 100]), {framework.items[number].id for number in picked[size // 100 :]}
    items = []
    for number, item in enumerate(framework.items):
        if number in reworded:
            item = replace(item, statement=written(f"Does it anew, {seed}, {number}."))
        if number in moved:
            item = replace(item, parent=framework.items[int(chance.integers(0, 10))].id)
        if item.id not in gone:
            items.append(item)
    added = [
        make_item(size * (seed + 1) + number, framework.items[int(chance.integers(0, 10))].id, number)
        for number in range(size // 100)
    ]
    return replace(
        framework,
        items=(*items, *added),
        descriptors=tuple(entry for entry in framework.descriptors if entry.item not in gone),
        associations=tuple(
            link for link in framework.associations if link.origin not in gone and link.destination not in gone
        ),
    )


def timed(seconds: dict[str, float], step: str, work: Callable[..., Any], *given: Any) -> Any:
    """Do some work and write down the CPU seconds that it took."""
    gc.collect()
    gc.freeze()  # what was made before is not this step's
    begun = time.process_time()
    made = work(*given)
    seconds[step] = time.process_time() - begun
    return made


def measure(size: int, links: int, seed: int) -> tuple[Framework, dict[str, float], int, int]:
    """Return a framework, the seconds of each step with it, and how many changes and conflicts there were."""
    base = make_framework(size, links, seed)
    ours, theirs = edit(base, seed + 1), edit(base, seed + 2)
    data = canonical_json(FRAMEWORK_FORMAT.dump(base))
    seconds: dict[str, float] = {}
    assert not has_errors(timed(seconds, "read", read_framework, data).findings)
    assert not has_errors(timed(seconds, "validate", validate_framework, base))
    changes = timed(seconds, "diff", diff_frameworks, base, ours)
    assert diff_frameworks(timed(seconds, "apply", apply_changes, base, changes), ours) == ()
    result = timed(seconds, "merge", merge_frameworks, base, ours, theirs)
    found = len(result.conflicts)
    for form in CONVERTED:
        timed(seconds, form, write_as, base, form, WriteOptions(moment=datetime(2026, 11, 27, tzinfo=UTC)))
    choices: dict[str, Choice] = {}
    while result.conflicts:
        choices.update({conflict.id: Choice(side=Side.OURS) for conflict in result.conflicts})
        result = merge_frameworks(base, ours, theirs, choices)
    return base, seconds, len(changes), found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1500, 15000, 150000])
    parser.add_argument("--links", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    steps = ("read", "validate", "diff", "apply", "merge", *CONVERTED)
    print(f"{'items':>8} {'links':>9}" + "".join(f"{step:>15}" for step in steps) + "  changes conflicts")
    gc.set_threshold(*COLLECTOR_THRESHOLDS)  # as the command line does
    earlier: dict[str, float] = {}
    measure(100, given.links, given.seed)  # warms up
    for size in given.sizes:
        base, seconds, changes, conflicts = measure(size, given.links, given.seed)
        shown = ""
        for step in steps:
            growth = f"x{seconds[step] / earlier[step]:.1f}" if step in earlier else ""
            shown += f"{seconds[step]:7.2f} s {growth:>5}"
        print(f"{size:8} {len(base.associations):9}{shown}  {changes:7} {conflicts:9}", flush=True)
        earlier = seconds


if __name__ == "__main__":
    main()
