"""Addresses of joining."""

from django.urls import path

from capacita.web.joining import views

urlpatterns = [
    path("places/<str:token>/", views.show_place, name="place"),
    path("places/<str:token>/change/", views.change, name="place-change"),
    path("work/run/<slug:slug>/joining/", views.set_up, name="work-joining"),
    path("<slug:slug>/join/", views.show_join, name="join"),
]
