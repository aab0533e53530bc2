"""A plan as rows for a spreadsheet."""

from __future__ import annotations

from capacita.sheets import Cell, write_csv
from capacita.vocabulary import plain_text, rounded
from capacita.web.planning.queries import PlanDocuments

COLUMNS = (
    "group", "module", "title", "cohorts", "people", "cost", "currency", "trainer_days", "days_per_person", "closes",
    "robust", "simulated",
)  # fmt: skip


def plan_csv(documents: PlanDocuments, language: str = "en") -> bytes:
    """Return the choices of a plan as CSV that a spreadsheet opens without running anything."""
    plan = documents.plan
    codes = {item.id: item.code for item in documents.framework.items}
    closures = {closure.gap: closure for closure in plan.closures}
    rows: list[list[Cell]] = [
        [
            choice.group,
            choice.module_code,
            plain_text(choice.title, language),
            choice.cohorts,
            choice.people,
            rounded(choice.cost),
            plan.problem.limits.currency,
            rounded(choice.trainer_days),
            rounded(choice.days),
            "; ".join(codes.get(closures[part.gap].item, "") for part in choice.closes),
            {True: "yes", False: "no", None: None}[choice.robust],
            "yes" if plan.simulated else "no",
        ]
        for choice in plan.choices
    ]
    return write_csv([COLUMNS, *rows])
