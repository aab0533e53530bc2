"""Addresses of crosswalks."""

from django.urls import path, re_path

from capacita.web.crosswalk import views

urlpatterns = [
    path("", views.list_all, name="crosswalk-list"),
    re_path(r"^(?P<code>[\w.-]+)\.(?P<ending>tsv|csv|json)$", views.send, name="crosswalk-file"),
    path("<code:code>/", views.show, name="crosswalk"),
    path("<code:code>/links/new/", views.propose, name="crosswalk-propose"),
    path("<code:code>/links/<uuid:link_id>/", views.review, name="crosswalk-link"),
    path("<code:code>/reviews/<uuid:review_id>/undo/", views.take_back, name="crosswalk-undo"),
]
