"""How long it takes to write frameworks of 1,500 and 15,000 items as CASE packages and to read them: about linear, or not?

Run: ``python benchmarks/framework_exchange.py [--sizes 1500 15000 150000] [--foreign]``. The frameworks are those of
``framework_versions.py``: eight associations to an item, so that 15,000 items and 120,000 associations are the size of
ESCO. With ``--foreign`` the package is first made what other programs write: no extensions, links as plain texts,
date-times without a zone. 150,000 items need about 8 GB of memory. Prints the seconds of processor time of each step
in process, and the growth against the size before; the framework that is read is compared with the one written.
"""

import argparse
import datetime
import gc
import json
import time
from collections.abc import Callable
from typing import Any

from framework_versions import make_framework

from capacita.framework.exchange.case import read_case, write_case
from capacita.framework.exchange.contract import WriteOptions

OPTIONS = WriteOptions(moment=datetime.datetime(2026, 1, 31, tzinfo=datetime.UTC))
STEPS = ("write", "read", "read foreign")


def timed(seconds: dict[str, float], step: str, work: Callable[..., Any], *given: Any) -> Any:
    """Do some work and write down how much processor time it took."""
    gc.collect()
    begun = time.process_time()
    made = work(*given)
    seconds[step] = time.process_time() - begun
    return made


def as_others_write(data: bytes) -> bytes:
    """Return a package of ours without what only we write, and as loose as packages are met."""

    def loosen(value: Any) -> Any:
        if isinstance(value, list):
            return [loosen(entry) for entry in value]
        if not isinstance(value, dict):
            return value
        made = {name: loosen(part) for name, part in value.items() if name != "extensions"}
        for end in ("originNodeURI", "destinationNodeURI"):
            if end in made:
                made[end] = made[end]["identifier"]
        if "lastChangeDateTime" in made:
            made["lastChangeDateTime"] = made["lastChangeDateTime"].removesuffix("Z")
        return made

    return json.dumps(loosen(json.loads(data))).encode("utf-8")


def measure(size: int, links: int, seed: int, foreign: bool) -> tuple[dict[str, float], int]:
    """Return the seconds of each step, and the size of the package in bytes."""
    framework = make_framework(size, links, seed)
    seconds: dict[str, float] = {}
    data = timed(seconds, "write", write_case, framework, OPTIONS).data
    assert timed(seconds, "read", read_case, data).framework == framework
    if foreign:
        loose = as_others_write(data)
        read = timed(seconds, "read foreign", read_case, loose).framework
        assert read is not None
        assert len(read.items) == size
    return seconds, len(data)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1500, 15000])
    parser.add_argument("--links", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--foreign", action="store_true")
    given = parser.parse_args()
    steps = STEPS if given.foreign else STEPS[:2]
    print(f"{'items':>8} {'MB':>7}" + "".join(f"{step:>16}" for step in steps))
    earlier: dict[str, float] = {}
    measure(100, given.links, given.seed, given.foreign)  # warms up
    for size in given.sizes:
        seconds, length = measure(size, given.links, given.seed, given.foreign)
        shown = ""
        for step in steps:
            growth = f"x{seconds[step] / earlier[step]:.1f}" if step in earlier else ""
            shown += f"{seconds[step]:8.2f} s {growth:>5}"
        print(f"{size:8} {length / 1e6:7.1f}{shown}", flush=True)
        earlier = seconds


if __name__ == "__main__":
    main()
