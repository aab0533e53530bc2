"""The command line: ``capacita ROOM VERB INPUT... [-o OUTPUT] [--json]``, one module per room.

Exit 0 is fine (warnings included), 1 a finding of severity error or a refusal, 2 unreadable input or wrong usage,
130 stopped with Ctrl-C, 141 when whoever reads stdout closed it (``| head -1``), without a word.
``serve`` and ``work`` go on until they are stopped, so that ends them with 0.
stdout holds only the result; an error is one line on stderr.
"""

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from capacita import __version__
from capacita.cli.parsing import Parser
from capacita.cli.streams import show_plainly
from capacita.cli.terminal import complain, explain_refusal, refuse_writing
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
    "serve": "run the site and its worker until stopped",
    "work": "do the site's queued jobs until stopped",
    "migrate": "bring the site's database to this version",
    "backup": "write the whole site into one file, or check such a file",
    "restore": "bring a site back from its backup",
    "check": "look for faults of the site's installation",
}
# A command makes millions of parts that live until it ends. Looking for cycles among them again and again costs half as
# much as the work itself at 15,000 items, and grows faster than it.
COLLECTOR_THRESHOLDS = (100_000, 50, 1_000)
STOPPED = 130  # 128 and the number of SIGINT, as shells say it
UNREAD = 141  # 128 and the number of SIGPIPE: whoever read the result has closed it, and nobody is to be told
# All in cli.site, the only module that knows Django.
SITE_COMMANDS = ("serve", "work", "migrate", "backup", "restore", "check")


def module_of(name: str) -> str:
    """Return the module that holds a room or a command of the site."""
    return "capacita.cli.site" if name in SITE_COMMANDS else f"capacita.cli.{name}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = Parser(prog="capacita", description="Competency frameworks of the public service")
    parser.add_argument("--version", action="version", version=f"capacita {__version__}")
    rooms = parser.add_subparsers(dest="room", metavar="ROOM", required=True)
    asked = next((word for word in given if not word.startswith("-")), None)
    for name, summary in ROOMS.items():
        room = rooms.add_parser(name, help=summary, description=summary)
        if name == asked:
            importlib.import_module(module_of(name)).register(room)
    if sys.stdout is None:  # closed before we began
        sys.stdout = _open_nothing(asked)
    is_alone = arguments is None and asked not in SITE_COMMANDS
    if is_alone:
        sys.stdout = show_plainly(sys.stdout)
        sys.stderr = show_plainly(sys.stderr) if sys.stderr is not None else None
    try:
        return _run(parser, given, is_alone=is_alone)
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        sys.stdout = None  # what waits in it can go nowhere: nothing tries again at the end
        return UNREAD
    except OSError as fault:
        if asked in SITE_COMMANDS:
            raise
        sys.stdout = None
        complain(explain_refusal(refuse_writing(fault)))
        return Refusal.exit_code


def _run(parser: Parser, given: Sequence[str], *, is_alone: bool) -> int:
    """Do what is asked and write out the whole result, or the help, before anything is said of how it went."""
    try:
        options = parser.parse_args(given)
        if is_alone:
            gc.set_threshold(*COLLECTOR_THRESHOLDS)
        code = options.run(options)
    except Refusal as refusal:
        complain(explain_refusal(refusal))
        code = refusal.exit_code
    except SystemExit:
        sys.stdout.flush()
        raise
    sys.stdout.flush()
    assert isinstance(code, int)
    return code


def _open_nothing(asked: str | None) -> TextIO:
    """Return what takes the place of a closed standard output: a result is told that it cannot be written.

    A site that runs without one is no fault: what it says is lost.
    """
    return open(os.devnull, "w" if asked in SITE_COMMANDS else "r", encoding="utf-8")  # to the end
