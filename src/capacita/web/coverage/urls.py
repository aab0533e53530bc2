"""Addresses of coverage."""

from django.urls import path, re_path

from capacita.web.coverage import views

urlpatterns = [
    path("programmes/<code:code>/coverage/", views.show_public, name="programme-coverage"),
    re_path(
        r"^programmes/(?P<code>[\w-]+)/coverage\.(?P<ending>csv|json)$",
        views.send_public,
        name="programme-coverage-file",
    ),
    path("work/programmes/<code:code>/coverage/", views.show_work, name="work-coverage"),
    path("work/programmes/<code:code>/coverage/targets/", views.change_targets, name="work-coverage-targets"),
    re_path(
        r"^work/programmes/(?P<code>[\w-]+)/coverage\.(?P<ending>csv|json)$", views.send_work, name="work-coverage-file"
    ),
]
