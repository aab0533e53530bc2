"""The closed sets of the consultation room in words that gettext knows."""

from django.utils.translation import gettext_noop as _

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
    "training_institutions": _("Institutions that train civil servants"),
    "researchers": _("Public policy researchers"),
    "academia": _("Universities"),
    "civil_society": _("Civil society"),
    "private_sector": _("Private sector"),
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
        "training_institutions",
        "researchers",
        "academia",
        "civil_society",
        "private_sector",
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
}
OUTCOMES = {
    "accepted": (_("Taken up"), "done"),
    "declined": (_("Not taken up"), "quiet"),
    "open": (_("Not decided yet"), "active"),
}
REQUEST_STATUSES = {
    "requested": (_("Waiting for a decision"), "active"),
    "approved": (_("Approved"), "done"),
    "declined": (_("Not approved"), "alert"),
    "withdrawn": (_("Withdrawn"), "quiet"),
}
HELD = frozenset({"held", "output_received", "closed"})
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
