"""What goes into the kit of a request, in the web process and in the worker alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from capacita.consultation import KIT_LANGUAGES, KIT_TEXTS_FORMAT, OutputKind, SessionStatus, name_kit_texts
from capacita.consultation.kit.agenda import USUAL_MINUTES, USUAL_PEOPLE, read_clock_times
from capacita.content import read_content
from capacita.vocabulary import NotFound
from capacita.web.consultation.kits import NO_KIT, describe_request
from capacita.web.consultation.models import Consultation, ConsultationRequest
from capacita.web.framework.queries import framework_of
from capacita.web.kits.models import BriefingCall

if TYPE_CHECKING:
    from capacita.consultation.kit.contents import KitContents

PDF, WORD, SHEET, ZIP = "kit.pdf", "output-form.docx", "output-sheet.xlsx", "kit.zip"
MEDIA_TYPES = {
    PDF: "application/pdf",
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    SHEET: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ZIP: "application/zip",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KitChoice:
    """What somebody chose for a kit."""

    language: str
    minutes: int
    people: int
    kind: str

    @property
    def query(self) -> str:
        """Return the choice as the query of an address."""
        return urlencode(self.values())

    def values(self) -> dict[str, Any]:
        """Return the choice by field."""
        return {"language": self.language, "minutes": self.minutes, "people": self.people, "kind": self.kind}


def usual_choice(asked: ConsultationRequest, meeting: Consultation) -> KitChoice:
    """Return what a kit is fitted to where nobody chose: the request's own language and length."""
    language = asked.language.split("-")[0]
    _, stated = read_clock_times(meeting.time_words)
    return KitChoice(
        language=language if language in KIT_LANGUAGES else "en",
        minutes=stated or USUAL_MINUTES,
        people=meeting.capacity or USUAL_PEOPLE,
        kind=OutputKind.REVIEW.value,
    )


def check_has_kit(asked: ConsultationRequest, meeting: Consultation | None) -> Consultation:
    """Return the consultation of a request that has a kit. Raises NotFound while it is not approved."""
    if SessionStatus(asked.status) in NO_KIT or meeting is None or asked.programme.framework_version is None:
        raise NotFound("KIT_NOT_YET")
    return meeting


def fill_request_kit(
    asked: ConsultationRequest,
    meeting: Consultation,
    choice: KitChoice,
    call: BriefingCall | None,
    *,
    status_link: str = "",
) -> KitContents:
    """Return what the kit of a request says. Without a link it names the private page in words."""
    from capacita.consultation.kit.contents import tell_day  # noqa: PLC0415 -- the same
    from capacita.consultation.kit.files import (  # noqa: PLC0415 -- openpyxl, only where a kit is made
        KitOptions,
        fill_kit,
        summarise_framework,
    )

    version = asked.programme.framework_version
    assert version is not None
    framework = framework_of(version)
    texts = KIT_TEXTS_FORMAT.read_whole(read_content(name_kit_texts(choice.language)))
    when = ""
    if call is not None and not call.cancelled:
        when = f"{tell_day(call.day, texts)}, {call.starts_at:%H:%M} {call.time_zone}"
    options = KitOptions(minutes=choice.minutes, people=choice.people, kind=OutputKind(choice.kind), briefing_call=when)
    document = describe_request(asked, meeting, framework, status_link=status_link)
    return fill_kit(document, summarise_framework(framework, texts.language), texts, options)
