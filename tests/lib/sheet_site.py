"""A draft on a test's own site whose sheet goes out, is edited and comes back."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from capacita.framework.model import Framework
from capacita.sheets import read_csv, write_csv
from capacita.web.accounts.models import Organisation
from capacita.web.accounts.seed import KEEPER, seed_organisations
from capacita.web.actors import SYSTEM, Role
from capacita.web.adapting.drafting import effective_framework
from capacita.web.adapting.models import AdaptationDraft
from capacita.web.framework.services import publish_framework
from lib.country_site import found_country, signed_in
from lib.framework_cases import identifier, small_framework

LIST = "/en/countries/almara/adapting/"
WHY_ALL = "Agreed in the working group of 12 May."
Rows = list[dict[str, str]]


def drafted(framework: Framework | None = None, language: str = "en") -> tuple[Client, AdaptationDraft]:
    """Return a focal point's browser and a draft in which nothing is changed yet."""
    seed_organisations()
    document = framework or small_framework()
    base = publish_framework(
        SYSTEM,
        organisation=Organisation.objects.get(code=KEEPER),
        framework=document,
        released_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    client = signed_in(found_country(), Role.FOCAL_POINT)
    sent = {"base": str(base.pk), "language": language, "title": "Skills of Almara"}
    assert client.post(f"{LIST}start/", sent).status_code == 302
    return client, AdaptationDraft.objects.get()


def page_of(draft: AdaptationDraft, rest: str = "") -> str:
    return f"{LIST}{draft.pk}/sheet/{rest}"


def fetched(client: Client, draft: AdaptationDraft, edit: Callable[[Rows], Rows]) -> bytes:
    """Return the CSV of a draft once somebody has edited it."""
    table = read_csv(client.get(page_of(draft, "file/csv/")).content)
    heads = table.rows[0]
    rows = edit([dict(zip(heads, row, strict=True)) for row in table.rows[1:]])
    return write_csv([heads, *([row.get(head, "") for head in heads] for row in rows)])


def change(code: str, **cells: str) -> Callable[[Rows], Rows]:
    told = {name.replace("_", " (") + (")" if "_" in name else ""): text for name, text in cells.items()}
    return lambda rows: [{**row, **told} if row["code"] == code else row for row in rows]


def without(code: str) -> Callable[[Rows], Rows]:
    return lambda rows: [row for row in rows if row["code"] != code]


def send(client: Client, draft: AdaptationDraft, data: bytes, name: str = "items.csv") -> Any:
    return client.post(page_of(draft), {"file": SimpleUploadedFile(name, data)})


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def take_in(client: Client, address: str, **given: Any) -> Any:
    """Confirm a look as its form is sent."""
    seen = re.search(r'name="seen" value="(\d+)"', client.get(address).content.decode())
    assert seen is not None
    return client.post(address, {"reason": WHY_ALL, "seen": seen[1], **given})


def titles(draft: AdaptationDraft) -> dict[str, str]:
    now = effective_framework(draft, draft.steps.all())
    return {item.code: next((said.text for said in item.title.values()), "") for item in now.items}


def rename(client: Client, draft: AdaptationDraft, code: str, text: str) -> None:
    item = f"{LIST}{draft.pk}/items/{identifier(code)}/rename/"
    number = draft.steps.filter(subject=identifier(code)).order_by("-number").values_list("number", flat=True).first()
    assert client.post(item, {"reason": "Ours.", "text": text, "revision": number or 0}).status_code == 302


def conflicts_of(answer: Any) -> list[str]:
    return re.findall(r'<li><span><a href="([^"]+/both/[^"]+)"', answer.content.decode())


def choose(client: Client, address: str, side: str) -> Any:
    """Choose a side as the form of a conflict is sent."""
    of = re.search(r'name="words" value="(\w+)"', client.get(address).content.decode())
    assert of is not None
    return client.post(address, {"side": side, "words": of[1]})
