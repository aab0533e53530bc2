"""Addresses of taking in exports."""

from django.urls import path

from capacita.web.importing import views

urlpatterns = [
    path("work/run/<slug:slug>/export/", views.choose_file, name="work-export"),
    path("work/run/<slug:slug>/export/<uuid:export_id>/", views.check_columns, name="work-export-check"),
    path("<slug:slug>/counted/", views.show_counted, name="consultation-counted"),
]
