"""Addresses of work behind the sign-in: jobs, and the audit trail."""

from django.urls import path

from capacita.web.audit import views as audit_views
from capacita.web.jobs import views

urlpatterns = [
    path("jobs/", views.list_jobs, name="job-list"),
    path("jobs/<uuid:job_id>/", views.show_job, name="job"),
    path("audit/", audit_views.list_events, name="audit-list"),
]
