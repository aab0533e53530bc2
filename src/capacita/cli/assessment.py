"""``capacita assessment``: forms, samples, scores, estimates and gaps.

JSON shapes, by verb: ``form`` {"questions", "languages", "findings"}; ``simulate-population`` {"simulated", "seed",
"people", "columns": {column: {value: people}}}; ``sample`` a ``capacita-sample/1`` document; ``simulate-responses`` the
``capacita-responses/1`` header; ``score`` {"people", "columns"}; ``estimate`` {"estimates": [{"variable", "group":
{"dimension", "value"}, "estimate": as in ``capacita-estimates/1``}]}; ``gap`` a ``capacita-gaps/1`` document;
``statistics`` {"statistics": [bounds], "findings"}.
"""

import argparse
import csv
import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from capacita.assessment.engines.parquet import (
    read_frame_table,
    read_response_set,
    write_frame_table,
    write_response_set,
)
from capacita.assessment.estimation import Estimate
from capacita.assessment.estimation.request import REQUEST_FORMAT, RequestedEstimate, answer_request
from capacita.assessment.instrument import BANK_FORMAT, Instrument, ItemBank, Measure, assemble_instrument
from capacita.assessment.instrument.xlsform import list_form_languages, validate_form, write_form
from capacita.assessment.profile import ESTIMATES_FORMAT, GAPS_FORMAT, GapSet, compute_gaps
from capacita.assessment.profile.estimates import estimate_profile, variable_code
from capacita.assessment.published import STATISTICS_FORMAT, compute_bounds, validate_statistics
from capacita.assessment.responses import RESPONSES_FORMAT, ResponseSet, check_bank
from capacita.assessment.sampling import (
    DESIGN_FORMAT,
    POPULATION_FORMAT,
    SAMPLE_FORMAT,
    Frame,
    draw_sample,
    frame_of_columns,
    read_frame,
    simulate_population,
    validate_population,
    write_frame,
)
from capacita.assessment.scoring import score_measure
from capacita.assessment.simulation import SIMULATION_FORMAT, simulate_responses
from capacita.cli.framework_files import read_whole
from capacita.cli.terminal import (
    add_verb,
    exit_code,
    print_findings,
    print_json,
    read_bytes,
    reading,
    spell_all,
    write_bytes,
    write_document,
)
from capacita.content import read_content
from capacita.framework import FRAMEWORK_FORMAT, Framework
from capacita.vocabulary import Refusal, has_errors, rounded, written

_PARQUET = b"PAR1"
_ESTIMATE: TypeAdapter[Estimate] = TypeAdapter(Estimate)


def register(room: argparse.ArgumentParser) -> None:
    """Add the verbs of this room."""
    verbs = room.add_subparsers(dest="verb", metavar="VERB", required=True)
    form = add_verb(verbs, "form", _form, "write the questions as an XLSForm for ODK and KoboToolbox", output=True)
    form.add_argument("framework", type=Path, metavar="FRAMEWORK")
    form.add_argument("--language", action="append", default=[], help="a language of the form, the default first")
    population = add_verb(verbs, "simulate-population", _population, "make a simulated public service", output=True)
    population.add_argument("spec", type=Path, metavar="SPEC", help="a capacita-population/1 document")
    population.add_argument("--seed", type=int, help="another seed than the document's")
    sample = add_verb(verbs, "sample", _sample, "draw a sample from a frame", output=True)
    sample.add_argument("frame", type=Path, metavar="FRAME", help="CSV or Parquet with a column person")
    sample.add_argument("design", type=Path, metavar="DESIGN", help="a capacita-design/1 document")
    sample.add_argument("--seed", type=int, help="another seed than the document's")
    answers = add_verb(verbs, "simulate-responses", _responses, "make up answers of a simulated sample", output=True)
    for name, kind in (
        ("frame", "FRAME"),
        ("sample", "SAMPLE"),
        ("simulation", "SIMULATION"),
        ("framework", "FRAMEWORK"),
    ):
        answers.add_argument(name, type=Path, metavar=kind)
    score = add_verb(verbs, "score", _score, "score the answers of a frozen response set", output=True)
    score.add_argument("responses", type=Path, metavar="RESPONSES", help="a frozen response set (Parquet)")
    score.add_argument("--framework", type=Path, help="names the items; the UNESCO 2022 framework unless given")
    estimate = add_verb(verbs, "estimate", _estimate, "estimate from a table and the design behind it", output=True)
    estimate.add_argument("data", type=Path, metavar="DATA", help="a CSV table, one row a respondent")
    estimate.add_argument("design", type=Path, metavar="DESIGN", help="a capacita-estimation/1 document")
    gap = add_verb(verbs, "gap", _gap, "set where groups stand beside what their roles need", output=True)
    gap.add_argument("responses", type=Path, metavar="SCORES", help="a frozen response set (Parquet)")
    gap.add_argument("framework", type=Path, metavar="FRAMEWORK", help="a framework with levels and roles")
    gap.add_argument("estimates", type=Path, metavar="ESTIMATES", nargs="?", help="estimates made before")
    gap.add_argument("--frame", type=Path, help="the whole frame, for the exact mix of roles")
    statistics = add_verb(verbs, "statistics", _statistics, "show what published figures allow, and check them")
    statistics.add_argument("statistics", type=Path, metavar="STATISTICS", help="a capacita-statistics/1 document")
    for verb in (form, answers, score, gap):
        verb.add_argument("--bank", type=Path, help="the item bank; the one that comes with Capacita unless given")


def _form(options: argparse.Namespace) -> int:
    framework, bank = read_whole(options.framework), _read_bank(options.bank)
    instrument = _instrument(framework, bank)
    languages = options.language or list_form_languages(framework, bank, instrument)
    findings = validate_form(framework, bank, instrument, languages)
    if options.output and not has_errors(findings):
        write_bytes(options.output, write_form(framework, bank, instrument, languages))
    if options.json:
        shown = {"questions": len(instrument.questions), "languages": languages, "findings": spell_all(findings)}
        print_json(shown)
    else:
        print_findings(findings)
        print(f"{len(instrument.questions)} questions in {', '.join(languages)}")
    return exit_code(findings)


def _population(options: argparse.Namespace) -> int:
    with reading(options.spec):
        spec = POPULATION_FORMAT.read_whole(read_bytes(options.spec))
    findings = validate_population(spec)
    if has_errors(findings):
        if options.json:
            print_json({"findings": spell_all(findings)})
        else:
            print_findings(findings)
        return 1
    seed = spec.seed if options.seed is None else options.seed
    frame = simulate_population(spec, np.random.default_rng(seed))
    if options.output:
        parquet = options.output.suffix == ".parquet"
        write_bytes(options.output, write_frame_table(frame) if parquet else write_frame(frame))
    columns = {column: _counts(frame, column) for column in frame.codes}
    if options.json:
        print_json({"simulated": True, "seed": seed, "people": frame.size, "columns": columns})
    else:
        print(f"SIMULATED: {frame.size} people, seed {seed}")
        for column, counts in columns.items():
            print(f"{column:10}{', '.join(f'{value} {count}' for value, count in counts.items())}")
    return 0


def _sample(options: argparse.Namespace) -> int:
    frame = _read_frame(options.frame)
    with reading(options.design):
        design = DESIGN_FORMAT.read_whole(read_bytes(options.design))
    sample = draw_sample(frame, design, np.random.default_rng(design.seed if options.seed is None else options.seed))
    document = SAMPLE_FORMAT.dump(sample)
    if options.output:
        write_document(options.output, document)
    if options.json:
        print_json(document)
    else:
        print(f"{sample.size} of {sample.population} people{' (SIMULATED)' if sample.simulated else ''}")
        for stratum in sample.strata:
            print(f"{stratum.sampled:6} of {stratum.population:6}  {' / '.join(stratum.values.values())}")
    return 0


def _responses(options: argparse.Namespace) -> int:
    frame, framework, bank = _read_frame(options.frame), read_whole(options.framework), _read_bank(options.bank)
    with reading(options.sample):
        sample = SAMPLE_FORMAT.read_whole(read_bytes(options.sample))
    with reading(options.simulation):
        spec = SIMULATION_FORMAT.read_whole(read_bytes(options.simulation))
    measures = (Measure.SELF_REPORT, Measure.ATTITUDE, Measure.BARRIER)
    instrument = assemble_instrument(bank, framework, code=spec.code, title=spec.title, measures=measures)
    rng = np.random.default_rng(spec.seed)
    responses = simulate_responses(framework, frame, sample, bank, instrument, spec, rng)
    if options.output:
        write_bytes(options.output, write_response_set(responses))
    if options.json:
        print_json(RESPONSES_FORMAT.dump(responses.header))
    else:
        print(f"SIMULATED: {responses.header.answered} of {responses.header.asked} answered")
    return 0


def _score(options: argparse.Namespace) -> int:
    responses, bank = _read_responses(options.responses), _read_bank(options.bank)
    check_bank(responses, bank)
    framework = (
        read_whole(options.framework)
        if options.framework
        else FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
    )
    names, columns = _score_columns(responses, bank, framework)
    text = io.StringIO(newline="")
    sheet = csv.writer(text, lineterminator="\n")
    mark = ["simulated"] if responses.header.simulated else []
    sheet.writerow(["person", *responses.groups, "stratum", "population", "weight", *mark, *names])
    groups = [values.tolist() for values in responses.groups.values()]
    design = [responses.strata.tolist(), responses.population.tolist(), rounded(responses.weight.tolist())]
    for row in range(responses.size):
        cells = [responses.persons[row], *(column[row] for column in (*groups, *design)), *("yes" for _ in mark)]
        sheet.writerow([*cells, *("" if np.isnan(column[row]) else f"{column[row]:.12g}" for column in columns)])
    if options.output:
        write_bytes(options.output, text.getvalue().encode("utf-8"))
    if options.json:
        print_json({"people": responses.size, "columns": names})
    elif not options.output:
        print(text.getvalue(), end="")
    return 0


def _estimate(options: argparse.Namespace) -> int:
    with reading(options.data):
        columns = _read_columns(options.data)
    with reading(options.design):
        request = REQUEST_FORMAT.read_whole(read_bytes(options.design))
    results = answer_request(request, columns)
    document = {"estimates": [_estimate_json(result) for result in results]}
    if options.output:
        write_document(options.output, document)
    if options.json:
        print_json(document)
    else:
        for result in results:
            print(_estimate_line(result))
    return 0


def _gap(options: argparse.Namespace) -> int:
    responses, framework, bank = (
        _read_responses(options.responses),
        read_whole(options.framework),
        _read_bank(options.bank),
    )
    if options.estimates:
        with reading(options.estimates):
            estimates = ESTIMATES_FORMAT.read_whole(read_bytes(options.estimates))
    else:
        check_bank(responses, bank)
        estimates = estimate_profile(framework, bank, responses)
    frame = _read_frame(options.frame) if options.frame else _frame_of_responses(responses)
    gaps = compute_gaps(framework, estimates, frame)
    document = GAPS_FORMAT.dump(gaps)
    if options.output:
        write_document(options.output, document)
    if options.json:
        print_json(document)
    else:
        _print_gaps(gaps, framework)
    return 0


def _statistics(options: argparse.Namespace) -> int:
    with reading(options.statistics):
        document = STATISTICS_FORMAT.read_whole(read_bytes(options.statistics))
    findings = validate_statistics(document.statistics)
    bounds = [] if has_errors(findings) else [compute_bounds(statistic) for statistic in document.statistics]
    if options.json:
        print_json({"statistics": [asdict(bound) for bound in bounds], "findings": spell_all(findings)})
        return exit_code(findings)
    for bound in bounds:
        high = "?" if bound.count_high is None else bound.count_high
        count = f"{bound.count_low}" if bound.count_low == bound.count_high else f"{bound.count_low} to {high}"
        base = f" of {bound.denominator}" if bound.denominator else ""
        print(f"{bound.code:6}{'' if bound.attainable else 'about '}{count}{base}")
    print_findings(findings)
    return exit_code(findings)


def _read_bank(path: Path | None) -> ItemBank:
    if path is None:
        return BANK_FORMAT.read_whole(read_content("item-bank/bank.json"))
    with reading(path):
        return BANK_FORMAT.read_whole(read_bytes(path))


def _read_frame(path: Path) -> Frame:
    with reading(path):
        data = read_bytes(path)
        return read_frame_table(data) if data.startswith(_PARQUET) else read_frame(data)


def _read_responses(path: Path) -> ResponseSet:
    with reading(path):
        return read_response_set(read_bytes(path))


def _read_columns(path: Path) -> dict[str, list[str]]:
    """The cells of a CSV table by column; short rows are filled up with empty cells."""
    text = io.StringIO(read_bytes(path).decode("utf-8-sig", errors="replace"), newline="")
    reader = csv.DictReader(text, restval="")
    rows = list(reader)
    return {name: [row[name] for row in rows] for name in reader.fieldnames or ()}


def _frame_of_responses(responses: ResponseSet) -> Frame:
    """The role mix of the service as the respondents tell it, each standing for their weight."""
    columns = {name: values.tolist() for name, values in responses.groups.items()}
    return frame_of_columns(responses.persons.tolist(), columns, weights=responses.weight)


def _instrument(framework: Framework, bank: ItemBank) -> Instrument:
    return assemble_instrument(
        bank, framework, code="needs-assessment", title=written("What does your work need?", bank.language)
    )


def _counts(frame: Frame, column: str) -> dict[str, int]:
    counts = np.bincount(frame.codes[column], minlength=len(frame.categories[column]))
    return dict(zip(frame.categories[column], counts.tolist(), strict=True))


def _score_columns(responses: ResponseSet, bank: ItemBank, framework: Framework) -> tuple[list[str], list[Any]]:
    codes = {item.id: item.code for item in framework.items}
    names: list[str] = []
    columns: list[Any] = []
    for measure in Measure:
        if measure is Measure.BARRIER:
            continue
        scores = score_measure(bank, responses.answers, measure)
        names += [variable_code(measure, codes.get(item or "", item or "")) for item in scores.items]
        columns += list(scores.values.T)
    if not names:
        raise Refusal("INSTRUMENT_NO_QUESTIONS", measures="that are scored")
    return names, columns


def _estimate_json(result: RequestedEstimate) -> dict[str, Any]:
    shown = _ESTIMATE.dump_python(result.estimate, mode="json", exclude_none=True)
    group = {"dimension": result.dimension, "value": result.value}
    return {"variable": result.variable, "group": group, "estimate": shown}


def _estimate_line(result: RequestedEstimate) -> str:
    estimate = result.estimate
    place = f"{result.variable}  {result.dimension} {result.value}".rstrip()
    if estimate.value is None or estimate.interval is None:
        return f"{estimate.statistic} {place}: not estimable, {estimate.not_estimable} (n {estimate.n})"
    interval = estimate.interval
    return (
        f"{estimate.statistic} {place}: {estimate.value:.12g} (standard error {estimate.standard_error:.6g}, "
        f"{interval.level:.0%} interval {interval.low:.6g} to {interval.high:.6g}, n {estimate.n})"
    )


def _print_gaps(gaps: GapSet, framework: Framework) -> None:
    codes = {item.id: item.code for item in framework.items}
    print(f"{gaps.title}{' (SIMULATED)' if gaps.simulated else ''}")
    for gap in gaps.gaps:
        place = f"{codes[gap.item]}  {gap.group.dimension} {gap.group.value}".rstrip()
        if gap.value is None:
            print(f"{place}: no number, {gap.observed.not_estimable}")
            continue
        barrier = f", held back most by {gap.main_barrier}" if gap.main_barrier else ""
        error = f" (standard error {gap.standard_error:.2f})" if gap.standard_error is not None else ""
        print(
            f"{place}: needs {gap.required:.2f}, stands at {gap.observed.value:.2f}, gap {gap.value:.2f}{error}{barrier}"
        )
