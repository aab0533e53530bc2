"""``capacita demo``: the whole story of the demonstration country, as files, without a site."""

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from capacita.cli.terminal import print_json, write_bytes, write_document

DAY = date(2026, 11, 23)  # of the story, so that a second telling is the same to the byte


def register(room: argparse.ArgumentParser) -> None:
    """Make the room itself the command."""
    room.add_argument("--out", type=Path, default=Path("demo-out"), help="folder to write into (default: demo-out)")
    room.add_argument("--json", action="store_true", help="print the list of files as JSON")
    room.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Tell the story and write everything that comes of it."""
    import numpy as np  # noqa: PLC0415 -- slow to load, and only the run needs it

    from capacita.content import read_content  # noqa: PLC0415 -- as above
    from capacita.story import read_inputs  # noqa: PLC0415 -- as above
    from capacita.story.chain import tell_story  # noqa: PLC0415 -- as above
    from capacita.story.files import documents_of, files_of  # noqa: PLC0415 -- as above

    began = time.monotonic()
    story = tell_story(
        read_inputs(read_content), make_rng=np.random.default_rng, today=DAY, say=lambda step: _say(f"{step} ...")
    )
    written: list[str] = []
    for name, value in documents_of(story).items():
        write_document(options.out / name, value)
        written.append(name)
    _say("files ...")
    for name, data in files_of(story).items():
        write_bytes(options.out / name, data)
        written.append(name)
    _say(f"done in {time.monotonic() - began:.0f} s")
    if options.json:
        print_json({"out": str(options.out), "files": sorted(written), "simulated": True})
    else:
        print(f"SIMULATED: {len(written)} files of the fictional country Almara are in {options.out}")
        for name in sorted(written):
            print(f"  {name}")
    return 0


def _say(line: str) -> None:
    """Tell progress on stderr, at a terminal only."""
    if sys.stderr.isatty():
        print(line, file=sys.stderr)
