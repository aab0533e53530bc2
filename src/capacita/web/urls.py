"""Every address of the site. People's pages stand under their interface language; identifiers and the API do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, register_converter

from capacita.web.api import api
from capacita.web.converters import CodeConverter
from capacita.web.framework.views import send_release_key, show_framework_identifier, show_identifier
from capacita.web.pages.views import show_home

register_converter(CodeConverter, "code")

urlpatterns = [
    path("", show_home, name="front-door"),
    path("api/", api.urls),
    path("ims/case/", include("capacita.web.case.urls")),
    path("release-key.pem", send_release_key, name="release-key"),
    path("id/<str:framework_id>", show_framework_identifier, name="framework-identifier"),
    path("id/<str:framework_id>/<str:item_id>", show_identifier, name="identifier"),
    *i18n_patterns(
        path("", include("capacita.web.pages.urls")),
        path("framework/", include("capacita.web.framework.urls")),
        path("translating/", include("capacita.web.translating.urls")),
        path("crosswalks/", include("capacita.web.crosswalk.urls")),
        path("consultations/opinions/", include("capacita.web.opinion.urls")),
        path("consultations/", include("capacita.web.codes.urls")),
        path("consultations/", include("capacita.web.joining.urls")),
        path("consultations/", include("capacita.web.coverage.urls")),
        path("consultations/", include("capacita.web.archiving.urls")),
        path("consultations/", include("capacita.web.kits.urls")),
        path("consultations/", include("capacita.web.importing.urls")),
        path("consultations/", include("capacita.web.outputs.urls")),
        path("consultations/", include("capacita.web.commenting.urls")),
        path("consultations/", include("capacita.web.consultation.urls")),
        path("where-i-stand/", include("capacita.web.assessment.stand_urls")),
        path("countries/", include("capacita.web.assessment.urls")),
        path("countries/", include("capacita.web.adapting.urls")),
        path("countries/", include("capacita.web.planning.urls")),
        path("countries/", include("capacita.web.toolkit.urls")),
        path("work/", include("capacita.web.jobs.urls")),
        path("work/", include("capacita.web.adapting.gate_urls")),
    ),
]

handler404 = "capacita.web.pages.views.show_not_found"
handler500 = "capacita.web.pages.views.show_fault"
