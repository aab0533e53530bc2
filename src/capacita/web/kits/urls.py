"""Addresses of kits: of an organiser by the private link, and of stewards."""

from django.urls import path

from capacita.web.kits import views

LINK = "requests/<str:token>/"
WORK = "work/requests/<uuid:request_id>/"

urlpatterns = [
    path(f"{LINK}kit.zip", views.send_usual_kit, name="request-kit"),
    path(f"{LINK}kit/", views.show_kit, name="kit"),
    path(f"{LINK}kit/<str:name>", views.send_file, name="kit-file"),
    path(f"{LINK}briefing-call.ics", views.send_call, name="kit-call-file"),
    path(f"{WORK}kit/", views.show_kit, name="work-kit"),
    path(f"{WORK}kit/<str:name>", views.send_file, name="work-kit-file"),
    path(f"{WORK}briefing-call/", views.settle, name="work-call"),
]
