"""One framework as several CASE packages: one for each language, and what an adaptation left under its old name.

A CASE object has one language, so each language is a document of its own, joined to the source by ``isTranslationOf``.
What an adaptation left as it was goes by the identifier that its base gave it; what it changed gets one of its own and
names its source in ``extensions``, as the implementation guide of CASE asks (section 4.4).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from capacita.framework.exchange.case_parts import CASE, Value, address_of, as_mapping, label_of
from capacita.framework.model import FRAMEWORK_FORMAT, Framework
from capacita.vocabulary import derive_identifier

Names = dict[str, str]

# What makes an item the item that it is; where it stands is told by associations.
_ITEM_SAYS: Final = ("kind", "item_type", "code", "title", "statement", "notes", "status_start", "status_end")
_LINKED_BY: Final = {"associations": ("origin", "destination"), "descriptors": ("item", "level")}
_GROUPS: Final = ("items", "scales", "definitions", "roles", *_LINKED_BY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What one package is to say: the JSON value of a framework, its names changed, and what each was before.

    ``names`` leads from a name in the package to that in the framework, where it is an adaptation in its own language.
    """

    value: Value
    names: Mapping[str, str] | None = None


def whole_languages(framework: Framework) -> list[str]:
    """Return the languages in which a framework is titled and whatever text its items have is worded.

    Its own comes first, the others by their tags: in a document that is kept they have no order of their own.
    """
    own = framework.language
    texts = [text for item in framework.items for text in (item.title, item.statement) if text]
    return [own, *(tag for tag in sorted(framework.title) if tag != own and all(tag in text for text in texts))]


def make_edition(framework: Framework, bases: Sequence[Framework], language: str, base_uri: str) -> Edition:
    """Return what the package of a framework in a language is to say.

    ``bases`` are the frameworks that it adapts, the nearest first. In another language than its own, texts stand in
    that language alone; one that is not worded in it stays in the source's.
    """
    chain, whole = dump_chain(framework, bases)
    value = chain[0]
    own = published_names(chain, whole, framework.language)
    if language == framework.language:
        if not bases:
            return Edition(value=value)
        before = published_names(chain[1:], whole[1:], framework.language)
        renamed = _renamed(value, own)
        _tell_sources(renamed, chain[1], own, before, base_uri)
        return Edition(value=renamed, names={name: old for old, name in own.items() if old != name})
    translated = translated_names(chain, whole, language)
    shown = _renamed({**show_language(value, language), "language": language}, translated)
    for holder in (shown, *shown.get("items", ())):
        _tell_translators(holder, language)
    shown = _as_source(shown, language)
    _join_to_source(shown, value, own, translated, base_uri)
    return Edition(value=shown)


def dump_chain(framework: Framework, bases: Sequence[Framework]) -> tuple[list[Value], list[list[str]]]:
    """Return the JSON values of a framework and of what it adapts, the nearest first, and the whole languages of each."""
    frameworks = (framework, *bases)
    return [FRAMEWORK_FORMAT.dump(entry) for entry in frameworks], [whole_languages(entry) for entry in frameworks]


def translated_names(
    chain: Sequence[Value], whole: Sequence[Sequence[str]], language: str, groups: Sequence[str] = _GROUPS
) -> Names:
    """Return what a framework, and each entry of some of its lists, goes by in its package in another language.

    ``chain`` and ``whole`` are those of ``dump_chain``.
    """
    names = published_names(chain, whole, language)
    return {
        identifier: derive_identifier(names.get(identifier, identifier), "language", language)
        for identifier in [chain[0]["id"], *(entry["id"] for _, entry in _grouped(chain[0], groups))]
    }


def translation_link_id(translation: str, source: str) -> str:
    """Return the identifier of the association that leads from a translation to what it translates."""
    return derive_identifier(translation, "isTranslationOf", source)


def published_names(chain: Sequence[Value], whole: Sequence[Sequence[str]], language: str) -> Names:
    """Return, for each entry of a framework that does not go by its own identifier, the one that it is published under.

    ``chain`` and ``whole`` are those of ``dump_chain``.
    """
    if len(chain) == 1:
        return {}
    value, base = chain[0], chain[1]
    before = published_names(chain[1:], whole[1:], language)
    tag = language if language in whole[1] else base["language"]
    told = {entry["id"]: entry for _, entry in _grouped(base)}
    names: Names = {}
    for group, entry in _grouped(value):
        identifier: str = entry["id"]
        name = before.get(identifier, identifier)
        old = told.get(identifier, entry)
        changed = old != entry and _said(group, old, tag) != _said(group, entry, tag)
        ends = [entry[end] for end in _LINKED_BY.get(group, ())]
        if changed or any(names.get(end, end) != before.get(end, end) for end in ends):
            name = derive_identifier(value["id"], entry["id"])
        if name != entry["id"]:
            names[entry["id"]] = name
    return names


def restore_names(value: Value, edition: Any) -> Value:
    """Return the JSON value of a framework under the names that it had before it became an edition."""
    names = as_mapping(edition).get("names")
    if not isinstance(names, dict) or not all(isinstance(old, str) for old in names.values()):
        return value
    for item in value.get("items", ()):
        case = as_mapping(as_mapping(item.get("extensions")).get(CASE))
        if item["id"] in names:
            _forget(case, "extensions", ("sourceItemIdentifier", "sourceItemURI"))
        link = as_mapping(case.get("parent"))
        _forget(link, "extensions", ("sourceDocumentIdentifier", "sourceDocumentURI"))
        if set(link) == {"of"}:
            del case["parent"]
        if CASE in as_mapping(item.get("extensions")) and not case:
            _forget(item, "extensions", (CASE,))
    restored: Value = _renamed(value, names)
    return restored


def show_language(value: Any, language: str) -> Any:
    """Return a JSON value with each text in one language only: in its source's where it is not worded in this one."""
    if isinstance(value, list):
        return [show_language(entry, language) for entry in value]
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(entry, dict) and "origin" in entry for entry in value.values()):
        if language in value:
            return {language: value[language]}
        return {tag: wording for tag, wording in value.items() if wording["origin"] == "source"}
    return {name: part if name == "extensions" else show_language(part, language) for name, part in value.items()}


def _grouped(value: Value, groups: Sequence[str] = _GROUPS) -> Iterator[tuple[str, Value]]:
    """Yield each entry that has an identifier with the list that it is of, levels after their scale."""
    for group in groups:
        for entry in value.get(group, ()):
            yield group, entry
            for level in entry.get("levels", ()) if group == "scales" else ():
                yield "levels", level


def _said(group: str, entry: Value, language: str) -> Any:
    parts = {name: entry.get(name) for name in _ITEM_SAYS} if group == "items" else entry
    return show_language({name: part for name, part in parts.items() if part and name != "extensions"}, language)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return a JSON value with every identifier that has another name under that name."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, list):
        return [_renamed(entry, names) for entry in value]
    return {name: _renamed(part, names) for name, part in value.items()} if isinstance(value, dict) else value


def _tell_sources(value: Value, base: Value, names: Names, before: Names, base_uri: str) -> None:
    """Write into each item what it was made from, and into the place of one that was left whose it is."""
    held = {before.get(item["id"], item["id"]) for item in base.get("items", ())}
    sources = {
        names[item["id"]]: before.get(item["id"], item["id"]) for item in base.get("items", ()) if item["id"] in names
    }
    address = address_of(base_uri, "CFDocuments", base["id"])
    whose = {"sourceDocumentIdentifier": base["id"], "sourceDocumentURI": address}
    for item in value.get("items", ()):
        source = sources.get(item["id"])
        if source is not None and source != item["id"]:
            told = {
                "sourceItemIdentifier": source,
                "sourceItemURI": address_of(base_uri, "CFItems", source),
            }
            _tell(item, told)
        elif item["id"] in held:
            case = _case_of(item)
            link = as_mapping(case.get("parent"))
            extensions = {**as_mapping(link.get("extensions")), **whose}
            case["parent"] = {"of": item.get("parent", value["id"]), **link, "extensions": extensions}


def _tell_translators(holder: Value, language: str) -> None:
    """Write down, beside texts that stand alone in a translation, where each wording comes from."""
    texts = {name: holder.get(name, {}) for name in ("title", "statement", "notes", "notice")}
    told = {name: text[language]["origin"] for name, text in texts.items() if language in text}
    if told:
        _tell(holder, {"translation": told})


def _as_source(value: Any, language: str) -> Any:
    """Return a JSON value in which the wordings of a language stand for themselves, as those of a whole document do."""
    if isinstance(value, list):
        return [_as_source(entry, language) for entry in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {language} and as_mapping(value[language]).get("origin"):
        return {language: {"text": value[language]["text"], "origin": "source"}}
    return {name: part if name == "extensions" else _as_source(part, language) for name, part in value.items()}


def _tell(entry: Value, told: Value) -> None:
    """Write something into the extensions of the CASE object of an item, or of the framework."""
    case = _case_of(entry)
    kept = case if "kind" in entry else case.setdefault("document", {})
    kept["extensions"] = {**as_mapping(kept.get("extensions")), **told}


def _case_of(entry: Value) -> Value:
    """Return what is kept of the CASE object of an entry, to be written into; it is this edition's own copy."""
    extensions = {**as_mapping(entry.get("extensions"))}
    case: Value = {**as_mapping(extensions.get(CASE))}
    entry["extensions"] = {**extensions, CASE: case}
    return case


def _forget(holder: Value, part: str, names: tuple[str, ...]) -> None:
    held = as_mapping(holder.get(part))
    rest = {name: entry for name, entry in held.items() if name not in names}
    if rest:
        holder[part] = rest
    else:
        holder.pop(part, None)


def _join_to_source(shown: Value, source: Value, own: Names, translated: Names, base_uri: str) -> None:
    """Add the links from the framework and each item in a translation to what it translates."""
    pairs = [("CFDocuments", shown, source)]
    pairs += [("CFItems", *pair) for pair in zip(shown.get("items", ()), source.get("items", ()), strict=True)]
    links = []
    for kind, new, old in pairs:
        identifier: str = old["id"]
        here, there = translated[identifier], own.get(identifier, identifier)
        links.append(
            {
                "identifier": translation_link_id(here, there),
                "associationType": "isTranslationOf",
                "originNodeURI": _node(kind, here, label_of(new, shown["language"]), base_uri),
                "destinationNodeURI": _node(kind, there, label_of(old, source["language"]), base_uri),
            }
        )
    extensions = shown.setdefault("extensions", {})
    case = as_mapping(extensions.get(CASE))
    extensions[CASE] = {**case, "associations": [*case.get("associations", ()), *links]}


def _node(kind: str, identifier: str, title: str, base_uri: str) -> Value:
    return {"title": title, "identifier": identifier, "uri": address_of(base_uri, kind, identifier)}
