"""What a graph says of one resource, asked for by the words of RDF."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from capacita.framework.exchange.csv_table_sheets import spell_language
from capacita.framework.exchange.repairs import Repair
from capacita.framework.exchange.skos_terms import JSON_TYPE, OWN, TYPE, Literal, Node, Resource
from capacita.vocabulary import TextOrigin, Wording, is_identifier, text_digest
from capacita.vocabulary.identifiers import DIGEST_PATTERN, LANGUAGE_PATTERN

_TAIL: Final = re.compile(r"[#/:]([^#/:]*)$")
_PARTS: Final = re.compile(r"([0-9]+)")


class Subject:
    """One resource of a graph: its address and what is said of it. What has been asked for counts as read."""

    def __init__(self, uri: str, node: Node, language: str, repairs: list[Repair]) -> None:
        self.uri = uri
        self.node = node
        self.language = language
        self.repairs = repairs
        self.read: set[str] = {TYPE}
        self.origins: Mapping[str, Any] = {}
        said = self.json("origins")
        if isinstance(said, dict):
            self.origins = said

    def repair(self, rule: str, before: Any, after: Any, part: str = "") -> None:
        """Note what was read otherwise than it stands."""
        path = f"/{self.uri}" + (f"/{part}" if part else "")
        self.repairs.append(Repair(path=path, rule=rule, before=before, after=after))

    def is_a(self, uri: str) -> bool:
        """Tell whether the resource is of a type."""
        return Resource(uri) in self.node.get(TYPE, [])

    def resources(self, uri: str) -> list[str]:
        """Return the addresses that a property leads to, in a fixed order."""
        self.read.add(uri)
        return sorted(value.uri for value in self.node.get(uri, []) if isinstance(value, Resource))

    def resource(self, uri: str) -> str | None:
        """Return the address that a property leads to, the first where there are several."""
        return next(iter(self.resources(uri)), None)

    def literals(self, uri: str) -> list[Literal]:
        """Return the texts of a property, in a fixed order."""
        self.read.add(uri)
        found = [value for value in self.node.get(uri, []) if isinstance(value, Literal)]
        return sorted(found, key=lambda value: (value.language, value.text))

    def plain(self, uri: str) -> str:
        """Return a text of a property, whatever its language; an address counts as a text here."""
        self.read.add(uri)
        return next((literal.text for literal in self.literals(uri)), None) or next(iter(self.resources(uri)), "")

    def own(self, name: str) -> str:
        """Return a plain value that we wrote."""
        return self.plain(OWN + name)

    def number(self, name: str, default: int) -> int:
        """Return a whole number that we wrote."""
        text = self.own(name)
        return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else default

    def json(self, name: str) -> Any:
        """Return a JSON value that we wrote, None where there is none that can be read."""
        literal = next((entry for entry in self.literals(OWN + name) if entry.type == JSON_TYPE), None)
        try:
            return json.loads(literal.text) if literal else None
        except (ValueError, RecursionError):
            return None

    def text(self, name: str, *uris: str) -> dict[str, Wording]:
        """Return a text in all its languages, from the first of some properties that says it."""
        for uri in uris:
            found = self.literals(uri)
            if found:
                return self._wordings(name, found)
        return {}

    def rest(self) -> dict[str, list[str]]:
        """Return what is said of the resource and has not been asked for."""
        left = {uri: values for uri, values in self.node.items() if uri not in self.read}
        return {uri: sorted(_plainly(value) for value in values) for uri, values in sorted(left.items())}

    def _wordings(self, name: str, found: list[Literal]) -> dict[str, Wording]:
        texts: dict[str, str] = {}
        for literal in found:
            tag = spell_language(literal.language) if literal.language else self.language
            if not literal.language:
                self.repair("language-assumed", None, tag, name)
            if not re.fullmatch(LANGUAGE_PATTERN, tag):
                shorter = tag.partition("-")[0]
                self.repair("language-shortened", tag, shorter, name)
                tag = shorter
            if tag in texts and literal.text != texts[tag]:
                self.repair("text-joined", [texts[tag], literal.text], f"{texts[tag]}\n{literal.text}", name)
                texts[tag] = f"{texts[tag]}\n{literal.text}"
            elif literal.text.strip():
                texts[tag] = literal.text
        return self._with_origins(name, texts)

    def _with_origins(self, name: str, texts: Mapping[str, str]) -> dict[str, Wording]:
        said = self.origins.get(name)
        said = said if isinstance(said, dict) else {}
        origins = {tag: _origin(said.get(tag), tag == self.language) for tag in texts}
        sources = [tag for tag, origin in origins.items() if origin is TextOrigin.SOURCE]
        if texts and not sources and not said:
            first = min(texts, key=lambda tag: (tag != "en", tag))
            origins[first] = TextOrigin.SOURCE
            sources = [first]
        current = text_digest(texts[sources[0]]) if sources else None
        return {
            tag: Wording(text=text, origin=origins[tag], of=_tied(said.get(tag), current))
            for tag, text in texts.items()
        }


def _origin(said: Any, is_source: bool) -> TextOrigin:
    named = said.get("origin") if isinstance(said, dict) else None
    if named in {entry.value for entry in TextOrigin}:
        return TextOrigin(named)
    return TextOrigin.SOURCE if is_source else TextOrigin.HUMAN


def _tied(said: Any, current: str | None) -> str | None:
    of = said.get("of") if isinstance(said, dict) else None
    if of == "current":
        return current
    return of if isinstance(of, str) and re.fullmatch(DIGEST_PATTERN, of) else None


def _plainly(value: Any) -> str:
    if isinstance(value, Resource):
        return value.uri
    return f"{value.text}@{value.language}" if value.language else str(value.text)


def tail_of(uri: str) -> str:
    """Return the last piece of an address."""
    found = _TAIL.search(uri)
    return found[1] if found else uri


def identifier_in(uri: str) -> str | None:
    """Return the identifier that an address ends in, or None."""
    tail = tail_of(uri).lower()
    return tail if is_identifier(tail) else None


def natural_order(text: str) -> list[tuple[int, int, str]]:
    """Return by what to sort a code so that 1.10 comes after 1.9."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in _PARTS.split(text) if part]


def as_mapping(value: Any) -> dict[str, Any]:
    """Return a JSON value that should be an object, an empty one where it is none."""
    return dict(value) if isinstance(value, dict) else {}
