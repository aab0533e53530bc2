"""What stewards want a programme to reach."""

from django.db import models

from capacita.web.tenancy import TenantModel


class ProgrammeTargets(TenantModel):
    """The weights wanted by dimension and category, and the last day on which a session can be held."""

    programme = models.OneToOneField(
        "consultation.Programme", on_delete=models.CASCADE, related_name="targets", primary_key=True
    )
    wanted = models.JSONField(default=dict)  # dimension, then category, then weight
    last_day = models.DateField(null=True)  # empty: the day on which the programme closes
    set_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.programme_id)
