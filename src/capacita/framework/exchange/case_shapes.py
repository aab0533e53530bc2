"""The shapes of CASE 1.1 as one table: for every object its properties, the kind of each, and which it must have.

Told in our own words from the public specification (1EdTech Competencies and Academic Standards Exchange 1.1); an
exclamation mark stands after what is required. Nothing may be null and nothing else may stand in an object, except in
``extensions``.
"""

from typing import Final

TEXT: Final = "text"
TEXTS: Final = "texts"
ADDRESS: Final = "address"
IDENTIFIER: Final = "identifier"
MOMENT: Final = "moment"
DAY: Final = "day"
WHOLE: Final = "whole"
NUMBER: Final = "number"
OPEN: Final = "open"  # an object in which anything may stand
OPENS: Final = "opens"  # a list of such objects
KIND: Final = "kind"  # of an association
TARGET: Final = "target"  # the type of a node
LINK: Final = "link"
LINKS: Final = "links"
NODE: Final = "node"
VERSION: Final = "version"

_EVERY: Final = {"identifier": "identifier!", "uri": "address!", "lastChangeDateTime": "moment!"}
_NAMED: Final = {**_EVERY, "title": "text!", "description": TEXT, "extensions": OPEN}

# A kind that names another shape here is an object of it; with [] a list of those.
SHAPES: Final[dict[str, dict[str, str]]] = {
    "CFPackage": {
        "CFDocument": "CFDocument!",
        "CFItems": "CFItem[]",
        "CFAssociations": "CFAssociation[]",
        "CFDefinitions": "CFDefinitions",
        "CFRubrics": "CFRubric[]",
        "extensions": OPEN,
    },
    "CFDocument": {
        **_EVERY,
        "creator": "text!",
        "title": "text!",
        "frameworkType": TEXT,
        "caseVersion": VERSION,
        "officialSourceURL": ADDRESS,
        "publisher": TEXT,
        "description": TEXT,
        "subject": TEXTS,
        "subjectURI": LINKS,
        "language": TEXT,
        "version": TEXT,
        "adoptionStatus": TEXT,
        "statusStartDate": DAY,
        "statusEndDate": DAY,
        "licenseURI": LINK,
        "notes": TEXT,
        "extensions": OPEN,
    },
    "CFItem": {
        **_EVERY,
        "fullStatement": "text!",
        "alternativeLabel": TEXT,
        "CFItemType": TEXT,
        "CFItemTypeURI": LINK,
        "humanCodingScheme": TEXT,
        "listEnumeration": TEXT,
        "abbreviatedStatement": TEXT,
        "conceptKeywords": TEXTS,
        "conceptKeywordsURI": LINK,
        "notes": TEXT,
        "subject": TEXTS,
        "subjectURI": LINKS,
        "language": TEXT,
        "educationLevel": TEXTS,
        "licenseURI": LINK,
        "statusStartDate": DAY,
        "statusEndDate": DAY,
        "extensions": OPEN,
    },
    "CFAssociation": {
        **_EVERY,
        "associationType": "kind!",
        "originNodeURI": "node!",
        "destinationNodeURI": "node!",
        "sequenceNumber": WHOLE,
        "CFAssociationGroupingURI": LINK,
        "notes": TEXT,
        "extensions": OPEN,
    },
    "CFDefinitions": {
        "CFConcepts": "CFConcept[]",
        "CFSubjects": "CFSubject[]",
        "CFLicenses": "CFLicense[]",
        "CFItemTypes": "CFItemType[]",
        "CFAssociationGroupings": "CFAssociationGrouping[]",
        "extensions": OPEN,
    },
    "CFConcept": {**_NAMED, "hierarchyCode": "text!", "keywords": TEXT},
    "CFSubject": {**_NAMED, "hierarchyCode": "text!"},
    "CFLicense": {**_NAMED, "licenseText": "text!"},
    "CFItemType": {**_NAMED, "description": "text!", "hierarchyCode": "text!", "typeCode": TEXT},
    "CFAssociationGrouping": _NAMED,
    "CFRubric": {
        **_EVERY,
        "title": TEXT,
        "description": TEXT,
        "CFRubricCriteria": "CFRubricCriterion[]",
        "extensions": OPEN,
    },
    "CFRubricCriterion": {
        **_EVERY,
        "category": TEXT,
        "description": TEXT,
        "CFItemURI": LINK,
        "weight": NUMBER,
        "position": WHOLE,
        "rubricId": IDENTIFIER,
        "CFRubricCriterionLevels": "CFRubricCriterionLevel[]",
        "extensions": OPEN,
    },
    "CFRubricCriterionLevel": {
        **_EVERY,
        "description": TEXT,
        "quality": TEXT,
        "score": NUMBER,
        "feedback": TEXT,
        "position": WHOLE,
        "rubricCriterionId": IDENTIFIER,
        "extensions": OPENS,
    },
}
LINK_PARTS: Final = ("title", "identifier", "uri")
NODE_PARTS: Final = (*LINK_PARTS, "targetType")
DEFINITION_KINDS: Final = ("CFConcepts", "CFSubjects", "CFLicenses", "CFItemTypes", "CFAssociationGroupings")

# What earlier files and other programs call a property, in small letters without marks.
OTHER_NAMES: Final = {
    "listenuminsource": "listEnumeration",
    "licenceuri": "licenseURI",
    "licencetext": "licenseText",
    "educationallevel": "educationLevel",
    "educationlevels": "educationLevel",
    "conceptkeyword": "conceptKeywords",
    "subjects": "subject",
    "cfassociationtype": "associationType",
    "type": "associationType",
    "originnode": "originNodeURI",
    "destinationnode": "destinationNodeURI",
    "codingscheme": "humanCodingScheme",
    "humancodingschema": "humanCodingScheme",
    "lastchangedatetimestamp": "lastChangeDateTime",
}

KINDS: Final = (
    "isChildOf",
    "isPeerOf",
    "isPartOf",
    "exactMatchOf",
    "precedes",
    "isRelatedTo",
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
    "isTranslationOf",
)
KINDS_BY_LETTERS: Final = {
    **{kind.lower(): kind for kind in KINDS},
    "exactmatch": "exactMatchOf",
    "relatedto": "isRelatedTo",
    "isreplacedby": "replacedBy",
    "childof": "isChildOf",
    "partof": "isPartOf",
    "peerof": "isPeerOf",
    "isexemplarof": "exemplar",
    "translationof": "isTranslationOf",
}
# Said from the other end: the two nodes change places.
TURNED_KINDS: Final = {
    "isparentof": "isChildOf",
    "parentof": "isChildOf",
    "haschild": "isChildOf",
    "haspart": "isPartOf",
    "replaces": "replacedBy",
    "hasexemplar": "exemplar",
    "haspredecessor": "precedes",
    "isprecededby": "precedes",
    "hastranslation": "isTranslationOf",
}
LEGACY_STATUSES: Final = {
    "draft": "Draft",
    "private draft": "Draft",
    "pending implementation": "Pending Implementation",
    "implemented": "Implemented",
    "adopted": "Implemented",
    "retired": "Retired",
    "deprecated": "Retired",
}
