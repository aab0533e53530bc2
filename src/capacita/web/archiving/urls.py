"""Addresses of archives."""

from django.urls import path

from capacita.web.archiving import views

urlpatterns = [
    path("work/programmes/<code:code>/archive.zip", views.send_archive, name="work-archive"),
    path("work/archives/", views.restore, name="work-restore"),
    path("work/archives/<uuid:job_id>/", views.show_restoring, name="work-restore-job"),
]
