"""Comments for tests: a country with a text that is open, and what somebody sends about it."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from capacita.consultation.commenting.anchoring import Anchor, AnchorPart, anchor_span
from capacita.consultation.commenting.comments import CommentState, Naming
from capacita.framework import Framework
from capacita.vocabulary import TextOrigin, translated
from capacita.web.accounts.models import Organisation, Person
from capacita.web.actors import VISITOR, Actor, Role, actor_for_person
from capacita.web.commenting.models import Comment
from capacita.web.commenting.queries import index_of
from capacita.web.commenting.services import Author, Said, moderate_comment, send_comment
from capacita.web.commenting.written import token_of
from capacita.web.consultation.models import Programme
from lib.consultation_cases import actor_with, make_country, make_programme
from lib.framework_site import deep_framework, name, publish

ARABIC = "يبحث عن البيانات. ويتحقّق منها."
STATEMENT = "Looks for data and checks them."
TEXT = "/en/consultations/programmes/open-call/text/"


def text_framework(version: str = "1.0", statement: str = STATEMENT) -> Framework:
    """Return the deep framework with a definition of two sentences in English and Arabic."""
    base = deep_framework()
    words = {**base.items[1].statement, "en": replace(base.items[1].statement["en"], text=statement)}
    words["ar"] = translated(ARABIC, statement, TextOrigin.MACHINE)
    items = tuple(replace(entry, statement=words) if entry.code == "1.1" else entry for entry in base.items)
    return replace(base, version=version, items=items)


def make_open_text(**details: Any) -> Programme:
    """Publish a text and a programme that is about it and takes comments."""
    row = publish(text_framework())
    return make_programme(make_country(), framework_version=row, **details)


def form_of(client: Client, address: str, **changed: Any) -> dict[str, Any]:
    """Return what somebody sends from the page at this address, with the key that came with it."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return {
        "client_key": str(page.context["form"].initial["client_key"]),
        "text": "Say which data.",
        "verdict": "change",
        "suggested": "Looks for open data first.",
        "language": "en",
        "naming": "named",
        "name": "Amal Rida",
        "organisation": "Open Data Circle",
        "kind": "civil_society",
        "website": "",
        **changed,
    }


def anchor_on(programme: Programme, words: str = STATEMENT, language: str = "en") -> Anchor:
    """Return the anchor of words of the definition 1.1."""
    index = index_of(programme.framework_version.digest)
    item = name("item", "1.1")
    start = index.text_of(item, AnchorPart.STATEMENT, "", language).index(words)
    return anchor_span(index, item, AnchorPart.STATEMENT, language, start, start + len(words))


def make_comment(programme: Programme, text: str = "Say which data.", **changed: Any) -> Comment:
    """Send a comment on the definition 1.1."""
    key = uuid4()
    given: dict[str, Any] = {
        "anchor": anchor_on(programme),
        "item_code": "1.1",
        "said": Said(text=text, language="en"),
        "author": Author(naming=Naming.ANONYMOUS),
        "on": timezone.localdate(),
        **changed,
    }
    return send_comment(VISITOR, programme=programme, client_key=key, token=token_of(key), **given)


def make_shown(programme: Programme, *args: Any, **changed: Any) -> Comment:
    """Send a comment and show it."""
    comment = make_comment(programme, *args, **changed)
    return moderate_comment(
        moderator_of(programme.organisation), comment_id=comment.pk, state=CommentState.PUBLISHED
    )  # fmt: skip


def moderator_of(organisation: Organisation) -> Actor:
    """Return somebody who moderates, made once."""
    known = Person.objects.filter(email=f"{Role.STEWARD.value}@{organisation.code}.example").first()
    return actor_for_person(known) if known else actor_with(organisation, Role.STEWARD)
