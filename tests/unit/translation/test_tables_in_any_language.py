"""Tables for translators whose own words are in any language: they come back whole, with columns moved, and old ones too."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook

from capacita.framework import Framework
from capacita.framework.exchange.edited_sheet import write_edit_workbook
from capacita.framework.translation import Confidence, Mark, Segment, list_segments, mark_of
from capacita.framework.translation.files import is_translation_file, read_translations
from capacita.framework.translation.table_words import ENGLISH, TableWords
from capacita.framework.translation.word_table import write_word_table
from capacita.framework.translation.xlsx_table import write_xlsx_table
from capacita.vocabulary import TextOrigin, Unreadable, translated, written
from lib.framework_cases import FRAMEWORK, identifier, small_framework

KEY = f"item.{identifier('1')}.title"
MARKS = tuple(Mark)


def words_in(language: str, *words: str) -> TableWords:
    """Return words in the order of the fields, then those of the states."""
    reference, context, source, target, state, about, name, guide, instruction, earlier, *states = words
    return TableWords(
        language=language,
        table=target,
        about=about,
        reference=reference,
        context=context,
        source=source,
        target=target,
        state=state,
        framework=context,
        notice=about,
        name=name,
        guide=guide,
        instruction=instruction,
        earlier=earlier,
        states=dict(zip(MARKS, states, strict=True)),
        describe=lambda place: f"{context}: {place.name}",
    )


WORDS = {
    "en": ENGLISH,
    "fr": words_in(
        "fr", "Référence : ne pas modifier", "De quoi il s’agit", "Source", "Traduction", "État", "À propos",
        "Votre nom", "Mode d’emploi", "Remplissez « {column} » ; {sign}.", "Traduit de : {text}",
        "nouveau", "source modifiée", "machine", "source inconnue", "traduit", "relu",
    ),
    "es": words_in(
        "es", "Referencia: no cambiar", "Qué es", "Origen", "Traducción", "Estado", "Acerca de",
        "Su nombre", "Cómo rellenarla", "Rellene «{column}»; {sign}.", "Traducido de: {text}",
        "nuevo", "ha cambiado", "máquina", "desconocido", "traducido", "revisado",
    ),
    "ru": words_in(
        "ru", "Ссылка: не менять", "Что это", "Оригинал", "Перевод", "Состояние", "О таблице",
        "Ваше имя", "Как заполнять", "Заполните «{column}»; {sign}.", "Переведено с: {text}",
        "новое", "оригинал изменён", "машинный", "неизвестно", "переведено", "проверено",
    ),
    "ar": words_in(
        "ar", "المرجع: يُترك كما هو", "ما هو", "الأصل", "الترجمة", "الحالة", "عن الجدول",
        "اسمكم", "كيف يُملأ", "املأوا العمود «{column}»؛ {sign}.", "تُرجم من: {text}",
        "جديد", "تغيّر الأصل", "آلي", "غير معروف", "مترجَم", "مراجَع",
    ),
    "zh": words_in(
        "zh", "编号：请勿改动", "内容", "原文", "译文", "状态", "说明",
        "您的姓名", "填写方法", "请填写“{column}”；{sign}。", "译自：{text}",
        "新", "原文已改", "机器翻译", "原文不明", "已翻译", "已审校",
    ),
}  # fmt: skip


def framework_into(language: str) -> Framework:
    """Return a framework with a title in each of some states."""
    origins = (TextOrigin.MACHINE, TextOrigin.HUMAN, TextOrigin.REVIEWED)
    items = list(small_framework().items)
    for place, origin in enumerate(origins):
        items[place] = replace(
            items[place], title={**written(f"Plan {place}"), language: translated("…", f"Plan {place}", origin)}
        )
    return replace(small_framework(), items=tuple(items))


def write_word(segments: list[Segment], language: str, words: TableWords) -> bytes:
    told = {"framework": FRAMEWORK, "source_language": "en", "language": language, "words": words}
    return write_word_table(segments, title="T", notice="N", **told)


def write_xlsx(segments: list[Segment], language: str, words: TableWords) -> bytes:
    told = {"framework": FRAMEWORK, "source_language": "en", "language": language, "words": words}
    return write_xlsx_table(segments, notice="N", **told)


def saved(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize("write", [write_word, write_xlsx])
@pytest.mark.parametrize("spoken", WORDS)
def test_table_comes_back_whatever_the_language_of_its_words(
    spoken: str, write: Callable[[list[Segment], str, TableWords], bytes]
) -> None:
    language = "pt-BR" if spoken == "en" else spoken
    segments = list_segments(framework_into(language), language)
    data = write(segments, language, WORDS[spoken])
    assert is_translation_file(data)
    file = read_translations(data)
    assert (file.language, file.framework, file.findings) == (language, FRAMEWORK, ())
    assert [(unit.key, unit.source) for unit in file.units] == [(one.key, one.source) for one in segments]
    sure = {Mark.TRANSLATED: Confidence.DONE, Mark.REVIEWED: Confidence.CHECKED}
    assert [unit.confidence for unit in file.units] == [sure.get(mark_of(one), Confidence.OPEN) for one in segments]
    assert {unit.confidence for unit in file.units} == set(Confidence)
    assert [unit.target for unit in file.units] == [
        "" if mark_of(one) is Mark.NEW else one.target or "" for one in segments
    ]


@pytest.mark.parametrize("spoken", WORDS)
def test_name_and_a_state_by_its_sign_alone_are_read_in_any_language(spoken: str) -> None:
    segments = list_segments(framework_into("ar"), "ar")
    book = load_workbook(io.BytesIO(write_xlsx(segments, "ar", WORDS[spoken])))
    table, about, *_choices = book.worksheets
    about["B3"] = "Awa Diop"
    row = next(row for row in table.iter_rows() if str(row[0].value).startswith(KEY))
    row[4].value = "✓"
    file = read_translations(saved(book))
    unit = next(unit for unit in file.units if unit.key == KEY)
    assert (file.translator, unit.confidence) == ("Awa Diop", Confidence.DONE)


def test_columns_that_were_moved_are_known_by_what_stands_in_them() -> None:
    segments = list_segments(framework_into("ar"), "ar")
    table = load_workbook(io.BytesIO(write_xlsx(segments, "ar", WORDS["ar"]))).worksheets[0]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in table.iter_rows(values_only=True):
        sheet.append(["ملاحظات", *(row[place] for place in (4, 3, 2, 1, 0))])
    file = read_translations(saved(book))
    assert file.language == "ar"
    assert [unit.source for unit in file.units] == [segment.source for segment in segments]
    assert {unit.confidence for unit in file.units} == set(Confidence)


def test_instruction_of_a_table_into_arabic_is_arabic_and_runs_from_right_to_left() -> None:
    segments = list_segments(framework_into("ar"), "ar")
    word = docx.Document(io.BytesIO(write_word(segments, "ar", WORDS["ar"])))
    guide = next(paragraph for paragraph in word.paragraphs if "املأوا" in paragraph.text)
    assert "«الترجمة (ar)»؛ ✓ مترجَم" in guide.text
    assert guide._p.findall(f".//{qn('w:bidi')}") != []
    assert [cell.text for cell in word.tables[1].rows[0].cells][2:4] == ["الأصل (en)", "الترجمة (ar)"]
    assert word.tables[1].rows[1].cells[1].text.startswith("ما هو")


def test_row_without_reference_that_ends_in_brackets_is_no_heading_and_is_told() -> None:
    book = load_workbook(io.BytesIO(write_xlsx(list_segments(framework_into("fr"), "fr"), "fr", WORDS["fr"])))
    sheet = book.worksheets[0]
    for place, text in enumerate(("see above", "", "Intelligence (AI)", "Intelligence (IA)"), start=1):
        sheet.cell(3, place).value = text
    file = read_translations(saved(book))
    assert [(finding.code, finding.lines) for finding in file.findings] == [("TRANSLATION_ROW_WITHOUT_REFERENCE", (3,))]
    assert file.language == "fr"


def test_table_of_before_comes_back() -> None:
    segments = list_segments(framework_into("fr"), "fr")
    rows = load_workbook(io.BytesIO(write_xlsx(segments, "fr", ENGLISH))).worksheets[0].iter_rows(values_only=True)
    next(rows)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Reference (leave as it is)", "What it is", "Source (en)", "Translation (fr)", "State"])
    for row in rows:
        sheet.append([*row[:4], str(row[4]).rpartition(" ")[2]])
    about = book.create_sheet("About")
    about.append(["Framework", f"urn:uuid:{FRAMEWORK}"])
    about.append(["Your name, if you wish to be named as translator", "Awa Diop"])
    file = read_translations(saved(book))
    assert (file.language, file.framework, file.translator) == ("fr", FRAMEWORK, "Awa Diop")
    assert len(file.units) == len(segments)
    assert {unit.confidence for unit in file.units} == set(Confidence)


def test_sheet_of_a_framework_in_two_languages_is_no_table_of_translators() -> None:
    two = {**written("Plan"), "fr": translated("Planifier", "Plan", TextOrigin.HUMAN)}
    items = tuple(replace(item, title=two) for item in small_framework().items)
    assert not is_translation_file(write_edit_workbook(replace(small_framework(), items=items), "d/0"))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["code", "title (en)", "title (fr)"])
    sheet.append(["1", "Plan", "Planifier"])
    with pytest.raises(Unreadable) as caught:
        read_translations(saved(book))
    assert caught.value.code == "TRANSLATION_NO_TABLE"
