"""The addresses of the CASE service. The identifiers in its answers lead here."""

from django.urls import path

from capacita.web.case.views import list_documents, refuse_address, show_discovery, show_object
from capacita.web.framework.case_shelf import KINDS

RELEASES = ("v1p1", "v1p0")

urlpatterns = [
    path("v1p1/discovery/imscasev1p1_openapi3_v1p0.json", show_discovery, name="case-discovery"),
    *(
        path(f"{release}/CFDocuments", list_documents, {"release": release}, name=f"case-{release}-documents")
        for release in RELEASES
    ),
    *(
        path(
            f"{release}/{kind}/<str:identifier>",
            show_object,
            {"release": release, "kind": kind},
            name=f"case-{release}-{kind}",
        )
        for release in RELEASES
        for kind in KINDS
    ),
    path("<path:rest>", refuse_address, name="case-nothing"),
]
