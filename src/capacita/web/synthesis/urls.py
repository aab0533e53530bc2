"""Addresses of the workbench, of themes, of Changes, and of the public answers."""

from django.urls import path

from capacita.web.synthesis import change_views, item_views, public_views, theme_views, views

urlpatterns = [
    path("programmes/<code:code>/answers/", public_views.show_answers, name="answers"),
    path("contributions/<uuid:contribution_id>/", public_views.show_answer, name="contribution"),
    path("work/contributions/<uuid:contribution_id>/", views.show_contribution, name="work-contribution"),
    path("work/contributions/<uuid:contribution_id>/back/", views.take_back, name="work-contribution-back"),
    path("work/contributions/<uuid:contribution_id>/change/", change_views.make_change, name="work-change"),
    path("work/contributions/<uuid:contribution_id>/link/", change_views.link, name="work-change-link"),
    path("work/contributions/<uuid:contribution_id>/draft/", change_views.open_draft, name="work-change-draft"),
    path("work/synthesis/", views.list_programmes, name="synthesis-list"),
    path("work/synthesis/<code:code>/", views.show_workbench, name="synthesis"),
    path("work/synthesis/<code:code>/decisions/", views.show_decisions, name="synthesis-decisions"),
    path("work/synthesis/<code:code>/decisions/earlier/", views.name_decisions, name="synthesis-name-decisions"),
    path("work/synthesis/<code:code>/items/", item_views.list_items, name="synthesis-items"),
    path("work/synthesis/<code:code>/items/<str:item>/", item_views.show_item, name="synthesis-item"),
    path("work/synthesis/<code:code>/divergence/", item_views.keep_divergences, name="synthesis-divergence"),
    path("work/synthesis/<code:code>/themes/", theme_views.show_themes, name="synthesis-themes"),
    path("work/synthesis/<code:code>/themes/suggest/", theme_views.ask, name="synthesis-suggest"),
    path("work/synthesis/<code:code>/themes/<uuid:theme>/", theme_views.show_theme, name="synthesis-theme"),
    path("work/synthesis/<code:code>/coding/", theme_views.code_contributions, name="synthesis-coding"),
]
