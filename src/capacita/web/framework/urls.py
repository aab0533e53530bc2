"""Addresses of frameworks."""

from django.urls import path

from capacita.web.framework import file_views, reading_views, views

urlpatterns = [
    path("", views.list_frameworks, name="framework-list"),
    path("<code:code>/", views.show_framework, name="framework"),
    path("<code:code>/framework.json", views.send_framework, name="framework-file"),
    path("<code:code>/release.json", views.send_release, name="release-file"),
    path("<code:code>/downloads/", file_views.list_downloads, name="framework-downloads"),
    path("<code:code>/files/<slug:name>", file_views.send_format, name="framework-format"),
    path("<code:code>/search/", reading_views.search, name="framework-search"),
    path("<code:code>/versions/", reading_views.list_all_versions, name="framework-versions"),
    path("<code:code>/offline.html", reading_views.send_reading_file, name="framework-offline"),
    path("<code:code>/compare/", reading_views.compare, name="framework-compare"),
    path("<code:code>/release/", reading_views.show_release, name="framework-release"),
    path("<code:code>/<str:item_code>/", views.show_item, name="framework-item"),
]
