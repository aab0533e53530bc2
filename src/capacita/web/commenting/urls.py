"""Addresses of comments: beside the text, private pages of authors, moderation and translation."""

from django.urls import path
from django.views.generic import RedirectView

from capacita.web.commenting import author_views, views, work_views

urlpatterns = [
    path("programmes/<code:code>/text/", views.show_text, name="comment-text"),
    path("programmes/<code:code>/text/<str:key>/", views.show_item, name="comment-item"),
    path("programmes/<code:code>/text/<str:key>/comment/", author_views.write_comment, name="comment-write"),
    path("programmes/<code:code>/comments.csv", views.send_comments, name="comment-file"),
    path("programmes/<code:code>/orphans/", views.show_orphans, name="comment-orphans"),
    path("programmes/<code:code>/moderation/", views.show_log, name="comment-log"),
    path("programmes/<code:code>/moderation.csv", views.send_log, name="comment-log-file"),
    path("comments/code/", RedirectView.as_view(pattern_name="enter-code", permanent=True), name="comment-code"),
    path("comments/<uuid:comment_id>/", views.show_comment, name="comment"),
    path("comments/<str:token>/", author_views.show_receipt, name="comment-receipt"),
    path("comments/<str:token>/change/", author_views.change, name="comment-change"),
    path("comments/<str:token>/withdraw/", author_views.take_back, name="comment-withdraw"),
    path("work/comments/", work_views.list_to_moderate, name="work-comments"),
    path("work/comments/<uuid:comment_id>/", work_views.moderate, name="work-comment"),
    path("work/translations/", work_views.list_untranslated, name="work-untranslated"),
    path("work/translations/<uuid:contribution_id>/", work_views.translate, name="work-translate"),
]
