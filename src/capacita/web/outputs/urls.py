"""Addresses of outputs: of an organiser by their private link, and of stewards."""

from django.urls import path

from capacita.web.outputs import form_views, views

LINK = "requests/<str:token>/output/"
WORK = "work/run/<slug:slug>/output/"

urlpatterns = [
    path(LINK, views.send, name="output-send"),
    path(f"{LINK}report/", views.send_report, name="output-report"),
    path(f"{LINK}arrive/", views.arrive, name="output-arrive"),
    path(f"{LINK}offline.html", views.send_offline, name="output-offline"),
    path(f"{LINK}form/<slug:part>/", form_views.show_part, name="output-form"),
    path(f"{LINK}<uuid:arrival_id>/", views.show_arrival, name="output-arrival"),
    path(WORK, views.send, name="work-output"),
    path(f"{WORK}report/", views.send_report, name="work-output-report"),
    path(f"{WORK}form/<slug:part>/", form_views.show_part, name="work-output-form"),
    path(f"{WORK}<uuid:arrival_id>/", views.show_arrival, name="work-output-arrival"),
    path(f"{WORK}<uuid:arrival_id>/file/", views.send_file, name="work-output-file"),
    path(f"{WORK}<uuid:arrival_id>/points/", form_views.take_points, name="work-output-excerpts"),
]
