"""Addresses of consultations: for everybody, for those who ask to organise one, for stewards."""

from django.urls import include, path

from capacita.web.consultation import (
    ask_views,
    intake_views,
    programme_views,
    request_views,
    run_views,
    steward_views,
    views,
)

urlpatterns = [
    path("", views.show_calendar, name="calendar"),
    path("calendar.ics", views.send_calendar, name="calendar-file"),
    path("programmes/<code:code>/", programme_views.show_programme, name="programme"),
    path("ask/", ask_views.start_asking, name="ask-start"),
    path("ask/check/", ask_views.check_asked, name="ask-check"),
    path("ask/<slug:step>/", ask_views.show_step, name="ask-step"),
    path("requests/<str:token>/", request_views.show_request, name="request-status"),
    path("requests/<str:token>/reply/", request_views.reply, name="request-reply"),
    path("requests/<str:token>/withdraw/", request_views.change_request, name="request-withdraw"),
    path("work/", steward_views.show_work, name="work"),
    path("work/intake/", intake_views.take_in, name="work-intake"),
    path("work/intake/letter/", intake_views.keep_letter, name="work-intake-letter"),
    path("work/intake/rows/", intake_views.check_sheet, name="work-intake-rows"),
    path("work/intake/requests.csv", intake_views.send_template, name="work-intake-template"),
    path("work/programmes/", programme_views.list_programmes, name="work-programmes"),
    path("work/programmes/new/", programme_views.open_new, name="work-programme-new"),
    path("work/programmes/<code:code>/", programme_views.change, name="work-programme"),
    path("work/requests/<uuid:request_id>/", steward_views.decide_request, name="work-request"),
    path("work/requests/<uuid:request_id>/link/", run_views.give_new_link, name="work-new-link"),
    path("work/run/<slug:slug>/", run_views.run_consultation, name="work-consultation"),
    path("work/run/<slug:slug>/move/", run_views.move, name="work-move"),
    path("work/<slug:slug>/contributions/", steward_views.show_contributions, name="work-contributions"),
    path("<slug:slug>/calendar.ics", views.send_session, name="consultation-calendar-file"),
    path("", include("capacita.web.synthesis.urls")),
    path("<slug:slug>/", views.show_consultation, name="consultation"),
]
