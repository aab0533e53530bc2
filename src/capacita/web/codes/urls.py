"""The address where codes are typed in."""

from django.urls import path

from capacita.web.codes import views

urlpatterns = [path("code/", views.enter_code, name="enter-code")]
