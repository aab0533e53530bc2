"""``capacita planning ...``: from gaps to a problem, from a problem to a plan, from a plan to sentences."""

import argparse
from pathlib import Path

from capacita.cli.terminal import add_verb, print_json, read_bytes, write_document


def register(room: argparse.ArgumentParser) -> None:
    """Add the verbs of this room."""
    verbs = room.add_subparsers(dest="verb", metavar="VERB", required=True)
    problem = add_verb(verbs, "problem", run_problem, "put gaps, catalogue and limits together", output=True)
    problem.add_argument("gaps", type=Path, metavar="GAPS", help="a capacita-gaps document")
    problem.add_argument("catalogue", type=Path, metavar="CATALOGUE", help="a capacita-catalogue document")
    problem.add_argument("limits", type=Path, metavar="LIMITS", help="a capacita-limits document")
    optimise = add_verb(verbs, "optimise", run_optimise, "choose the plan that closes most", output=True)
    optimise.add_argument("problem", type=Path, metavar="PROBLEM", help="a capacita-problem document")
    optimise.add_argument("--relative-gap", type=float, default=None, help="stop when no plan is better by this share")
    optimise.add_argument("--node-limit", type=int, default=None, help="stop after so many nodes of the search")
    optimise.add_argument("--robust", action="store_true", help="mark choices that stand when gaps shrink and grow")
    explain = add_verb(verbs, "explain", run_explain, "say what a plan does, and what it leaves out")
    explain.add_argument("plan", type=Path, metavar="PLAN", help="a capacita-plan document")
    explain.add_argument("--framework", type=Path, help="the framework, to call competencies by their titles")
    explain.add_argument("--language", default="en", help="the language of titles and numbers")


def run_problem(options: argparse.Namespace) -> int:
    """Assemble the problem, write it, and say how much of the gaps it holds."""
    from capacita.assessment.profile import GAPS_FORMAT  # noqa: PLC0415 -- each verb loads only what it needs
    from capacita.planning import CATALOGUE_FORMAT, LIMITS_FORMAT, PROBLEM_FORMAT, assemble_problem  # noqa: PLC0415 -- heavy, and only this command needs it

    problem = assemble_problem(
        GAPS_FORMAT.read_whole(read_bytes(options.gaps)),
        CATALOGUE_FORMAT.read_whole(read_bytes(options.catalogue)),
        LIMITS_FORMAT.read_whole(read_bytes(options.limits)),
    )
    value = PROBLEM_FORMAT.dump(problem)
    if options.output:
        write_document(options.output, value)
    if options.json:
        print_json(value)
    else:
        print(f"groups {len(problem.groups)}")
        print(f"modules {len(problem.modules)}")
        print(f"gaps for training {len(problem.targets)}")
        print(f"gaps for enabling actions {len(problem.barred)}")
        print(f"gaps left out {len(problem.left_out)}")
    return 0


def run_optimise(options: argparse.Namespace) -> int:
    """Choose the plan, write it, and say what it closes."""
    from capacita.planning import PLAN_FORMAT, PROBLEM_FORMAT, explain_plan, spell_sentence  # noqa: PLC0415 -- heavy, and only this command needs it
    from capacita.planning.optimise import (  # noqa: PLC0415 -- the solver loads only here
        NODE_LIMIT,
        RELATIVE_GAP,
        mark_robust_choices,
        optimise_plan,
    )

    problem = PROBLEM_FORMAT.read_whole(read_bytes(options.problem))
    plan = optimise_plan(
        problem,
        relative_gap=RELATIVE_GAP if options.relative_gap is None else options.relative_gap,
        node_limit=NODE_LIMIT if options.node_limit is None else options.node_limit,
    )
    if options.robust:
        plan = mark_robust_choices(problem, plan)
    value = PLAN_FORMAT.dump(plan)
    if options.output:
        write_document(options.output, value)
    if options.json:
        print_json(value)
    else:
        wanted = {"PLAN_SIMULATED", "PLAN_WHOLE", "PLAN_PROVEN", "PLAN_STOPPED", "PLAN_EMPTY"}
        for sentence in explain_plan(plan):
            if sentence.code in wanted:
                print(spell_sentence(sentence))
    return 0


def run_explain(options: argparse.Namespace) -> int:
    """Check a plan against the problem inside it, and say it in sentences."""
    from capacita.framework import FRAMEWORK_FORMAT  # noqa: PLC0415 -- heavy, and only this command needs it
    from capacita.planning import PLAN_FORMAT, check_plan, explain_plan, spell_sentence  # noqa: PLC0415 -- heavy, and only this command needs it

    plan = PLAN_FORMAT.read_whole(read_bytes(options.plan))
    check_plan(plan.problem, plan)
    framework = FRAMEWORK_FORMAT.read_whole(read_bytes(options.framework)) if options.framework else None
    sentences = explain_plan(plan, framework, options.language)
    if options.json:
        print_json(
            [
                {
                    "code": sentence.code,
                    "values": dict(sentence.values),
                    "about": list(sentence.about),
                    "sentence": spell_sentence(sentence),
                }
                for sentence in sentences
            ]
        )
    else:
        for sentence in sentences:
            print(spell_sentence(sentence))
    return 0
