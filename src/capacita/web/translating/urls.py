"""Addresses of translating: signed in under the framework and the language, or under a private link."""

from django.urls import path

from capacita.web.translating import file_views, views

urlpatterns = [
    path("with-link/<str:token>/", views.show_translation, name="translator"),
    path("with-link/<str:token>/texts/<str:key>/", views.translate_text, name="translator-text"),
    path("with-link/<str:token>/texts/<str:key>/remarks/", views.remark, name="translator-remark"),
    path("with-link/<str:token>/checks/", views.show_checks, name="translator-checks"),
    path("with-link/<str:token>/undo-file/<slug:batch>/", file_views.take_back_file, name="translator-undo-file"),
    path("with-link/<str:token>/undo/<int:number>/", views.undo, name="translator-undo"),
    path("with-link/<str:token>/name/", views.choose_name, name="translator-name"),
    path("with-link/<str:token>/files/<slug:kind>/", file_views.send_file, name="translator-file"),
    path("with-link/<str:token>/upload/", file_views.upload, name="translator-upload"),
    path("with-link/<str:token>/upload/<uuid:preview_id>/", file_views.preview, name="translator-preview"),
    path("<code:code>/", views.list_languages, name="translation-list"),
    path("<code:code>/<str:language>/", views.show_translation, name="translation"),
    path("<code:code>/<str:language>/texts/<str:key>/", views.translate_text, name="translation-text"),
    path("<code:code>/<str:language>/texts/<str:key>/remarks/", views.remark, name="translation-remark"),
    path("<code:code>/<str:language>/undo-file/<slug:batch>/", file_views.take_back_file, name="translation-undo-file"),
    path("<code:code>/<str:language>/undo/<int:number>/", views.undo, name="translation-undo"),
    path("<code:code>/<str:language>/name/", views.choose_name, name="translation-name"),
    path("<code:code>/<str:language>/checks/", views.show_checks, name="translation-checks"),
    path("<code:code>/<str:language>/terms/", views.edit_terms, name="translation-terms"),
    path("<code:code>/<str:language>/links/", views.edit_links, name="translation-links"),
    path("<code:code>/<str:language>/publish/", views.publish, name="translation-publish"),
    path("<code:code>/<str:language>/files/<slug:kind>/", file_views.send_file, name="translation-file"),
    path("<code:code>/<str:language>/upload/", file_views.upload, name="translation-upload"),
    path("<code:code>/<str:language>/upload/<uuid:preview_id>/", file_views.preview, name="translation-preview"),
]
