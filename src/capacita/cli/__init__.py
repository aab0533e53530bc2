"""The command line: ``capacita ROOM VERB INPUT... [-o OUTPUT] [--json]``, one module per room.

Exit 0 is fine (warnings included), 1 a finding of severity error or a refusal, 2 unreadable input or wrong usage.
stdout holds only the result; an error is one line on stderr.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence

from capacita import __version__
from capacita.cli.terminal import complain, explain_refusal
from capacita.vocabulary import Refusal

# One module per room, imported only when its room is asked for: a framework command never waits for a solver.
ROOMS = {
    "framework": "read, check and convert competency frameworks",
    "adaptation": "apply and compare national adaptations",
    "consultation": "schedules, kits and outputs of consultations",
    "assessment": "samples, estimates and gaps",
    "planning": "training plans under real limits",
    "toolkit": "build toolkits and trace their numbers",
    "demo": "run the whole story of the demonstration country",
    "site": "serve, migrate and fill the site",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="capacita", description="Competency frameworks of the public service")
    parser.add_argument("--version", action="version", version=f"capacita {__version__}")
    rooms = parser.add_subparsers(dest="room", metavar="ROOM", required=True)
    asked = next((word for word in given if not word.startswith("-")), None)
    for name, summary in ROOMS.items():
        room = rooms.add_parser(name, help=summary, description=summary)
        if name == asked:
            importlib.import_module(f"capacita.cli.{name}").register(room)
    options = parser.parse_args(given)
    try:
        code = options.run(options)
    except Refusal as refusal:
        complain(explain_refusal(refusal))
        return refusal.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    assert isinstance(code, int)
    return code
