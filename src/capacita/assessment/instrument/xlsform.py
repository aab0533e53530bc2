"""The instrument as an XLSForm, which ODK and KoboToolbox turn into a form that works offline.

Written so that both accept it and pyxform has nothing to remark: every text column carries every language with its
code, every cell of them is filled, and nothing that identifies a person or a device is asked for.
"""

import re
from collections.abc import Sequence

from babel import Locale

from capacita.assessment.instrument.assembly import list_options, list_questions
from capacita.assessment.instrument.model import Instrument, ItemBank, Measure
from capacita.framework import Framework
from capacita.sheets import Table
from capacita.sheets.xlsx import write_xlsx
from capacita.vocabulary import Finding, LocalizedText, Refusal, Severity, TextOrigin, Wording, has_errors, plain_text

_NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")


def _words(en: str, fr: str, ar: str) -> dict[str, Wording]:
    """Our own words in three languages; the translations are ours and read by nobody yet."""
    return {
        "en": Wording(text=en, origin=TextOrigin.SOURCE),
        "fr": Wording(text=fr, origin=TextOrigin.MACHINE),
        "ar": Wording(text=ar, origin=TextOrigin.MACHINE),
    }


_YES = _words("Yes", "Oui", "نعم")
_NO = _words("No", "Non", "لا")
_ROLE = _words(
    "Which of these comes closest to your work?",
    "Laquelle de ces descriptions est la plus proche de votre travail ?",
    "أي مما يلي هو الأقرب إلى عملك؟",
)
_HEADINGS = {
    Measure.SELF_REPORT: _words("Your work in the last year", "Votre travail au cours de l’année écoulée", "عملك خلال العام الماضي"),
    Measure.SCENARIO: _words("Cases from public work", "Des cas tirés du travail public", "حالات من العمل العام"),
    Measure.ATTITUDE: _words("How you see it", "Votre point de vue", "وجهة نظرك"),
    Measure.CONFIDENCE: _words("How sure you feel", "Votre degré d’assurance", "مدى ثقتك"),
    Measure.AWARENESS: _words("What you know of", "Ce que vous connaissez", "ما تعرفه"),
    Measure.BARRIER: _words("What holds work back", "Ce qui freine le travail", "ما يعيق العمل"),
}  # fmt: skip


def form_name(code: str) -> str:
    """Return the name that a question, answer or role code has in the form: letters, digits and underscores only."""
    return re.sub(r"[^A-Za-z0-9_]", "_", code)


def list_form_languages(framework: Framework, bank: ItemBank, instrument: Instrument) -> list[str]:
    """Return the languages in which every text of the form is written, the instrument's own first."""
    texts = [text for _, text in _texts(framework, bank, instrument)]
    shared = set.intersection(*(set(text) for text in texts))
    return sorted(shared, key=lambda tag: (tag != instrument.language, tag))


def validate_form(
    framework: Framework, bank: ItemBank, instrument: Instrument, languages: Sequence[str]
) -> list[Finding]:
    """Return what would make a broken form: texts missing in a language, names that two things share."""
    if not languages:
        return [_error("FORM_NO_LANGUAGE")]
    findings = [
        _error("FORM_TEXT_MISSING", place=place, language=language)
        for place, text in _texts(framework, bank, instrument)
        for language in languages
        if not (language in text and text[language].text.strip())
    ]
    questions = list_questions(bank, instrument.questions)
    names = [f"q_{form_name(question.code)}" for question in questions]
    findings += _check_names(names, "the survey")
    for question in questions:
        options = [form_name(option.code) for option in list_options(bank, question)]
        findings += _check_names([f"_{name}" for name in options], f"the answers of {question.code}")
    return findings


def write_form(framework: Framework, bank: ItemBank, instrument: Instrument, languages: Sequence[str]) -> bytes:
    """Return the XLSForm workbook: sheets survey, choices and settings; the first language is the default.

    Consent comes first and nothing is asked without it; then the role, where the framework has roles; then the
    questions, one page for each kind and item. Only consent must be answered. Raises Refusal when ``validate_form``
    finds an error.
    """
    findings = validate_form(framework, bank, instrument, languages)
    if has_errors(findings):
        raise Refusal(findings[0].code, **findings[0].values)
    form = _Form(languages)
    form.ask("select_one yes_no", "consent", instrument.consent, required="yes")
    form.choices("yes_no", [("yes", _YES), ("no", _NO)])
    form.open_group("answers", instrument.title, relevant="${consent} = 'yes'")
    if framework.roles:
        form.ask("select_one role", "role", _ROLE)
        form.choices("role", [(form_name(role.code), role.title) for role in framework.roles])
    _ask_questions(form, bank, instrument)
    form.close_group()
    settings = Table(
        name="settings",
        columns=("form_title", "form_id", "version", "default_language", "style"),
        rows=(
            (
                plain_text(instrument.title, *languages),
                form_name(instrument.code),
                instrument.version,
                _language(languages[0]),
                "pages",
            ),
        ),
    )
    return write_xlsx([form.survey(), form.choice_table(), settings])


class _Form:
    """The rows of a form in the making."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.languages = languages
        self._survey: list[tuple[str, ...]] = []
        self._choices: list[tuple[str, ...]] = []
        self._lists: set[str] = set()

    def ask(
        self, kind: str, name: str, label: LocalizedText, *, hint: LocalizedText | None = None, **cells: str
    ) -> None:
        self._row(kind, name, label, hint or {}, cells)

    def open_group(self, name: str, label: LocalizedText, **cells: str) -> None:
        self._row("begin group", name, label, {}, cells)

    def close_group(self) -> None:
        self._survey.append(("end group", *("" for _ in self._columns()[1:])))

    def choices(self, name: str, options: Sequence[tuple[str, LocalizedText]]) -> None:
        if name in self._lists:
            return
        self._lists.add(name)
        self._choices += [(name, code, *self._texts(label)) for code, label in options]

    def survey(self) -> Table:
        """The survey sheet; the hint columns are there only when some question has a hint."""
        columns, rows = self._columns(), self._survey
        hints = [place for place, column in enumerate(columns) if column.startswith("hint::")]
        if not any(row[place] for row in rows for place in hints):
            columns = tuple(column for place, column in enumerate(columns) if place not in hints)
            rows = [tuple(cell for place, cell in enumerate(row) if place not in hints) for row in rows]
        return Table(name="survey", columns=columns, rows=tuple(rows))

    def choice_table(self) -> Table:
        labels = (f"label::{_language(tag)}" for tag in self.languages)
        return Table(name="choices", columns=("list_name", "name", *labels), rows=tuple(self._choices))

    def _columns(self) -> tuple[str, ...]:
        texts = [f"{kind}::{_language(tag)}" for kind in ("label", "hint") for tag in self.languages]
        return ("type", "name", *texts, "required", "relevant", "appearance")

    def _row(self, kind: str, name: str, label: LocalizedText, hint: LocalizedText, cells: dict[str, str]) -> None:
        rest = (cells.get(column, "") for column in ("required", "relevant", "appearance"))
        self._survey.append((kind, name, *self._texts(label), *self._texts(hint), *rest))

    def _texts(self, text: LocalizedText) -> list[str]:
        return [text[tag].text if tag in text else "" for tag in self.languages]


def _ask_questions(form: _Form, bank: ItemBank, instrument: Instrument) -> None:
    """Ask the questions page by page: those of one kind about one item stand together."""
    page: tuple[Measure, str | None] | None = None
    for question in list_questions(bank, instrument.questions):
        if (question.measure, question.item) != page:
            if page is not None:
                form.close_group()
            page = (question.measure, question.item)
            name = f"page_{form_name(question.code)}"
            form.open_group(name, _HEADINGS[question.measure], appearance="field-list")
        answers = question.response_scale if not question.options else question.code
        assert answers is not None
        listed = f"a_{form_name(answers)}"
        options = list_options(bank, question)
        form.choices(listed, [(form_name(option.code), option.text) for option in options])
        form.ask(f"select_one {listed}", f"q_{form_name(question.code)}", question.stem, hint=question.note)
    form.close_group()


def _texts(framework: Framework, bank: ItemBank, instrument: Instrument) -> list[tuple[str, LocalizedText]]:
    """Every text of the form with the place where it stands."""
    texts: list[tuple[str, LocalizedText]] = [("the title", instrument.title), ("the consent", instrument.consent)]
    texts += [(f"role {role.code}", role.title) for role in framework.roles]
    questions = list_questions(bank, instrument.questions)
    texts += [(f"the heading of {measure}", _HEADINGS[measure]) for measure in {q.measure for q in questions}]
    for question in questions:
        texts.append((f"question {question.code}", question.stem))
        if question.note:
            texts.append((f"the note of {question.code}", question.note))
        texts += [(f"answer {option.code} of {question.code}", option.text) for option in list_options(bank, question)]
    return texts


def _check_names(names: Sequence[str], place: str) -> list[Finding]:
    findings = [_error("FORM_BAD_NAME", name=name, place=place) for name in names if not _NAME.match(name)]
    twice = sorted({name for name in names if names.count(name) > 1})
    return findings + [_error("FORM_NAME_TWICE", name=name, place=place) for name in twice]


def _language(tag: str) -> str:
    """The language as XLSForm wants it: its English name with the code behind it."""
    return f"{Locale.parse(tag, sep='-').get_display_name('en')} ({tag})"


def _error(code: str, **values: object) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, values=values)
