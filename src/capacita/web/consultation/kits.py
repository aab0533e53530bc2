"""The facilitator's kit of an approved request, made anew each time from the same parts: the same request, the same bytes."""

from __future__ import annotations

from capacita.consultation import (
    KIT_TEXTS_FORMAT,
    Request,
    RequestDocument,
    SessionMode,
    SessionStatus,
    StakeholderType,
)
from capacita.content import read_content
from capacita.framework import DerivedFrom, Framework, meaning_digest
from capacita.vocabulary import NotFound, written
from capacita.web.consultation.models import Consultation, ConsultationRequest
from capacita.web.consultation.when import date_of_consultation
from capacita.web.framework.queries import framework_of

NO_KIT = frozenset(
    {SessionStatus.REQUESTED, SessionStatus.NEEDS_INFORMATION, SessionStatus.DECLINED, SessionStatus.WITHDRAWN}
)


def assemble_request_kit(asked: ConsultationRequest, meeting: Consultation | None, *, status_link: str) -> bytes:
    """Return the kit of a request as one ZIP. Raises NotFound while the request is not approved."""
    from capacita.consultation.kit import (  # noqa: PLC0415 -- writes a workbook, and only this page needs it
        assemble_kit,
        summarise_framework,
        zip_kit,
    )

    version = asked.programme.framework_version
    if SessionStatus(asked.status) in NO_KIT or meeting is None or version is None:
        raise NotFound("KIT_NOT_YET")
    framework = framework_of(version)
    texts = KIT_TEXTS_FORMAT.read_whole(read_content("facilitator-kit/kit.json"))
    document = describe_request(asked, meeting, framework, status_link=status_link)
    return zip_kit(assemble_kit(document, summarise_framework(framework, texts.language), texts))


def describe_request(
    asked: ConsultationRequest, meeting: Consultation, framework: Framework, *, status_link: str
) -> RequestDocument:
    """Return a request as the document that the kit is made from; without the contact, which the kit does not need."""
    return RequestDocument(
        request=Request(
            id=str(asked.pk),
            when=date_of_consultation(meeting),
            time=meeting.time_words,
            target_stakeholders=tuple(StakeholderType(code) for code in asked.stakeholders),
            mode=SessionMode(asked.mode),
            output_deadline=meeting.output_due_on or asked.output_due_on,
            status=SessionStatus.APPROVED,
            title=meeting.title,
            audience=written(asked.audience, asked.language) if asked.audience else {},
            language=asked.language,
            place=meeting.place,
        ),
        framework=DerivedFrom(id=framework.id, version=framework.version, digest=meaning_digest(framework)),
        framework_title=framework.title,
        programme=str(asked.programme_id),
        programme_title=asked.programme.title,
        notice=framework.notice,
        status_link=status_link,
    )
