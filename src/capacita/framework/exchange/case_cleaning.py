"""Any CASE package, of 1.0 or 1.1, strict or not, brought to the strict form of 1.1, with every repair listed.

What has no place in the strict form is not thrown away: it stands under ``extensions.original`` of the object that it
came from, and a foreign identifier under ``extensions.capacita.aliases``.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from capacita.framework.exchange.case_shapes import (
    DEFINITION_KINDS,
    IDENTIFIER,
    LEGACY_STATUSES,
    LINK,
    LINK_PARTS,
    LINKS,
    NODE,
    NODE_PARTS,
    OTHER_NAMES,
    SHAPES,
    TARGET,
    TEXT,
)
from capacita.framework.exchange.case_values import is_address, mend_value
from capacita.framework.exchange.repairs import Repair
from capacita.vocabulary import CAPACITA, Unreadable, derive_identifier, is_identifier, pointer
from capacita.vocabulary.identifiers import LANGUAGE_PATTERN

Value = dict[str, Any]
Path = tuple[str | int, ...]

EPOCH: Final = "1970-01-01T00:00:00Z"
UNKNOWN_CREATOR: Final = "Not stated"
_ECHOES: Final = ("CFDocumentURI", "CFPackageURI")
_LOSSY_RULES: Final = frozenset({"kind-made-own", "day-shortened"})
_GONE: Final = object()
_LETTERS: Final = re.compile(r"[^a-z0-9]")
_NAMES: Final = {shape: {_LETTERS.sub("", name.lower()): name for name in spec} for shape, spec in SHAPES.items()}
_KINDS: Final = {shape: {name: kind.rstrip("!") for name, kind in spec.items()} for shape, spec in SHAPES.items()}
_REQUIRED: Final = {
    shape: tuple(
        name for name, kind in spec.items() if kind.endswith("!") and kind not in ("CFDocument!", "kind!", "node!")
    )
    for shape, spec in SHAPES.items()
}
_UUID_IN: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def clean_package(raw: Value, moment: str = EPOCH) -> tuple[Value, list[Repair]]:
    """Return a package in the strict form of CASE 1.1 and what was repaired; an already strict one comes back equal.

    ``moment`` stands where the package says nowhere when it was changed. Raises Unreadable where there is no
    CFDocument.
    """
    cleaner = _Cleaner(_unwrapped(raw), moment)
    return cleaner.package(), cleaner.repairs


def _unwrapped(raw: Value) -> Value:
    """Return what is inside the wrappers that some programs put around a package."""
    inner = raw
    for _ in range(3):
        if "CFDocument" in inner or len(inner) > 2:
            break
        found = next((inner[name] for name in ("CFPackage", "CFPackages", "data", "package") if name in inner), None)
        if isinstance(found, list):
            found = _only(found)
        if not isinstance(found, dict):
            break
        inner = found
    return inner


def _only(found: list[Any]) -> Any:
    """Return the one thing in a list. Raises Unreadable where several packages or documents stand in it."""
    if len(found) > 1:
        raise Unreadable("CASE_SEVERAL_PACKAGES", count=len(found))
    return found[0] if found else None


def _unwrap_named(name: str, value: Any) -> Any:
    """Return ``value[name]`` where an object or a list stands once more inside its own name."""
    if isinstance(value, dict) and set(value) == {name}:
        return value[name]
    return value


class _Cleaner:
    """One package being cleaned."""

    def __init__(self, raw: Value, moment: str) -> None:
        document = _unwrap_named("CFDocument", raw.get("CFDocument"))
        document = _only(document) if isinstance(document, list) else document
        if not isinstance(document, dict):
            raise Unreadable("CASE_NO_DOCUMENT")
        self.raw = {**raw, "CFDocument": document}
        self.repairs: list[Repair] = []
        if document is not raw.get("CFDocument"):
            self.repair((), "CFDocument", "wrapper-removed", {"CFDocument": "…"}, "…")
        self.document_name = str(document.get("identifier") or "")
        self.root = self._root_identifier(document)
        self.document_address = document.get("uri")
        self.moment = mend_value("moment", document.get("lastChangeDateTime"))[0] or moment
        self.titles: dict[str, str] = {}
        self.addresses: dict[str, str] = {}
        self.named: dict[str, str] = {}  # what has which address
        self._gather()
        self.aside: Value = {}
        self.strict_links: set[tuple[str, str, str]] = set()

    def _root_identifier(self, document: Value) -> str:
        found = str(document.get("identifier") or "")
        plain = found.strip().lower().removeprefix("urn:uuid:").strip("{}")
        if is_identifier(plain):
            return plain
        return derive_identifier(CAPACITA, "case", found or str(document.get("uri") or document.get("title") or ""))

    def _gather(self) -> None:
        """Note how the objects of the package are called, before links to them are read."""
        for entry in self._listed():
            name = entry.get("identifier")
            if not isinstance(name, str):
                continue
            title = next(
                (
                    text
                    for part in ("title", "abbreviatedStatement", "humanCodingScheme", "fullStatement")
                    if isinstance(text := entry.get(part), str) and text.strip()
                ),
                name,
            )
            self.titles.setdefault(name, title)
            if isinstance(entry.get("uri"), str):
                self.addresses.setdefault(name, entry["uri"])
                self.named.setdefault(entry["uri"], name)

    def _listed(self) -> Iterator[Value]:
        yield self.raw["CFDocument"]
        definitions = self.raw.get("CFDefinitions")
        groups = [self.raw.get("CFItems"), self.raw.get("CFRubrics")]
        if isinstance(definitions, dict):
            groups += [definitions.get(kind) for kind in DEFINITION_KINDS]
        for group in groups:
            for entry in _entries(group):
                yield entry
                yield from _entries(entry.get("CFRubricCriteria"))

    def repair(self, path: Path, name: str | int, rule: str, before: Any, after: Any) -> None:
        self.repairs.append(Repair(path=pointer((*path, name)), rule=rule, before=before, after=after))

    def package(self) -> Value:
        package = self.object("CFPackage", self.raw, ())
        if self.aside:
            extensions = package.setdefault("extensions", {})
            extensions["original"] = {**_mapping(extensions.get("original")), **self.aside}
        assert package["CFDocument"]["identifier"] == self.root
        self._finish_document(package["CFDocument"])
        return package

    def _finish_document(self, document: Value) -> None:
        path: Path = ("CFDocument",)
        status = document.get("adoptionStatus")
        if status is not None:
            known = LEGACY_STATUSES.get(status.strip().lower(), status)
            if known != status:
                self.repair(path, "adoptionStatus", "status-mapped", status, known)
                document["adoptionStatus"] = known
                self._keep(document, "CFDocument", {"adoptionStatus": status})
        self._respell_language(document, "CFDocument", path)

    def _respell_language(self, made: Value, shape: str, path: Path) -> None:
        """Bring the language of a document or an item to a tag that we know, or set it aside."""
        language = made.get("language")
        if language is None or re.fullmatch(LANGUAGE_PATTERN, language) is not None:
            return
        mended = _language_tag(language)
        self.repair(path, "language", "language-respelt" if mended else "value-set-aside", language, mended)
        self._keep(made, shape, {"language": language})
        if mended:
            made["language"] = mended
        else:
            del made["language"]

    def object(self, shape: str, raw: Value, path: Path) -> Value:
        """Return an object of a shape. An association that cannot stand comes back without its nodes."""
        spec = _KINDS[shape]
        made: Value = {}
        aside: Value = {}
        for given, value in raw.items():
            name = given
            if given not in spec:
                found = self._other_name(shape, given, raw)
                if found is None or found in made:
                    self._unknown(given, value, path, aside)
                    continue
                self.repair(path, given, "property-renamed", given, found)
                name = found
            if value is None:
                self.repair(path, given, "null-removed", None, None)
                continue
            mended = self.value(spec[name], value, path, name, aside)
            if mended is _GONE:
                self.repair(path, given, "value-set-aside", value, None)
                aside[given] = value
            else:
                made[name] = mended
        self._turn(made, aside, path)
        if "identifier" in spec:
            self._name(shape, made, raw, path)
        self._fill(shape, made, path)
        if aside:
            self._keep(made, shape, aside)
        if shape == "CFItem":
            self._respell_language(made, shape, path)
        return made

    def _other_name(self, shape: str, given: str, raw: Value) -> str | None:
        letters = _LETTERS.sub("", given.lower())
        found = _NAMES[shape].get(letters) or OTHER_NAMES.get(letters)
        return found if found in SHAPES[shape] and found not in raw else None

    def _unknown(self, name: str, value: Any, path: Path, aside: Value) -> None:
        if value is None:
            self.repair(path, name, "null-removed", None, None)
        elif name in _ECHOES and self._is_echo(name, value):
            self.repair(path, name, "echo-removed", value, None)
        else:
            told = isinstance(value, dict) and value.get("identifier") == self.document_name
            rule = "echo-set-aside" if name in _ECHOES and told else "property-set-aside"
            self.repair(path, name, rule, value, None)
            aside[name] = value

    def _is_echo(self, name: str, value: Any) -> bool:
        """Tell whether a link only repeats which document an object is of."""
        document = self.raw["CFDocument"]
        told = {"title": document.get("title"), "identifier": self.document_name, "uri": self.document_address}
        return name == "CFDocumentURI" and value == told

    def value(self, kind: str, value: Any, path: Path, name: str, aside: Value) -> Any:
        if kind == TEXT and isinstance(value, str) and name != "fullStatement":
            return value
        if kind.endswith("[]"):
            return self._list(kind[:-2], value, path, name)
        if kind in SHAPES:
            inner = _unwrap_named(name, value)
            return self.object(kind, inner, (*path, name)) if isinstance(inner, dict) else _GONE
        if kind == IDENTIFIER:
            mended = self._renamed(value, path, name)
            if name != "identifier" and mended and mended != value and not self._is_here(value):
                aside[name] = value
            return mended or _GONE
        if kind in (LINK, NODE):
            return self._link(kind, value, (*path, name), aside)
        if kind == LINKS:
            values = value if isinstance(value, list) else [value]
            links = [self._link(LINK, entry, (*path, name, place), aside) for place, entry in enumerate(values)]
            return _GONE if _GONE in links else links
        mended, rule = mend_value(kind, value)
        if mended is None or (name == "fullStatement" and not mended.strip()):
            return _GONE
        if rule:
            self.repair(path, name, rule, value, mended)
            if rule in _LOSSY_RULES:
                aside[name] = value
            if rule == "kind-turned":
                aside["turned"] = True
        return mended

    def _list(self, shape: str, value: Any, path: Path, name: str) -> Any:
        value = _unwrap_named(name, value)
        if isinstance(value, dict):
            self.repair(path, name, "list-from-object", "…", "…")
            value = [value]
        if not isinstance(value, list):
            return _GONE
        made = []
        for place, entry in enumerate(value):
            here = (*path, name, place)
            inner = _unwrap_named(shape, entry)
            cleaned = self.object(shape, inner, here) if isinstance(inner, dict) else {}
            if cleaned and (shape != "CFAssociation" or _can_stand(cleaned)):
                made.append(cleaned)
            else:
                self.repair((*path, name), place, "entry-set-aside", entry, None)
                self.aside.setdefault(name, []).append(entry)
        return made

    def _turn(self, made: Value, aside: Value, path: Path) -> None:
        """Let the ends of an association change places where its kind was told from the other end."""
        if aside.pop("turned", False) and "originNodeURI" in made and "destinationNodeURI" in made:
            made["originNodeURI"], made["destinationNodeURI"] = made["destinationNodeURI"], made["originNodeURI"]
            ends = [made["destinationNodeURI"]["identifier"], made["originNodeURI"]["identifier"]]
            self.repair(path, "originNodeURI", "ends-exchanged", ends[0], ends[1])

    def _name(self, shape: str, made: Value, raw: Value, path: Path) -> None:
        """Give an object an identifier of its own where it has none, and keep a foreign one as its alias."""
        given = raw.get("identifier")
        if shape == "CFDocument":
            made["identifier"] = self.root
        elif not made.get("identifier"):
            made["identifier"] = derive_identifier(self.root, pointer(path))
        if given in (None, ""):
            self.repair(path, "identifier", "identifier-made", given, made["identifier"])
        elif made["identifier"] != str(given).strip().lower():
            self._extension(made, shape, "capacita", "aliases", [str(given)])

    def _renamed(self, value: Any, path: Path, name: str) -> Any:
        if not isinstance(value, str | int) or value == "":
            return ""
        text = str(value)
        if is_identifier(text):
            return text
        if text == self.document_name:
            mended = self.root
        else:
            plain = text.strip().lower().removeprefix("urn:uuid:").strip("{}")
            mended = plain if is_identifier(plain) else derive_identifier(self.root, text)
        rule = "identifier-respelt" if mended in text.lower() else "identifier-replaced"
        self.repair(path, name, rule, value, mended)
        return mended

    def _link(self, kind: str, value: Any, path: Path, aside: Value) -> Any:
        if isinstance(value, str) and value.strip():
            link = self._link_from_text(value.strip())
            self.repair(path[:-1], path[-1], "link-from-text", value, link)
            return link
        if not isinstance(value, dict) or not any(value.get(part) for part in ("identifier", "uri")):
            return _GONE
        if self._is_strict_link(value):
            return value
        parts = NODE_PARTS if kind == NODE else LINK_PARTS
        made: Value = {}
        for name, part in value.items():
            if part is None:
                self.repair(path, name, "null-removed", None, None)
            elif name not in parts:
                self.repair(path, name, "property-set-aside", part, None)
                aside[str(path[-1])] = value
            elif name != "identifier":
                mended, rule = mend_value({"title": "text", "uri": "address"}.get(name, TARGET), part)
                if mended is not None:
                    made[name] = mended
                if rule or mended is None:
                    self.repair(path, name, rule or "value-set-aside", part, mended)
                if mended is None:
                    aside[str(path[-1])] = value
        linked = self._linked(kind, made, value, path)
        given = value.get("identifier")
        if given and linked["identifier"] != given and not self._is_here(given):
            aside[str(path[-1])] = value  # of what is in the package itself, it is kept there
        return linked

    def _is_strict_link(self, value: Value) -> bool:
        """Tell whether a link is as it has to be; most lead to what others lead to, so those seen are remembered."""
        title, identifier, uri = value.get("title"), value.get("identifier"), value.get("uri")
        if len(value) != len(LINK_PARTS) or not (type(title) is type(identifier) is type(uri) is str):
            return False
        seen = (title, identifier, uri)
        if seen not in self.strict_links:
            if not is_identifier(identifier) or not is_address(uri):
                return False
            self.strict_links.add(seen)
        return True

    def _is_here(self, name: Any) -> bool:
        """Tell whether something in the package is called so; its name is kept with it."""
        return isinstance(name, str) and name in self.titles

    def _linked(self, kind: str, made: Value, value: Value, path: Path) -> Value:
        """Complete a link: its identifier as this package now spells it, a title and an address."""
        given = value.get("identifier")
        text = str(given) if isinstance(given, str | int) else ""
        if not text:
            made["identifier"] = self._identifier_in(made.get("uri", ""))
            self.repair(path, "identifier", "identifier-made", given, made["identifier"])
        elif kind == NODE and text not in self.titles and not _looks_named(text):
            made["identifier"] = text  # a thing elsewhere may be called anything
        else:
            made["identifier"] = self._renamed(text, path, "identifier")
        if not isinstance(made.get("title"), str):
            made["title"] = self.titles.get(text, made["identifier"])
            self.repair(path, "title", "title-made", value.get("title"), made["title"])
        if "uri" not in made:
            known = self.addresses.get(text, "")
            made["uri"] = known if is_address(known) else self._address_of(made["identifier"])
            self.repair(path, "uri", "address-made", value.get("uri"), made["uri"])
        return made

    def _link_from_text(self, text: str) -> Value:
        name = text if text in self.addresses else self.named.get(text)
        identifier = self._identifier_in(name or text)
        address = self.addresses.get(name or "", text)
        uri = address if is_address(address) else self._address_of(identifier)
        return {"title": self.titles.get(name or "", text), "identifier": identifier, "uri": uri}

    def _identifier_in(self, text: str) -> str:
        if text == self.document_name:
            return self.root
        found = _UUID_IN.findall(text)
        plain = found[-1].lower() if found else ""
        return plain if is_identifier(plain) else derive_identifier(self.root, text)

    def _address_of(self, identifier: str) -> str:
        return f"urn:uuid:{identifier if is_identifier(identifier) else derive_identifier(self.root, identifier)}"

    def _fill(self, shape: str, made: Value, path: Path) -> None:
        """Add what an object must have and lacks."""
        for name in _REQUIRED[shape]:
            if name not in made:
                filled, rule = self._filling(shape, name, made, path)
                made[name] = filled
                self.repair(path, name, rule, None, filled)

    def _filling(self, shape: str, name: str, made: Value, path: Path) -> tuple[str, str]:
        if name == "uri":
            return f"urn:uuid:{made['identifier']}", "address-made"
        if name == "lastChangeDateTime":
            return self.moment, "moment-assumed"
        if name == "hierarchyCode":
            place = path[-1]
            return str(place + 1 if isinstance(place, int) else 1), "order-made"
        if name == "creator":
            return made.get("publisher") or UNKNOWN_CREATOR, "creator-assumed"
        texts = ("description", "abbreviatedStatement", "alternativeLabel", "title", "humanCodingScheme", "typeCode")
        text = next((made[part] for part in texts if part != name and made.get(part)), made["identifier"])
        if shape == "CFItem":
            self._extension(made, shape, "capacita", "full_statement", {"stand_in": text})
        return text, "text-made"

    def _keep(self, made: Value, shape: str, aside: Value) -> None:
        for name, value in aside.items():
            self._extension(made, shape, "original", name, value)

    def _extension(self, made: Value, shape: str, group: str, name: str, value: Any) -> None:
        """Write a value into a group of an object's extensions, which a level of a rubric keeps as a list."""
        if SHAPES[shape].get("extensions") == "opens":
            made["extensions"] = [*made.get("extensions", ()), {group: {name: value}}]
            return
        extensions = dict(made.get("extensions", {}))
        held = _mapping(extensions.get(group))
        if name == "aliases":
            value = list(dict.fromkeys([*value, *_list(held.get("aliases"))]))
        extensions[group] = {**held, name: value}
        made["extensions"] = extensions


def _mapping(value: Any) -> Value:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _entries(value: Any) -> list[Value]:
    return [entry for entry in _list(value) if isinstance(entry, dict)]


def _can_stand(association: Value) -> bool:
    needed = ("associationType", "originNodeURI", "destinationNodeURI")
    return all(name in association for name in needed)


def _looks_named(text: str) -> bool:
    return is_identifier(text.strip().lower().strip("{}"))


def _language_tag(text: str) -> str | None:
    """Return a language as a tag of BCP 47 (``en_us`` as ``en-US``), where it can be told."""
    parts = re.split(r"[-_]", text.strip())
    tag = parts[0].lower()
    for part in parts[1:]:
        tag += "-" + (part.title() if len(part) == 4 else part.upper())
    return tag if re.fullmatch(LANGUAGE_PATTERN, tag) else None
