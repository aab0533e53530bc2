"""Addresses of adapting: drafts, their items and steps, preview, release, and the files of a released framework."""

from django.urls import path

from capacita.web.adapting import looking_views, merge_views, sheet_choice_views, sheet_views, views

urlpatterns = [
    path("<slug:country>/adapting/", views.list_of_drafts, name="adapt-list"),
    path("<slug:country>/adapting/start/", views.start, name="adapt-start"),
    path("<slug:country>/adapting/continue/<code:code>/", views.continue_from, name="adapt-continue"),
    path("<slug:country>/adapting/newer-base/<code:code>/", merge_views.begin_merge, name="adapt-merge-begin"),
    path(
        "<slug:country>/adapting/newer-base/<code:code>/translations/",
        merge_views.take_translations,
        name="adapt-take-translations",
    ),
    path("<slug:country>/adapting/merges/<uuid:merge_id>/", merge_views.show_merge, name="adapt-merge"),
    path("<slug:country>/adapting/merges/<uuid:merge_id>/finish/", merge_views.end_merge, name="adapt-merge-end"),
    path(
        "<slug:country>/adapting/merges/<uuid:merge_id>/<uuid:conflict_id>/",
        merge_views.decide_conflict,
        name="adapt-conflict",
    ),
    path("<slug:country>/adapting/<uuid:draft_id>/", views.show_draft, name="adapt-draft"),
    path("<slug:country>/adapting/<uuid:draft_id>/preview/", views.preview, name="adapt-preview"),
    path("<slug:country>/adapting/<uuid:draft_id>/effect/", looking_views.show_effect, name="adapt-effect"),
    path("<slug:country>/adapting/<uuid:draft_id>/coverage/", looking_views.show_coverage, name="adapt-coverage"),
    path("<slug:country>/adapting/<uuid:draft_id>/sentences/", looking_views.show_tags, name="adapt-tags"),
    path("<slug:country>/adapting/<uuid:draft_id>/levels/", views.show_levels, name="adapt-level"),
    path(
        "<slug:country>/adapting/<uuid:draft_id>/levels/<uuid:scale_id>/<slug:deed>/",
        views.change_levels,
        name="adapt-level-step",
    ),
    path("<slug:country>/adapting/<uuid:draft_id>/forget/", views.forget, name="adapt-forget"),
    path(
        "<slug:country>/adapting/<uuid:draft_id>/comments/<uuid:comment_id>/",
        looking_views.resolve,
        name="adapt-resolve",
    ),
    path(
        "<slug:country>/adapting/<uuid:draft_id>/items/<uuid:item_id>/comments/",
        looking_views.comment,
        name="adapt-comment",
    ),
    path(
        "<slug:country>/adapting/<uuid:draft_id>/items/<uuid:item_id>/confirm/<code:principle>/",
        looking_views.confirm,
        name="adapt-confirm",
    ),
    path("<slug:country>/adapting/<uuid:draft_id>/sheet/", sheet_views.choose_sheet, name="adapt-sheet"),
    path(
        "<slug:country>/adapting/<uuid:draft_id>/sheet/file/<slug:kind>/",
        sheet_views.send_sheet,
        name="adapt-sheet-file",
    ),
    path(
        "<slug:country>/adapting/<uuid:draft_id>/sheet/look/<uuid:look_id>/",
        sheet_views.review_sheet,
        name="adapt-sheet-review",
    ),
    path(
        "<slug:country>/adapting/<uuid:draft_id>/sheet/look/<uuid:look_id>/gone/",
        sheet_choice_views.choose_gone,
        name="adapt-sheet-gone",
    ),
    path(
        "<slug:country>/adapting/<uuid:draft_id>/sheet/look/<uuid:look_id>/both/",
        sheet_choice_views.list_conflicts,
        name="adapt-sheet-conflicts",
    ),
    path(
        "<slug:country>/adapting/<uuid:draft_id>/sheet/look/<uuid:look_id>/both/<uuid:conflict_id>/",
        sheet_choice_views.decide_conflict,
        name="adapt-sheet-conflict",
    ),
    path(
        "<slug:country>/adapting/<uuid:draft_id>/sheet/taken/<uuid:sheet_id>/",
        sheet_views.show_taken,
        name="adapt-sheet-taken",
    ),
    path(
        "<slug:country>/adapting/<uuid:draft_id>/sheet/taken/<uuid:sheet_id>/undo/",
        sheet_views.undo_taken,
        name="adapt-sheet-undo",
    ),
    path("<slug:country>/adapting/<uuid:draft_id>/set-aside/", views.set_aside, name="adapt-set-aside"),
    path("<slug:country>/adapting/<uuid:draft_id>/take-up/", views.take_up, name="adapt-take-up"),
    path("<slug:country>/adapting/<uuid:draft_id>/release/", views.release, name="adapt-release"),
    path("<slug:country>/adapting/<uuid:draft_id>/add/", views.add_item, name="adapt-add"),
    path("<slug:country>/adapting/<uuid:draft_id>/undo/<int:number>/", views.undo, name="adapt-undo"),
    path("<slug:country>/adapting/<uuid:draft_id>/items/<uuid:item_id>/", views.show_item, name="adapt-item"),
    path(
        "<slug:country>/adapting/<uuid:draft_id>/items/<uuid:item_id>/<slug:deed>/",
        views.change_item,
        name="adapt-step",
    ),
]
