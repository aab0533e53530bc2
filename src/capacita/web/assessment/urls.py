"""Addresses of countries, their adaptations and their results."""

from django.urls import path

from capacita.web.assessment import views

urlpatterns = [
    path("", views.list_of_countries, name="country-list"),
    path("<slug:country>/", views.show_country, name="country"),
    path("<slug:country>/framework/", views.show_adaptation, name="adaptation"),
    path("<slug:country>/framework/items/", views.show_items, name="adapted-items"),
    path("<slug:country>/framework/report.<slug:suffix>", views.send_report, name="adaptation-report"),
    path("<slug:country>/results/", views.show_results, name="results"),
    path("<slug:country>/results.<str:suffix>", views.send_results, name="results-file"),
]
