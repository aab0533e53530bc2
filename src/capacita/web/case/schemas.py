"""The description of the CASE service for programs: OpenAPI 3.0, written by us for our own endpoints.

It is not the file of the standard: the shapes are told as this service gives them, the words are ours.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.framework.exchange.case_shapes import KINDS

Value = dict[str, Any]

UUID: Value = {"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"}
TEXT: Value = {"type": "string"}
ADDRESS: Value = {"type": "string", "format": "uri"}
MOMENT: Value = {"type": "string", "format": "date-time"}
DAY: Value = {"type": "string", "format": "date"}
WHOLE: Value = {"type": "integer", "format": "int32"}
NUMBER: Value = {"type": "number", "format": "float"}
OWN_WORD = "ext:[a-zA-Z0-9._-]+"
ASSOCIATION_KIND: Value = {"type": "string", "pattern": f"^({'|'.join(KINDS)}|{OWN_WORD})$"}
TARGET: Value = {"type": "string", "pattern": f"^(CASE|{OWN_WORD})$"}
OPEN: Value = {"type": "object", "additionalProperties": True}
EVERY: Value = {"identifier": UUID, "uri": ADDRESS, "lastChangeDateTime": MOMENT}
EVERY_REQUIRED = tuple(EVERY)

# Operation, schema of its answer, what it answers in plain words; the words also stand on the API page.
ENDPOINTS: tuple[tuple[str, str, str, str], ...] = (
    ("CFDocuments", "getAllCFDocuments", "CFDocumentSet", _("List the documents of all published frameworks.")),
    ("CFDocuments/{sourcedId}", "getCFDocument", "CFDocument", _("Get one document: a framework in one language.")),
    ("CFPackages/{sourcedId}", "getCFPackage", "CFPackage", _("Get a document with everything that is in it.")),
    ("CFItems/{sourcedId}", "getCFItem", "CFItem", _("Get one item, such as a competency.")),
    (
        "CFItemAssociations/{sourcedId}", "getCFItemAssociations", "CFAssociationSet",
        _("Get an item with every link that leads from it or to it."),
    ),
    ("CFAssociations/{sourcedId}", "getCFAssociation", "CFAssociation", _("Get one link between two things.")),
    (
        "CFAssociationGroupings/{sourcedId}", "getCFAssociationGrouping", "CFAssociationGrouping",
        _("Get what a group of links has in common."),
    ),
    (
        "CFConcepts/{sourcedId}", "getCFConcept", "CFConceptSet",
        _("Get a term, a scale or a level, with those below it."),
    ),
    ("CFSubjects/{sourcedId}", "getCFSubject", "CFSubjectSet", _("Get a subject, with those below it.")),
    ("CFItemTypes/{sourcedId}", "getCFItemType", "CFItemTypeSet", _("Get a kind of item, with those below it.")),
    ("CFLicenses/{sourcedId}", "getCFLicense", "CFLicense", _("Get the licence of a framework.")),
    ("CFRubrics/{sourcedId}", "getCFRubric", "CFRubric", _("Get what items look like at each level.")),
)  # fmt: skip


def describe_endpoints() -> list[dict[str, str]]:
    """Return each endpoint with what it answers, in the language of the page."""
    return [{"path": f"/ims/case/v1p1/{path}", "summary": gettext(said)} for path, _name, _schema, said in ENDPOINTS]


def describe_service(address: str) -> Value:
    """Return the OpenAPI description of the service at this address."""
    return {
        "openapi": "3.0.0",
        "info": {
            "title": "Capacita: frameworks as CASE 1.1",
            "version": "1.1",
            "description": "The published frameworks of this site. It only reads, and no account is needed.",
        },
        "servers": [{"url": address, "description": "This site."}],
        "paths": {f"/{path}": {"get": _operation(path, name, schema, said)} for path, name, schema, said in ENDPOINTS},
        "components": {"schemas": _schemas()},
    }


def _operation(path: str, name: str, schema: str, said: str) -> Value:
    is_list = "{" not in path
    found: Value = {"description": "Found.", "content": _content(schema)}
    if is_list:
        found["headers"] = {
            "X-Total-Count": {"description": "How many documents there are on all pages.", "schema": WHOLE},
            "Link": {"description": "The next, last, first and previous page.", "schema": TEXT},
        }
    told = {"400": "The request asks for what cannot be selected."} if is_list else {"404": "There is no such object."}
    refused = {
        code: {"description": words, "content": _content("imsx_StatusInfo")}
        for code, words in {**told, "default": "The request failed."}.items()
    }
    identifier = {"name": "sourcedId", "in": "path", "required": True, "schema": UUID, "description": "Its identifier."}
    return {
        "operationId": name,
        "summary": said,
        "parameters": _list_parameters() if is_list else [identifier],
        "responses": {"200": found, **refused},
    }


def _content(schema: str) -> Value:
    return {"application/json": {"schema": _ref(schema)}}


def _list_parameters() -> list[Value]:
    told: dict[str, tuple[Value, str]] = {
        "limit": ({**WHOLE, "minimum": 1, "default": 100}, "The most documents on a page."),
        "offset": ({**WHOLE, "minimum": 0, "default": 0}, "How many documents to pass over."),
        "sort": (TEXT, "The field to sort by; a name that is no field leaves the order as it is."),
        "orderBy": ({"type": "string", "enum": ["asc", "desc"]}, "Upwards or downwards."),
        "filter": (TEXT, "A field, one of = != > >= < <= ~ and a value in quotes; two of these joined by AND or OR."),
        "fields": ({"type": "array", "items": TEXT}, "The fields to answer with; all where one is unknown."),
    }
    return [
        {"name": name, "in": "query", "required": False, "schema": schema, "description": words}
        | ({"style": "form", "explode": False} if name == "fields" else {})
        for name, (schema, words) in told.items()
    ]


def _ref(name: str) -> Value:
    return {"$ref": f"#/components/schemas/{name}"}


def _many(name: str) -> Value:
    return {"type": "array", "items": _ref(name)}


def _object(required: tuple[str, ...], **properties: Value) -> Value:
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


def _thing(required: tuple[str, ...] = (), **properties: Value) -> Value:
    return _object((*EVERY_REQUIRED, *required), **EVERY, **properties)


def _free_thing(properties: dict[str, Value]) -> Value:
    return {**_thing(), "properties": {**EVERY, **properties}}


def _set(name: str) -> Value:
    return _object((f"{name}s",), **{f"{name}s": _many(name)})


def _schemas() -> dict[str, Value]:
    """Return the shapes of the answers; what stands alone also says which document it is of."""
    link, strings = _ref("Link"), {"type": "array", "items": TEXT}
    document = {
        "creator": TEXT, "title": TEXT, "frameworkType": TEXT, "caseVersion": {"type": "string", "enum": ["1.1"]},
        "officialSourceURL": ADDRESS, "publisher": TEXT, "description": TEXT, "subject": strings,
        "subjectURI": _many("Link"), "language": TEXT, "version": TEXT, "adoptionStatus": TEXT,
        "statusStartDate": DAY, "statusEndDate": DAY, "licenseURI": link, "notes": TEXT, "extensions": OPEN,
    }  # fmt: skip
    item = {
        "fullStatement": TEXT, "alternativeLabel": TEXT, "CFItemType": TEXT, "humanCodingScheme": TEXT,
        "listEnumeration": TEXT, "abbreviatedStatement": TEXT, "conceptKeywords": strings, "conceptKeywordsURI": link,
        "notes": TEXT, "subject": strings, "subjectURI": _many("Link"), "language": TEXT, "educationLevel": strings,
        "CFItemTypeURI": link, "licenseURI": link, "statusStartDate": DAY, "statusEndDate": DAY, "extensions": OPEN,
    }  # fmt: skip
    ends = {"originNodeURI": _ref("Node"), "destinationNodeURI": _ref("Node")}
    association = {
        "associationType": ASSOCIATION_KIND, **ends, "sequenceNumber": WHOLE, "CFAssociationGroupingURI": link, "notes": TEXT,
        "extensions": OPEN,
    }  # fmt: skip
    tied = ("associationType", *ends)
    definitions = ("CFConcept", "CFSubject", "CFLicense", "CFItemType", "CFAssociationGrouping")
    return {
        "Link": _object(("title", "identifier", "uri"), title=TEXT, identifier=UUID, uri=ADDRESS),
        "Node": _object(("title", "identifier", "uri"), title=TEXT, identifier=TEXT, uri=ADDRESS, targetType=TARGET),
        "CFDocument": _thing(("creator", "title", "CFPackageURI"), **document, CFPackageURI=link),
        "CFPckgDocument": _thing(("creator", "title"), **document),
        "CFDocumentSet": {"type": "object", "properties": {"CFDocuments": {"type": "array", "items": OPEN}}},
        "CFItem": _thing(("fullStatement", "CFDocumentURI"), **item, CFDocumentURI=link),
        "CFPckgItem": _thing(("fullStatement",), **item),
        "CFAssociation": _thing(tied, **association, CFDocumentURI=link),
        "CFPckgAssociation": _thing(tied, **association),
        "CFAssociationSet": _object(
            ("CFItem", "CFAssociations"), CFItem=_ref("CFItem"), CFAssociations=_many("CFPckgAssociation")
        ),
        "CFPackage": _object(
            ("CFDocument",), CFDocument=_ref("CFPckgDocument"), CFItems=_many("CFPckgItem"),
            CFAssociations=_many("CFPckgAssociation"), CFDefinitions=_ref("CFDefinitions"),
            CFRubrics=_many("CFRubric"), extensions=OPEN,
        ),
        "CFDefinitions": _object((), **{f"{name}s": _many(name) for name in definitions}, extensions=OPEN),
        **_definition_schemas(),
        **{f"{name}Set": _set(name) for name in ("CFConcept", "CFSubject", "CFItemType")},
        **_rubric_schemas(link),
        "imsx_StatusInfo": _status_schema(),
    }  # fmt: skip


def _definition_schemas() -> dict[str, Value]:
    said = {"title": TEXT, "description": TEXT, "extensions": OPEN}
    placed = {**said, "hierarchyCode": TEXT}
    return {
        "CFConcept": _thing(("title", "hierarchyCode"), **placed, keywords=TEXT),
        "CFSubject": _thing(("title", "hierarchyCode"), **placed),
        "CFItemType": _thing(("title", "description", "hierarchyCode"), **placed, typeCode=TEXT),
        "CFLicense": _thing(("title", "licenseText"), **said, licenseText=TEXT),
        "CFAssociationGrouping": _thing(("title",), **said),
    }


def _rubric_schemas(link: Value) -> dict[str, Value]:
    said = {"description": TEXT, "position": WHOLE, "extensions": OPEN}
    levels, criteria = _many("CFRubricCriterionLevel"), _many("CFRubricCriterion")
    # In a level the standard has a list of extensions, elsewhere one object.
    level = {**said, "extensions": {"type": "array", "items": OPEN}}
    return {
        "CFRubric": _thing(title=TEXT, description=TEXT, extensions=OPEN, CFRubricCriteria=criteria),
        "CFRubricCriterion": _free_thing(
            {
                **said,
                "category": TEXT,
                "CFItemURI": link,
                "weight": NUMBER,
                "rubricId": UUID,
                "CFRubricCriterionLevels": levels,
            }
        ),
        "CFRubricCriterionLevel": _free_thing(
            {**level, "quality": TEXT, "score": NUMBER, "feedback": TEXT, "rubricCriterionId": UUID}
        ),
    }


def _status_schema() -> Value:
    names = ("imsx_codeMinorFieldName", "imsx_codeMinorFieldValue")
    field = _object(names, **dict.fromkeys(names, TEXT))
    fields: Value = {"type": "array", "minItems": 1, "items": field}
    minor = _object(("imsx_codeMinorField",), imsx_codeMinorField=fields)
    return _object(
        ("imsx_codeMajor", "imsx_severity"),
        imsx_codeMajor=TEXT, imsx_severity=TEXT, imsx_description=TEXT, imsx_codeMinor=minor,
    )  # fmt: skip
