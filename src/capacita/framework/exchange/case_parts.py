"""What reading and writing CASE must see alike: how texts are divided, what is called what, which values go unsaid.

A CASE object holds one language. What it has no place for stands in its ``extensions.capacita``; what an object of
another program holds and we have no place for stands in the ``extensions["case"]`` of our entry, word for word.
"""

from collections.abc import Mapping
from typing import Any, Final

from capacita.framework.exchange.case_shapes import ADDRESS, SHAPES
from capacita.framework.exchange.case_values import mend_value
from capacita.framework.model import FrameworkStatus, ItemKind
from capacita.vocabulary import derive_identifier, is_identifier

Value = dict[str, Any]

OWN: Final = "capacita"  # the name of our part of a CASE object's extensions
CASE: Final = "case"  # the name of CASE's part of our extensions

ADOPTION: Final = {
    FrameworkStatus.DRAFT.value: "Draft",
    FrameworkStatus.CONSULTATION.value: "Draft",
    FrameworkStatus.IMPLEMENTED.value: "Implemented",
    FrameworkStatus.RETIRED.value: "Retired",
}
STATUSES: Final = {
    "Draft": FrameworkStatus.DRAFT.value,
    "Pending Implementation": FrameworkStatus.DRAFT.value,
    "Implemented": FrameworkStatus.IMPLEMENTED.value,
    "Retired": FrameworkStatus.RETIRED.value,
}
# What other frameworks call the things that we have a word for.
KINDS_BY_WORD: Final = {
    **{kind.value: kind.value for kind in ItemKind},
    "area": "domain",
    "competence area": "domain",
    "competency area": "domain",
    "strand": "domain",
    "cluster": "domain",
    "competence": "competency",
    "skill": "statement",
    "standard": "statement",
    "indicator": "statement",
    "performance indicator": "statement",
    "learning outcome": "outcome",
    "learning objective": "outcome",
    "value": "attitude",
}


def as_mapping(value: Any) -> Value:
    """Return a JSON object as it is and an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def own_part(entry: Mapping[str, Any]) -> Value:
    """Return our part of the extensions of a CASE object."""
    return as_mapping(as_mapping(entry.get("extensions")).get(OWN))


# What the extensions["case"] of our entries holds besides properties of the CASE object, and which it never holds.
_BESIDE: Final = frozenset({"assumed", "parent", "aliases"})
_TOLD_BY_US: Final[Mapping[str, frozenset[str]]] = {
    "CFDocument": frozenset({"identifier", "title", "publisher", "version", "caseVersion", "language"}),
    "CFItem": frozenset({"identifier", "fullStatement", "abbreviatedStatement", "notes", "CFItemType"}),
    "CFAssociation": frozenset({"identifier", "notes"}),
}
_KEPT: Final = {shape: (frozenset(SHAPES[shape]) | _BESIDE) - told for shape, told in _TOLD_BY_US.items()}


def split_kept(kept: Any, shape: str) -> tuple[Value, Any]:
    """Return what is kept of a CASE object of a shape, and what else somebody has written in its place, if anything."""
    if not isinstance(kept, dict):
        return {}, kept
    if _KEPT[shape].issuperset(kept):
        return kept, None
    mine = {name: part for name, part in kept.items() if name in _KEPT[shape]}
    return mine, {name: part for name, part in kept.items() if name not in mine}


def join_kept(extensions: Any, kept: Value) -> Any:
    """Return the extensions of an entry with what is kept of its CASE object; ``split_kept`` divided them."""
    if not kept or not isinstance(extensions, dict):
        return extensions
    return {**extensions, CASE: {**as_mapping(extensions.get(CASE)), **kept}}


def split_text(localized: Mapping[str, Any], language: str) -> tuple[str | None, Value | None]:
    """Return what a CASE property says of a text, and the rest that it has no place for.

    The rest is None where the property says it all: one source wording in this language.
    """
    own = as_mapping(localized.get(language))
    text = own.get("text")
    if not isinstance(text, str) or not text.strip():
        return None, dict(localized) or None
    if len(localized) == 1 and own.get("origin") == "source" and own.get("of") is None:
        return text, None
    rest: Value = {}
    for tag, wording in localized.items():
        rest[tag] = {key: value for key, value in wording.items() if key != "text"} if tag == language else wording
    return text, rest


def join_text(text: str | None, rest: Any, language: str) -> Any:
    """Return the text that ``split_text`` divided; a property that was edited since is taken as it is now."""
    if rest is None:
        return {language: {"text": text, "origin": "source"}} if text is not None else {}
    if not isinstance(rest, dict):
        return rest  # reading finds the fault
    joined: Value = {}
    for tag, wording in rest.items():
        if tag != language or not isinstance(wording, dict) or "text" in wording:
            joined[tag] = wording
        elif text is not None:
            joined[tag] = {"text": text, "origin": "source", **wording}
    if text is not None and language not in joined:
        joined[language] = {"text": text, "origin": "source"}
    return joined


def language_of(entry: Mapping[str, Any], parts: tuple[str, ...], language: str) -> str:
    """Return the language in which an entry stands in CASE: the framework's, or that of its own source wording."""
    texts = [as_mapping(entry.get(part)) for part in parts]
    if not any(texts) or any(language in text for text in texts):
        return language
    for text in texts:
        for tag, wording in text.items():
            if as_mapping(wording).get("origin") == "source":
                return str(tag)
    return next(str(tag) for text in texts for tag in text)


def is_variant(tag: str, language: str) -> bool:
    """Tell whether a tag names a language in some script or region: of others' items we do not tell these apart."""
    return tag.split("-", maxsplit=1)[0].lower() == language.split("-", maxsplit=1)[0]


def any_text(localized: Mapping[str, Any], language: str) -> str:
    """Return the text in a language, else the source, else any, else nothing."""
    wordings = [localized.get(language), *localized.values()]
    wordings.sort(key=lambda wording: as_mapping(wording).get("origin") != "source")
    for wording in (localized.get(language), *wordings):
        text = as_mapping(wording).get("text")
        if isinstance(text, str) and text.strip():
            return text
    return ""


def label_of(item: Mapping[str, Any], language: str) -> str:
    """Return a short name for an item: its title, else what it says, else its code."""
    title = any_text(as_mapping(item.get("title")), language)
    return title or any_text(as_mapping(item.get("statement")), language) or item.get("code") or item["id"]


def address_of(base: str, kind: str, identifier: str) -> str:
    """Return the address of an object that has none of its own."""
    return f"{base}/{kind}/{identifier}" if base else f"urn:uuid:{identifier}"


def node_of(item: Mapping[str, Any], language: str, base: str) -> Value:
    """Return the end of an association that leads to or from an item."""
    kept = as_mapping(as_mapping(item.get("extensions")).get(CASE))
    uri = kept.get("uri") or address_of(base, "CFItems", item["id"])
    return {"title": label_of(item, language), "identifier": item["id"], "uri": uri}


def document_node(framework: Mapping[str, Any], base: str) -> Value:
    """Return the end of an association that leads to the framework itself."""
    kept = as_mapping(as_mapping(as_mapping(framework.get("extensions")).get(CASE)).get("document"))
    uri = kept.get("uri") or address_of(base, "CFDocuments", framework["id"])
    title = any_text(as_mapping(framework.get("title")), framework["language"]) or framework["code"]
    return {"title": title, "identifier": framework["id"], "uri": uri}


def far_node(framework: str, destination: str) -> Value:
    """Return the end of an association that leads to something elsewhere, known by an address or an identifier."""
    address = destination if ":" in destination else f"urn:uuid:{destination}"
    uri = mend_value(ADDRESS, address)[0] or f"urn:uuid:{derive_identifier(framework, destination)}"
    name = destination.removeprefix("urn:uuid:")
    return {"title": destination, "identifier": name if is_identifier(name) else destination, "uri": uri}


def parent_link_id(framework: str, item: str, parent: str) -> str:
    """Return the identifier of the association that puts an item under another, or under the framework."""
    return derive_identifier(framework, "isChildOf", item, parent)


def licence_id(framework: str, licence: str) -> str:
    """Return the identifier of the licence of a framework."""
    return derive_identifier(framework, "licence", licence)


def item_type_id(framework: str, word: str) -> str:
    """Return the identifier of an item type."""
    return derive_identifier(framework, "item-type", word)


def rubric_ids(framework: str, item: str, scale: str) -> tuple[str, str]:
    """Return the identifiers of the rubric that describes an item on a scale, and of its one criterion."""
    return derive_identifier(framework, "rubric", item, scale), derive_identifier(framework, "criterion", item, scale)
