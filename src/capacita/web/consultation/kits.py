"""A request as the document that the kit is made from; ``web.kits`` makes it."""

from __future__ import annotations

from capacita.consultation import (
    Request,
    RequestDocument,
    SessionMode,
    SessionStatus,
    StakeholderType,
)
from capacita.framework import DerivedFrom, Framework, meaning_digest
from capacita.vocabulary import written
from capacita.web.consultation.models import Consultation, ConsultationRequest
from capacita.web.consultation.when import date_of_consultation

NO_KIT = frozenset(
    {SessionStatus.REQUESTED, SessionStatus.NEEDS_INFORMATION, SessionStatus.DECLINED, SessionStatus.WITHDRAWN}
)


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
