"""Addresses of toolkits and of the trails behind their numbers."""

from django.urls import path

from capacita.web.toolkit import views

urlpatterns = [
    path("<slug:country>/toolkit/", views.show_toolkit, name="toolkit"),
    path("<slug:country>/toolkit/read/", views.read_toolkit, name="toolkit-page"),
    path("<slug:country>/toolkit/file.<str:suffix>", views.send_toolkit, name="toolkit-file"),
    path("<slug:country>/toolkit/build/", views.build_toolkit, name="toolkit-build"),
    path("<slug:country>/trail/<str:number>/", views.show_trail, name="trail"),
]
