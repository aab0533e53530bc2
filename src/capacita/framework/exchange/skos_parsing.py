"""Turtle and JSON-LD read into a graph by rdflib, fetching nothing: no context, no import, no address is opened."""

import json
import warnings
from collections.abc import Iterator
from typing import Any, Final

from rdflib import BNode
from rdflib import Graph as RdfGraph
from rdflib import Literal as RdfLiteral

from capacita.framework.exchange.skos_terms import Graph, Literal, Resource, Value
from capacita.vocabulary import Unreadable, parse_object

MAX_BYTES: Final = 50 * 1024 * 1024
_BASE: Final = "urn:relative:"  # what an address without its beginning is taken to be relative to


def parse_turtle(data: bytes) -> Graph:
    """Return what some Turtle says. Raises Unreadable when it cannot be read."""
    _check_size(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unreadable("DOCUMENT_NOT_UTF8", offset=fault.start) from None
    return _parse(text, "turtle")


def parse_json_ld(data: bytes) -> Graph:
    """Return what some JSON-LD says. Raises Unreadable when it cannot be read, or only by fetching its context."""
    _check_size(data)
    bare = data.removeprefix(b"\xef\xbb\xbf")
    value = parse_object(b'{"@graph":' + bare + b"}")["@graph"] if bare.lstrip()[:1] == b"[" else parse_object(bare)
    for context in _list_contexts(value):
        _refuse_remote(context)
    return _parse(json.dumps(value, ensure_ascii=False), "json-ld")


def _check_size(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise Unreadable("EXCHANGE_TOO_LARGE", found=len(data), limit=MAX_BYTES)


def _list_contexts(value: Any) -> Iterator[Any]:
    waiting = [value]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, dict):
            if "@context" in entry:
                yield entry["@context"]
            waiting.extend(entry.values())
        elif isinstance(entry, list):
            waiting.extend(entry)


def _refuse_remote(context: Any) -> None:
    parts = context if isinstance(context, list) else [context]
    for part in parts:
        remote = part if isinstance(part, str) else part.get("@import") if isinstance(part, dict) else None
        if isinstance(remote, str):
            raise Unreadable("EXCHANGE_REMOTE_CONTEXT", address=remote[:120])


def _parse(text: str, syntax: str) -> Graph:
    parsed = RdfGraph()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib uses what it calls deprecated itself
            parsed.parse(data=text, format=syntax, publicID=_BASE)
    except RecursionError:
        raise Unreadable("DOCUMENT_TOO_DEEP", limit=100) from None
    except Exception as fault:  # noqa: BLE001 -- rdflib raises whatever its parsers raise: BadSyntax, KeyError, ...
        raise Unreadable("EXCHANGE_NOT_RDF", fault=_first_words(fault)) from None
    graph: Graph = {}
    for subject, name, value in parsed:
        graph.setdefault(_address(subject), {}).setdefault(str(name), []).append(_value(value))
    return graph


def _first_words(fault: Exception) -> str:
    """Return what a parser complains of, in one short line."""
    line = getattr(fault, "lines", None)
    why = getattr(fault, "_why", None) or str(fault) or type(fault).__name__
    shown = " ".join(str(why).split())[:80]
    return f"{shown} (line {line + 1})" if isinstance(line, int) else shown


def _address(node: Any) -> str:
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def _value(node: Any) -> Value:
    if isinstance(node, RdfLiteral):
        return Literal(str(node), language=node.language or "", type=str(node.datatype or ""))
    return Resource(_address(node))
