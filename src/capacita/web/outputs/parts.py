"""The form of the site: its parts in their order, and their answers on the way into a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.consultation.output.answers import DIVISIONS, write_answers
from capacita.consultation.output.sheet import AGE_BANDS, GENDERS
from capacita.vocabulary import plain_text
from capacita.web.consultation.models import Consultation
from capacita.web.consultation.terms import COUNTED, COUNTED_BY, STAKEHOLDERS, VERDICTS
from capacita.web.framework.queries import framework_of
from capacita.web.languages import text_language
from capacita.web.outputs.forms import AboutForm, CompetencyForm, ExampleForm, PeopleForm, PointForm, QuoteForm
from capacita.web.outputs.models import ArrivalKind
from capacita.web.outputs.reading import Sent

PARTS = {
    "about": _("The meeting"),
    "people": _("Who took part"),
    "points": _("What was said"),
    "competencies": _("Competencies"),
    "examples": _("Examples from here"),
    "quotes": _("Words to quote"),
}
LISTS: dict[str, type[forms.Form]] = {
    "points": PointForm,
    "competencies": CompetencyForm,
    "examples": ExampleForm,
    "quotes": QuoteForm,
}
MOST_OFFLINE = 60  # rows that the page without a network may send


def parts_of(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the parts in their order: verdicts where there was a draft, competencies where there was none."""
    left_out = "points" if answers.get("about", {}).get("kind") == "exploratory" else "competencies"
    return tuple(part for part in PARTS if part != left_out)


def make_form(
    part: str,
    meeting: Consultation,
    data: QueryDict | Mapping[str, Any] | None,
    initial: Mapping[str, Any],
    prefix: str = "",
) -> forms.Form:
    """Return the form of a part; of a part that is a list, that of one entry."""
    given: dict[str, Any] = {"data": data, "initial": dict(initial), "prefix": prefix or None}
    if part == "people":
        return PeopleForm(divisions=list_divisions(), **given)
    if part == "points":
        return PointForm(items=list_item_choices(meeting), **given)
    if part == "quotes":
        return QuoteForm(items=list_item_choices(meeting), **given)
    return AboutForm(**given) if part == "about" else LISTS[part](**given)


def list_divisions() -> dict[str, list[tuple[str, str]]]:
    """Return the groups of each division with their words; regions are written freely."""
    return {
        "by_stakeholder": [(code, gettext(words)) for code, words in STAKEHOLDERS.items()],
        "by_gender": [(code, gettext(COUNTED.get(code, code))) for code in GENDERS],
        "by_age_band": [(code, gettext(COUNTED.get(code, code))) for code in AGE_BANDS],
    }


def list_division_fields(form: forms.Form) -> list[tuple[str, list[forms.BoundField]]]:
    """Return the fields of a form about people by division, with the words of the division."""
    return [
        (gettext(COUNTED_BY[division]), [form[name] for name in form.fields if name.startswith(f"{division}:")])
        for division in DIVISIONS
    ]


def list_item_choices(meeting: Consultation) -> list[tuple[str, str]]:
    """Return the codes of items with their titles."""
    version = meeting.programme.framework_version
    items = framework_of(version).items if version else ()
    language = text_language()
    return [(item.code, f"{item.code} {plain_text(item.title, language)}") for item in items if item.code]


def summarise(part: str, entry: Mapping[str, Any]) -> tuple[str, str]:
    """Return an entry of a list in a line, and the words of it."""
    if part == "points":
        verdict = gettext(VERDICTS[entry["verdict"]])
        return (f"{entry['item']} · {verdict}" if entry.get("item") else verdict), entry["text"]
    head = entry.get("title") or entry.get("words", "")
    return (head, entry.get("meaning") or entry.get("shows") or "") if part != "quotes" else ("", head)


def sheet_of(answers: Mapping[str, Any], meeting: Consultation, *, client_id: str = "") -> Sent:
    """Return the answers as what is sent: a filled sheet."""
    version = meeting.programme.framework_version
    ranked = [{**entry, "rank": rank} for rank, entry in enumerate(_standing(answers.get("competencies", ())), 1)]
    data = write_answers(
        {**answers, "competencies": ranked},
        consultation=str(meeting.pk),
        framework_version=version.version if version else "",
    )
    about = answers.get("about", {})
    return Sent(
        data=data,
        name="form.csv",
        kind=ArrivalKind.FORM,
        typed_by=about.get("typed_by", ""),
        language=about.get("language") or "en",
        anonymous=bool(about.get("anonymous")),
        client_id=client_id,
    )


def answers_of_page(posted: QueryDict) -> dict[str, Any]:
    """Return the answers of the page that is filled in without a network; its rows are numbered from 1."""
    about = {name: posted.get(name, "")[:8000] for name in (*AboutForm.base_fields, "anonymous")}
    people = {name: posted.get(name, "").strip() or None for name in posted if name.partition(":")[0] in DIVISIONS}
    people |= {"participants": posted.get("participants", "").strip() or None, "regions": posted.get("regions", "")}
    points = [
        {name: posted.get(f"{name}-{row}", "").strip() for name in PointForm.base_fields}
        for row in range(1, MOST_OFFLINE + 1)
        if posted.get(f"text-{row}", "").strip() or posted.get(f"verdict-{row}", "").strip()
    ]
    return {"about": {**about, "kind": "review"}, "people": people, "points": points}


def _standing(entries: Any) -> list[dict[str, Any]]:
    return [entry for entry in entries if not entry.get("removed")]
