"""The closed sets of outputs in words that gettext knows."""

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

CONSENTS = {
    "no": gettext_lazy("No: only what it asks for is shown, without its words"),
    "anonymous": gettext_lazy("Yes, without saying who said it"),
    "stakeholder_type": gettext_lazy("Yes, as said by somebody of this kind, such as a civil servant"),
}
STATES = {
    "kept": (_("Not accepted yet"), "active"),
    "accepted": (_("Accepted by its sender"), "done"),
    "replaced": (_("Replaced by a corrected one"), "quiet"),
}
KINDS = {"sheet": _("Filled sheet"), "form": _("Form of this site"), "report": _("Report to be read")}
FIELDS = {
    "item": _("what it is about"),
    "part": _("the part"),
    "verdict": _("what it asks for"),
    "text": _("the words"),
    "suggestion": _("the suggested wording"),
    "language": _("the language"),
    "speaker": _("the speaker"),
    "quote": _("the consent"),
    "reason": _("the reason"),
    "priority": _("the priority"),
    "framework_version": _("the version of the draft"),
    "participants": _("the number of people"),
    "by_stakeholder": _("the numbers by kind of participant"),
    "by_gender": _("the numbers by gender"),
    "by_age_band": _("the numbers by age"),
    "by_region": _("the numbers by region"),
    "context": _("the situation"),
    "divergences": _("the disagreements"),
    "kind": _("the kind of output"),
    "hurdles": _("the hurdles"),
    "recommendations": _("the recommendations"),
    "competencies": _("the competencies"),
    "examples": _("the examples"),
    "quotes": _("the quotes"),
    "typed_by": _("who typed it"),
}
