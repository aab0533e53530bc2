"""Addresses of archives."""

from django.urls import path

from capacita.web.archiving import views

urlpatterns = [path("work/programmes/<slug:code>/archive.zip", views.send_archive, name="work-archive")]
