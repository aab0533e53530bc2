"""The closed sets of the consultation room in words that gettext knows."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.consultation import WAS_HELD

GROUPS = {
    "africa": _("Africa"),
    "asia_pacific": _("Asia and the Pacific"),
    "eastern_europe": _("Eastern Europe"),
    "latin_america_caribbean": _("Latin America and the Caribbean"),
    "western_europe_others": _("Western Europe and others"),
    "middle_east_north_africa": _("Middle East and North Africa"),
    "national": _("National consultations"),
    "civil_servants": _("Civil servants"),
    "local_governments": _("Cities and local governments"),
    "parliament": _("Members and staff of parliament"),
    "judiciary": _("Judges and staff of courts"),
    "regulators": _("Regulators"),
    "training_institutions": _("Institutions that train civil servants"),
    "researchers": _("Public policy researchers"),
    "academia": _("Universities"),
    "civil_society": _("Civil society"),
    "private_sector": _("Private sector"),
    "unions": _("Trade unions and staff associations"),
    "international_organisations": _("International organisations"),
    "side_event": _("Side events of conferences"),
}
STAKEHOLDERS = {
    code: GROUPS[code]
    for code in (
        "civil_servants",
        "local_governments",
        "parliament",
        "judiciary",
        "regulators",
        "training_institutions",
        "researchers",
        "academia",
        "civil_society",
        "private_sector",
        "unions",
        "international_organisations",
    )
} | {"other": _("Others")}
MODES = {"online": _("Online"), "offline": _("In person"), "hybrid": _("Online and in person")}
VERDICTS = {
    "keep": _("Keep it"),
    "change": _("Change it"),
    "merge": _("Merge it with another"),
    "split": _("Split it"),
    "new": _("Add something new"),
    "remove": _("Take it out"),
    "comment": _("Remark"),
}
IN_WRITING = "written"  # the mode of a programme's comments: nobody meets, so that it is no choice in a form
OUTCOMES = {
    "accepted": (_("Taken up"), "done"),
    "partly": (_("Taken up in part"), "done"),
    "declined": (_("Not taken up"), "quiet"),
    "out_of_scope": (_("Outside what this is about"), "quiet"),
    "duplicate": (_("Said by another contribution too"), "quiet"),
    "open": (_("Not decided yet"), "active"),
}
STATUSES = {
    "requested": (_("Waiting for a decision"), "active"),
    "needs_information": (_("Question to answer"), "alert"),
    "approved": (_("Approved"), "done"),
    "declined": (_("Not approved"), "alert"),
    "withdrawn": (_("Withdrawn"), "quiet"),
    "scheduled": (_("In the calendar"), "done"),
    "moved": (_("Moved"), "active"),
    "cancelled": (_("Cancelled"), "alert"),
    "not_held": (_("Not held"), "quiet"),
    "held": (_("Held"), "done"),
    "output_due": (_("Output due"), "active"),
    "output_received": (_("Output received"), "active"),
    "late": (_("Output late"), "alert"),
    "accepted": (_("Output accepted"), "done"),
    "closed": (_("Closed without output"), "quiet"),
}
STEPS = {
    "requested": _("Look at it again"),
    "scheduled": _("It takes place after all"),
    "moved": _("Move it to another date"),
    "cancelled": _("It is cancelled"),
    "not_held": _("It did not take place"),
    "held": _("It took place"),
    "output_due": _("The output gets more time, or goes back for correction"),
    "output_received": _("The output came, or is open for correction again"),
    "late": _("The output is late"),
    "accepted": _("The output is accepted"),
    "closed": _("No output is waited for any more"),
    "withdrawn": _("It will not take place"),
}
HELD = frozenset(status.value for status in WAS_HELD)
PURPOSES = {
    "consultation": _("Open consultation"),
    "national_validation": _("National validation"),
    "advisory_board": _("Advisory board"),
}
SUBJECTS = {
    "framework": _("A framework"),
    "adaptation": _("An adaptation"),
    "assessment": _("The result of a needs assessment"),
    "toolkit": _("The draft of a toolkit"),
}
PHASES = {
    "preparation": _("Preparation"),
    "call": _("Call: anybody may ask to organise a consultation"),
    "meetings": _("Consultations are held"),
    "comments": _("Comments on the text"),
    "analysis": _("What was said is read and sorted"),
    "decision": _("Decisions on each point"),
    "answers": _("Answers are published"),
}
COUNTED_BY = {
    "by_stakeholder": _("Kind of participant"),
    "by_gender": _("Gender"),
    "by_age_band": _("Age"),
    "by_region": _("Region"),
}
COUNTED = {
    "woman": _("Women"),
    "man": _("Men"),
    "other": _("Others"),
    "not stated": _("Not stated"),
    "under 25": _("Under 25"),
    "25 to 34": _("25 to 34"),
    "35 to 44": _("35 to 44"),
    "45 to 54": _("45 to 54"),
    "55 and over": _("55 and over"),
}


def verdict_words(code: str) -> str:
    """Return what a contribution asks for; one without a verdict is a comment."""
    return gettext(VERDICTS[code]) if code in VERDICTS else gettext("Comment")
