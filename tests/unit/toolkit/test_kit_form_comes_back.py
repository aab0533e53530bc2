"""The Word form of the kit, filled in by hand in a word processor, is read like the sheet; in all six languages."""

import io

import docx
import pytest

from capacita.consultation import KIT_LANGUAGES, KIT_TEXTS_FORMAT, REQUEST_FORMAT, OutputKind, Verdict, name_kit_texts
from capacita.consultation.kit.files import KitOptions, fill_kit, summarise_framework
from capacita.consultation.output.reading import read_output
from capacita.consultation.output.sheet import choice_word
from capacita.content import read_content
from capacita.framework import ADAPTATION_FORMAT, FRAMEWORK_FORMAT, apply_adaptation
from capacita.toolkit.composers.kit import make_kit_form


@pytest.fixture(name="framework", scope="module")
def framework_with_levels():
    framework = FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
    levels = ADAPTATION_FORMAT.read_whole(read_content("public-service-levels/adaptation.json"))
    return apply_adaptation(framework, levels)


def make_form(framework, language, kind):
    request = REQUEST_FORMAT.read_whole(read_content("demo-consultation/request.json"))
    texts = KIT_TEXTS_FORMAT.read_whole(read_content(name_kit_texts(language)))
    contents = fill_kit(request, summarise_framework(framework, language), texts, KitOptions(kind=kind))
    return docx.Document(io.BytesIO(make_kit_form(contents).data))


def tables_of(document):
    """Return the tables of a form by what stands in their first rows."""
    found = {}
    for table in document.tables:
        found.setdefault(len(table.columns), table)
    return found


def read(document, framework):
    target = io.BytesIO()
    document.save(target)
    return read_output(target.getvalue(), items={item.code: item.id for item in framework.items if item.code})


@pytest.mark.parametrize("language", KIT_LANGUAGES)
def test_review_form_filled_in_by_hand_is_read(framework, language):
    document = make_form(framework, language, OutputKind.REVIEW)
    table = tables_of(document)[11]
    row = table.rows[1].cells
    code = row[0].text
    row[2].text, row[4].text = choice_word("verdict", "merge", language), "Two say the same"
    report = read(document, framework)
    assert [finding.code for finding in report.findings] == []
    (said,) = report.contributions
    assert (said.verdict, said.text) == (Verdict.MERGE, "Two say the same")
    assert said.item == next(item.id for item in framework.items if item.code == code)


@pytest.mark.parametrize("language", KIT_LANGUAGES)
def test_exploratory_form_filled_in_by_hand_is_read(framework, language):
    document = make_form(framework, language, OutputKind.EXPLORATORY)
    tables_of(document)[5].rows[1].cells[1].text = "Speaking plainly"
    report = read(document, framework)
    assert [finding.code for finding in report.findings] == []
    assert [named.words for named in report.output.competencies] == ["Speaking plainly"]
