"""Addresses of votes on statements: for everybody, for those who vote, for stewards."""

from django.urls import path
from django.views.generic import RedirectView

from capacita.web.opinion import result_views, steward_views, views

urlpatterns = [
    path("resume/", RedirectView.as_view(pattern_name="enter-code", permanent=True), name="opinion-resume"),
    path("work/", steward_views.show_rounds, name="opinion-work"),
    path("work/new/", steward_views.prepare, name="opinion-new"),
    path("work/import/", steward_views.take_in, name="opinion-import"),
    path("work/<slug:code>/", steward_views.run, name="opinion-run"),
    path("work/<slug:code>/change/", steward_views.change, name="opinion-change"),
    path("work/<slug:code>/put/", steward_views.put, name="opinion-put"),
    path("work/<slug:code>/statements/<int:number>/", steward_views.moderate, name="opinion-moderate"),
    path("<slug:code>/", views.show_round, name="opinion-round"),
    path("<slug:code>/begin/", views.begin, name="opinion-begin"),
    path("<slug:code>/vote/", views.vote, name="opinion-vote"),
    path("<slug:code>/pause/", views.pause, name="opinion-pause"),
    path("<slug:code>/answers/", views.show_own, name="opinion-own"),
    path("<slug:code>/propose/", views.propose, name="opinion-propose"),
    path("<slug:code>/take-back/", views.take_answers_back, name="opinion-take-back"),
    path("<slug:code>/statements/", views.show_statements, name="opinion-statements"),
    path("<slug:code>/results/<int:number>/", result_views.show_result, name="opinion-result"),
    path("<slug:code>/results/<int:number>/<str:name>", result_views.send_file, name="opinion-file"),
]
