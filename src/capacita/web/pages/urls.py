"""Addresses of the pages that belong to no room."""

from django.urls import path

from capacita.web.pages import views

urlpatterns = [
    path("", views.show_home, name="home"),
    path("about/", views.show_about, name="about"),
    path("accessibility/", views.show_accessibility, name="accessibility"),
    path("sources/", views.show_sources, name="sources"),
    path("api/", views.show_api_reference, name="api-reference"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
]
