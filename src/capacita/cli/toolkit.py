"""``capacita toolkit ...``: make a toolkit in any of its forms, and follow a number in it back to its source."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from capacita.cli.terminal import add_verb, print_json, read_bytes, write_bytes

if TYPE_CHECKING:
    from capacita.toolkit import ToolkitDocument, ToolkitSpec

# Each verb imports what it needs when it runs: a trace never waits for a typesetter.


def register(room: argparse.ArgumentParser) -> None:
    """Add the verbs of this room."""
    verbs = room.add_subparsers(dest="verb", metavar="VERB", required=True)
    build = add_verb(verbs, "build", run_build, "make a toolkit as HTML, Word, PDF or JSON", output=True)
    build.add_argument(
        "spec", type=Path, metavar="SPEC", help="a capacita-toolkit-spec document, or a finished capacita-toolkit one"
    )
    trace = add_verb(verbs, "trace", run_trace, "follow a number back to where it began")
    trace.add_argument("document", type=Path, metavar="DOCUMENT", help="a capacita-toolkit document (JSON)")
    trace.add_argument("number", metavar="NUMBER_ID", help="the identifier of a number in it")


def run_build(options: argparse.Namespace) -> int:
    """Compose the toolkit where a specification is given, check it, and write it in the form of the output's name."""
    from capacita.toolkit import TOOLKIT_FORMAT, check_toolkit  # noqa: PLC0415 -- heavy, and only this command needs it
    from capacita.toolkit.renderers import renderer_for  # noqa: PLC0415 -- heavy, and only this command needs it

    renderer = renderer_for(options.output.name) if options.output else None
    document = _read_document(options.spec)
    check_toolkit(document)
    if renderer is not None:
        write_bytes(options.output, renderer.render(document))
    if options.json:
        print_json(TOOLKIT_FORMAT.dump(document))
    else:
        print(document.title)
        print(f"sections {len(document.sections)}")
        print(f"numbers {len(document.numbers)}")
        print(f"stops behind them {len(document.trail) - len(document.numbers) - 1}")
        if document.simulated:
            print("simulated yes")
    return 0


def run_trace(options: argparse.Namespace) -> int:
    """Print every stop behind a number, the nearest first."""
    from capacita.toolkit import TOOLKIT_FORMAT, trace_number  # noqa: PLC0415 -- heavy, and only this command needs it

    document = TOOLKIT_FORMAT.read_whole(read_bytes(options.document))
    stops = trace_number(document, options.number)
    if options.json:
        print_json(
            [
                {
                    "depth": depth,
                    "id": stop.id,
                    "kind": stop.kind.value,
                    "label": stop.label,
                    "made_from": list(stop.made_from),
                }
                for depth, stop in stops
            ]
        )
    else:
        for depth, stop in stops:
            print(f"{'  ' * depth}{stop.kind.value}: {stop.label} [{stop.id}]")
    return 0


def _read_document(path: Path) -> "ToolkitDocument":
    from capacita.toolkit import SPEC_FORMAT, TOOLKIT_FORMAT  # noqa: PLC0415 -- heavy, and only this command needs it
    from capacita.vocabulary import parse_object  # noqa: PLC0415 -- heavy, and only this command needs it

    data = read_bytes(path)
    if str(parse_object(data).get("format", "")).startswith(f"{SPEC_FORMAT.family}/"):
        return _compose(SPEC_FORMAT.read_whole(data), path.parent)
    return TOOLKIT_FORMAT.read_whole(data)


def _compose(spec: "ToolkitSpec", folder: Path) -> "ToolkitDocument":
    """Read the files that a specification names and compose the toolkit from them."""
    from capacita.assessment.instrument import BANK_FORMAT  # noqa: PLC0415 -- heavy, and only this command needs it
    from capacita.assessment.profile import ESTIMATES_FORMAT, GAPS_FORMAT  # noqa: PLC0415 -- heavy, and only this command needs it
    from capacita.content import read_content  # noqa: PLC0415 -- heavy, and only this command needs it
    from capacita.framework import ADAPTATION_FORMAT, FRAMEWORK_FORMAT  # noqa: PLC0415 -- heavy, and only this command needs it
    from capacita.planning import CATALOGUE_FORMAT, PLAN_FORMAT  # noqa: PLC0415 -- heavy, and only this command needs it
    from capacita.toolkit import TEXTS_FORMAT, TRAIL_FORMAT, compose_policy_maker_toolkit  # noqa: PLC0415 -- heavy, and only this command needs it

    def read(name: str) -> bytes:
        return read_bytes(folder / name)

    texts = read(spec.texts) if spec.texts else read_content("toolkit-texts/texts.json")
    return compose_policy_maker_toolkit(
        framework=FRAMEWORK_FORMAT.read_whole(read(spec.framework)),
        adaptations=tuple(ADAPTATION_FORMAT.read_whole(read(name)) for name in spec.adaptations),
        estimates=ESTIMATES_FORMAT.read_whole(read(spec.estimates)),
        gaps=GAPS_FORMAT.read_whole(read(spec.gaps)),
        plan=PLAN_FORMAT.read_whole(read(spec.plan)),
        catalogue=CATALOGUE_FORMAT.read_whole(read(spec.catalogue)),
        texts=TEXTS_FORMAT.read_whole(texts),
        ledger=TRAIL_FORMAT.read_whole(read(spec.ledger)).stops if spec.ledger else (),
        bank=BANK_FORMAT.read_whole(read(spec.bank)) if spec.bank else None,
        group_titles=spec.group_titles,
        language=spec.language,
        hours=spec.hours,
        competencies=spec.competencies,
        date=spec.date,
    )
