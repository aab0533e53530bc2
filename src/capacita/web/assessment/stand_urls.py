"""Addresses of the private check of one's own standing."""

from django.urls import path

from capacita.web.assessment import stand_views

urlpatterns = [
    path("", stand_views.show_start, name="stand-start"),
    path("<code:role>/<int:number>/", stand_views.show_question, name="stand-question"),
    path("<code:role>/result/", stand_views.show_result, name="stand-result"),
]
