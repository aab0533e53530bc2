"""Addresses of votes on statements: for everybody, for those who vote, for stewards."""

from django.urls import path
from django.views.generic import RedirectView

from capacita.web.opinion import result_views, steward_views, views

urlpatterns = [
    path("resume/", RedirectView.as_view(pattern_name="enter-code", permanent=True), name="opinion-resume"),
    path("work/", steward_views.show_rounds, name="opinion-work"),
    path("work/new/", steward_views.prepare, name="opinion-new"),
    path("work/import/", steward_views.take_in, name="opinion-import"),
    path("work/<code:code>/", steward_views.run, name="opinion-run"),
    path("work/<code:code>/change/", steward_views.change, name="opinion-change"),
    path("work/<code:code>/put/", steward_views.put, name="opinion-put"),
    path("work/<code:code>/statements/<int:number>/", steward_views.moderate, name="opinion-moderate"),
    path("<code:code>/", views.show_round, name="opinion-round"),
    path("<code:code>/begin/", views.begin, name="opinion-begin"),
    path("<code:code>/vote/", views.vote, name="opinion-vote"),
    path("<code:code>/pause/", views.pause, name="opinion-pause"),
    path("<code:code>/answers/", views.show_own, name="opinion-own"),
    path("<code:code>/propose/", views.propose, name="opinion-propose"),
    path("<code:code>/take-back/", views.take_answers_back, name="opinion-take-back"),
    path("<code:code>/statements/", views.show_statements, name="opinion-statements"),
    path("<code:code>/results/<int:number>/", result_views.show_result, name="opinion-result"),
    path("<code:code>/results/<int:number>/<str:name>", result_views.send_file, name="opinion-file"),
]
