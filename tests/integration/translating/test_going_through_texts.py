"""Going through the texts of a translation: by state, by words, with remarks, from the memory, twice, and back again."""

import io
from typing import Any

import pytest
from django.test import Client

from capacita.framework.translation import list_segments
from capacita.web.accounts.seed import seed_organisations
from capacita.web.actors import Role
from capacita.web.audit.models import AuditEvent
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.seed import seed_frameworks
from capacita.web.translating.models import Translation, TranslationRemark, TranslationStep
from capacita.web.translating.selection import Selection, next_text, previous_text, read_selection
from lib.country_site import signed_in

pytestmark = pytest.mark.django_db
HOME = "/en/translating/unesco-2022/"
DESK = f"{HOME}pt/"


def steward(language: str = "pt") -> Client:
    seed_organisations()
    seed_frameworks()
    client = signed_in(FrameworkVersion.objects.get(code="unesco-2022").organisation, Role.STEWARD)
    client.post(HOME, {"language": language})
    return client


def segments(language: str = "pt") -> list[Any]:
    row = FrameworkVersion.objects.get(code="unesco-2022")
    return list_segments(load_framework(row.digest), language)


def key_of(text: str) -> str:
    return next(segment.key for segment in segments() if segment.source == text)


def save(client: Client, key: str, text: str, revision: int = 0, query: str = "", home: str = DESK) -> Any:
    return client.post(f"{home}texts/{key}/{query}", {"text": text, "revision": revision})


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_selection_goes_along_from_text_to_text_and_ends_at_its_list() -> None:
    client = steward()
    for text in ("Creativity", "Curiosity"):
        save(client, key_of(text), "Texto")
    page = read(client, f"{DESK}?state=translated")
    assert "Go through these texts" in page
    first, second = (f"{DESK}texts/{key_of(text)}/?state=translated" for text in ("Creativity", "Curiosity"))
    assert first in page
    assert second in page
    assert "Next of these texts, without saving" in read(client, first)
    other = Client()  # a second person confirms one after the other
    client.post(f"{DESK}links/", {"name": "Ana Ruiz", "purpose": "review"})
    token = client.session["translation-link"].rstrip("/").rpartition("/")[2]
    home = f"/en/translating/with-link/{token}/"
    answer = other.post(f"{home}texts/{key_of('Creativity')}/?state=translated", {"confirm": "1", "revision": "1"})
    assert answer.url == f"{home}texts/{key_of('Curiosity')}/?state=translated"
    answer = other.post(f"{home}texts/{key_of('Curiosity')}/?state=translated", {"confirm": "1", "revision": "2"})
    assert answer.url == f"{home}?state=translated"


def test_texts_are_found_by_words_of_source_and_translation_without_accents() -> None:
    client = steward()
    save(client, key_of("Creativity"), "Imaginação")
    for words in ("CREATIVITY", "imaginacao"):
        page = read(client, f"{DESK}?q={words}")
        assert f"{DESK}texts/{key_of('Creativity')}/?q={words}" in page
        assert "Imaginação" in page
        assert key_of("Curiosity") not in page
    assert "No text has these words." in read(client, f"{DESK}?q=nothing-says-this")


def test_texts_found_by_words_are_gone_through_once_and_those_in_a_state_from_the_top_again() -> None:
    steward()
    texts = segments()
    found = Selection(words="data")
    chosen = [segment for segment in texts if found.holds(segment)]
    assert len(chosen) > 2
    assert next_text(texts, chosen[-1].key, found) is None
    assert next_text(texts, chosen[0].key, found) == chosen[1]
    assert previous_text(texts, chosen[1].key, found) == chosen[0]
    assert previous_text(texts, chosen[0].key, found) is None
    assert next_text(texts, texts[-1].key, Selection(state="new")) == texts[0]
    assert read_selection({"state": "klingon", "q": "  a  b "}, frozenset()) == Selection(words="a b")


def test_translation_made_before_is_put_into_the_field_and_not_saved() -> None:
    client = steward()
    source = "English name translated here from the French contents page."
    first, second, *_others = (segment.key for segment in segments() if segment.source == source)
    save(client, first, "Nome inglês, nossa tradução.")
    assert "Put it into the field" in read(client, f"{DESK}texts/{second}/")
    taken = read(client, f"{DESK}texts/{second}/?take=0")
    assert "it is not saved yet" in taken
    assert "Nome inglês, nossa tradução." in taken.partition("<textarea")[2].partition("</textarea>")[0]
    assert TranslationStep.objects.count() == 1
    for number in ("99", "none"):
        assert "it is not saved yet" not in read(client, f"{DESK}texts/{second}/?take={number}")


def test_form_sent_twice_is_kept_once_and_own_changes_are_not_called_somebody_elses() -> None:
    client = steward()
    key = key_of("Creativity")
    assert save(client, key, "Criatividade").status_code == 302
    assert save(client, key, "Criatividade").status_code == 302
    assert TranslationStep.objects.count() == 1
    answer = save(client, key, "Invenção")
    assert answer.status_code == 409
    assert "You changed this text meanwhile" in answer.content.decode()


def test_text_that_is_too_long_is_told_and_not_cut_by_the_browser() -> None:
    client = steward()
    address = f"{DESK}texts/{key_of('Creativity')}/"
    assert "maxlength" not in read(client, address).partition("<textarea")[2].partition(">")[0]
    answer = client.post(address, {"text": "a" * 8001, "revision": 0})
    assert answer.status_code == 422
    assert "at most 8,000 characters" in answer.content.decode()


def test_long_texts_are_shortened_in_lists_so_that_the_page_stays_light() -> None:
    client = steward()
    for text in ("Creativity", "Curiosity", "Trust"):
        save(client, key_of(text), "palavra " * 900)
    assert len(client.get(DESK).content) < 40_000


def test_remark_is_listed_settled_and_opened_again_and_never_leaves_the_translation() -> None:
    client = steward()
    key = key_of("Creativity")
    address = f"{DESK}texts/{key}/"
    assert client.post(f"{address}remarks/", {"remark": " "}).status_code == 422
    for _ in range(2):
        assert client.post(f"{address}remarks/", {"remark": "Is this <b>art</b> as well?"}).url == address
    remark = TranslationRemark.objects.get()
    assert "Is this &lt;b&gt;art&lt;/b&gt; as well?" in read(client, address)
    assert "Open remarks (1)" in read(client, DESK)
    assert f"{address}?state=remarks" in read(client, f"{DESK}?state=remarks")
    client.post(f"{address}remarks/", {"remark_id": str(remark.pk)})
    assert "settled by" in read(client, address)
    assert "Open remarks" not in read(client, DESK)
    client.post(f"{address}remarks/", {"remark_id": str(remark.pk), "open-again": "1"})
    assert "Open remarks (1)" in read(client, DESK)
    for kind in ("po", "xliff"):
        assert b"art" not in client.get(f"{DESK}files/{kind}/").content.partition(b"Is this")[2]
    assert client.post(f"{address}remarks/", {"remark_id": "none"}).status_code == 404
    assert AuditEvent.objects.filter(action__startswith="translation.remark").count() >= 3


def test_somebody_with_a_link_remarks_and_sees_what_was_noticed() -> None:
    client = steward()
    client.post(f"{DESK}links/", {"name": "Ana Ruiz", "purpose": "translate"})
    token = client.session["translation-link"].rstrip("/").rpartition("/")[2]
    home, key = f"/en/translating/with-link/{token}/", key_of("Creativity")
    visitor = Client()
    assert visitor.post(f"{home}texts/{key}/remarks/", {"remark": "Which sense?"}).status_code == 302
    assert TranslationRemark.objects.get().author_name == "Ana Ruiz"
    save(visitor, key, "Criatividade 77", home=home)
    assert "the number 77 is in the translation" in read(visitor, f"{home}checks/")


def test_whole_file_is_taken_back_but_for_what_was_translated_since() -> None:
    client = steward()
    data = client.get(f"{DESK}files/po/").content
    for text in ("Creativity", "Curiosity", "Trust"):
        data = data.replace(f'msgid "{text}"\nmsgstr ""'.encode(), f'msgid "{text}"\nmsgstr "De um ficheiro"'.encode())
    file = io.BytesIO(data)
    file.name = "filled.po"
    preview = client.post(f"{DESK}upload/", {"file": file, "made_by": "person"}).url
    client.post(preview)
    batch = TranslationStep.objects.get(number=1).batch
    save(client, key_of("Trust"), "Confiança", revision=3)
    assert read(client, DESK).count("Take back all 2 texts of this file") == 1
    assert client.post(f"{DESK}undo-file/{batch}/").url == DESK
    standing = {step.key for step in TranslationStep.objects.filter(undone_by=None, undoes=None)}
    assert key_of("Trust") in standing
    assert key_of("Creativity") not in standing
    assert TranslationStep.objects.count() == 6, "nothing is deleted"
    assert client.post(f"{DESK}undo-file/{batch}/").status_code == 409
    assert Translation.objects.get(language="pt").published_through == 0


def test_publisher_is_told_what_was_noticed_and_what_is_open() -> None:
    client = steward()
    save(client, key_of("Creativity"), "Criatividade")
    assert "Look once more" not in read(client, f"{DESK}publish/")
    save(client, key_of("Curiosity"), "Curiosidade 77")
    client.post(f"{DESK}texts/{key_of('Creativity')}/remarks/", {"remark": "Art as well?"})
    page = read(client, f"{DESK}publish/")
    assert "Something was noticed of 1 text." in page
    assert "1 text has an open remark." in page


def test_work_page_leads_straight_to_each_language_that_was_begun() -> None:
    client = steward()
    page = read(client, "/en/consultations/work/")
    assert f'href="{DESK}"' in page
    assert "Translation into Portuguese" in page
    assert 'href="/en/translating/unesco-2022/"' in page
