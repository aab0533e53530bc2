"""Addresses of frameworks."""

from django.urls import path

from capacita.web.framework import reading_views, views

urlpatterns = [
    path("", views.list_frameworks, name="framework-list"),
    path("<slug:code>/", views.show_framework, name="framework"),
    path("<slug:code>/framework.json", views.send_framework, name="framework-file"),
    path("<slug:code>/release.json", views.send_release, name="release-file"),
    path("<slug:code>/search/", reading_views.search, name="framework-search"),
    path("<slug:code>/versions/", reading_views.list_all_versions, name="framework-versions"),
    path("<slug:code>/offline.html", reading_views.send_reading_file, name="framework-offline"),
    path("<slug:code>/compare/", reading_views.compare, name="framework-compare"),
    path("<slug:code>/release/", reading_views.show_release, name="framework-release"),
    path("<slug:code>/<str:item_code>/", views.show_item, name="framework-item"),
]
