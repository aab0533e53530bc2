"""Addresses of the steward's release gates."""

from django.urls import path

from capacita.web.adapting import gate_views

urlpatterns = [
    path("release-gates/", gate_views.list_gates, name="gate-list"),
    path("release-gates/<code:code>/", gate_views.change_gate, name="gate"),
]
