"""Drawing an instrument from the bank, and looking questions and their answers up."""

from collections.abc import Iterable, Sequence

from capacita.assessment.instrument.model import (
    BANK_FORMAT,
    INSTRUMENT_FORMAT,
    Instrument,
    ItemBank,
    Measure,
    Question,
    ResponseOption,
)
from capacita.framework import Framework
from capacita.vocabulary import (
    Finding,
    LocalizedText,
    NotFound,
    Refusal,
    Severity,
    derive_identifier,
    digest,
    written,
)

CONSENT = written(
    "These questions are about your work, so that training and working conditions can be improved. Taking part is "
    "voluntary: you may skip any question and stop at any time. Your answers are kept under a pseudonym, are shown "
    "only for groups that are large enough, and are not used to judge you. Do you agree to take part?"
)
_SCORED = frozenset({Measure.SELF_REPORT, Measure.SCENARIO, Measure.ATTITUDE, Measure.CONFIDENCE, Measure.AWARENESS})


def assemble_instrument(
    bank: ItemBank,
    framework: Framework,
    *,
    code: str,
    title: LocalizedText,
    measures: Sequence[Measure] = (Measure.SELF_REPORT, Measure.BARRIER),
    consent: LocalizedText = CONSENT,
) -> Instrument:
    """Return the instrument that asks every question of these measures, in the order of the bank.

    Questions of one kind stay together, so that people answer one way at a time. Its version is that of the bank.
    The framework is the one the bank was written for or an adaptation of it, whose items keep their identifiers;
    questions about items that an adaptation left out are not asked. Raises Refusal when bank and framework have no
    item in common, or no such question is left.
    """
    items = {item.id for item in framework.items}
    if not any(question.item in items for question in bank.questions):
        raise Refusal("INSTRUMENT_OTHER_FRAMEWORK", found=bank.framework, expected=framework.id)
    chosen = tuple(
        question.id
        for measure in measures
        for question in bank.questions
        if question.measure is measure and (question.item is None or question.item in items)
    )
    if not chosen:
        raise Refusal("INSTRUMENT_NO_QUESTIONS", measures=", ".join(measures))
    return Instrument(
        id=derive_identifier(bank.id, "instrument", code, bank.version, *measures),
        code=code,
        title=title,
        language=bank.language,
        version=bank.version,
        bank=bank.id,
        bank_digest=bank_digest(bank),
        framework=framework.id,
        framework_version=framework.version,
        consent=consent,
        questions=chosen,
    )


def validate_bank(bank: ItemBank, framework: Framework) -> list[Finding]:
    """Return what keeps questions from being asked or scored: unknown items and scales, answers without scores."""
    items = {item.id for item in framework.items}
    scales = {scale.code for scale in bank.response_scales}
    findings: list[Finding] = []
    for place, question in enumerate(bank.questions):
        path = f"/questions/{place}"
        if question.item is not None and question.item not in items:
            findings.append(_error("QUESTION_UNKNOWN_ITEM", path, question=question.code, item=question.item))
        if question.response_scale is not None and question.response_scale not in scales:
            findings.append(
                _error("QUESTION_UNKNOWN_SCALE", path, question=question.code, scale=question.response_scale)
            )
            continue
        options = list_options(bank, question)
        if len(options) < 2:
            findings.append(_error("QUESTION_NO_ANSWERS", path, question=question.code))
        if question.measure in _SCORED:
            findings += [
                _error("QUESTION_NO_SCORE", path, question=question.code, option=option.code)
                for option in options
                if option.score is None
            ]
    return findings


def list_questions(bank: ItemBank, identifiers: Iterable[str]) -> list[Question]:
    """Return questions in the order of the identifiers given. Raises NotFound for one that the bank lacks."""
    known = {question.id: question for question in bank.questions}
    found = []
    for identifier in identifiers:
        if identifier not in known:
            raise NotFound("QUESTION_UNKNOWN", id=identifier)
        found.append(known[identifier])
    return found


def get_question(bank: ItemBank, code: str) -> Question:
    """Return the question of a code. Raises NotFound when the bank has none."""
    for question in bank.questions:
        if question.code == code:
            return question
    raise NotFound("QUESTION_UNKNOWN", id=code)


def list_options(bank: ItemBank, question: Question) -> tuple[ResponseOption, ...]:
    """Return the answers to a question: its own, or those of the scale that it shares."""
    if question.options:
        return question.options
    for scale in bank.response_scales:
        if scale.code == question.response_scale:
            return scale.options
    return ()


def bank_digest(bank: ItemBank) -> str:
    """Return the digest of the whole bank."""
    return digest(BANK_FORMAT.dump(bank))


def instrument_digest(instrument: Instrument) -> str:
    """Return the digest of the whole instrument, which every response set carries."""
    return digest(INSTRUMENT_FORMAT.dump(instrument))


def _error(code: str, path: str, **values: object) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, path=path, values=values)
