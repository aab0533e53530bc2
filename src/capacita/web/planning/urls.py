"""Addresses of training plans."""

from django.urls import path

from capacita.web.planning import views

urlpatterns = [
    path("<slug:country>/plan/", views.show_plan, name="plan"),
    path("<slug:country>/plan.<str:suffix>", views.send_plan, name="plan-file"),
    path("<slug:country>/plan/limits/", views.change_limits, name="plan-limits"),
]
