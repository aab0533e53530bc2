"""Consultations, contributions and decisions as stops of the identifier trail."""

from capacita.vocabulary import Provenance, TrailKind, plain_text
from capacita.web.accounts.models import Organisation
from capacita.web.consultation.models import Contribution, stands, told

SHOWN_CHARACTERS = 90


def list_ledger_stops(organisation: Organisation) -> list[Provenance]:
    """Return what an organisation's people said in which consultation, and what was decided about it.

    What was taken back is no stop, but where a decision was taken on it: then it is one without words, so that the trail of
    what the decision led to holds.
    """
    rows = Contribution.objects.filter(organisation=organisation).select_related("consultation")
    public = set(rows.filter(told()).order_by().values_list("pk", flat=True))
    counted = set(rows.filter(stands()).order_by().values_list("pk", flat=True))
    stops: dict[str, Provenance] = {}
    for row in rows:
        if row.pk not in counted and row.decision_id is None:
            continue
        meeting = str(row.consultation_id)
        stops[meeting] = Provenance(id=meeting, kind=TrailKind.CONSULTATION, label=plain_text(row.consultation.title))
        said = plain_text(row.text) if row.may_quote and row.pk in public else row.verdict
        stops[str(row.pk)] = Provenance(
            id=str(row.pk),
            kind=TrailKind.CONTRIBUTION,
            label=f"{row.item_code}: {said[:SHOWN_CHARACTERS]}".strip(": "),
            made_from=(meeting,),
        )
        if row.decision_id is not None:
            decision = str(row.decision_id)
            label = f"{row.status}: {plain_text(row.reason)}".rstrip(": ")
            stops[decision] = Provenance(id=decision, kind=TrailKind.DECISION, label=label, made_from=(str(row.pk),))
    return list(stops.values())
