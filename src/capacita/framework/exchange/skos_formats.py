"""SKOS as two formats among the others: Turtle and JSON-LD."""

from typing import Final

from capacita.framework.exchange.contract import ExchangeFormat, FrameworkRead, WriteOptions, Written
from capacita.framework.exchange.csv_table_fidelity import SKOS_FIDELITY
from capacita.framework.exchange.skos import write_json_ld, write_turtle
from capacita.framework.exchange.skos_parsing import parse_json_ld, parse_turtle
from capacita.framework.exchange.skos_reading import read_graph
from capacita.framework.model import Framework

_HEAD: Final = 16_384


def is_turtle(data: bytes) -> bool:
    """Tell whether bytes look like Turtle that speaks SKOS."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head[:1] not in (b"{", b"[") and b"skos/core#" in head


def is_json_ld(data: bytes) -> bool:
    """Tell whether bytes look like JSON-LD."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head[:1] in (b"{", b"[") and (b'"@context"' in head or b'"@graph"' in head or b'"@id"' in head)


def _read_turtle(data: bytes) -> FrameworkRead:
    return read_graph(parse_turtle(data))


def _read_json_ld(data: bytes) -> FrameworkRead:
    return read_graph(parse_json_ld(data))


def _write_turtle(framework: Framework, options: WriteOptions) -> Written:
    return Written(data=write_turtle(framework, options.base_uri))


def _write_json_ld(framework: Framework, options: WriteOptions) -> Written:
    return Written(data=write_json_ld(framework, options.base_uri))


SKOS_TURTLE: Final = ExchangeFormat(
    name="skos-ttl",
    title="SKOS in Turtle",
    media_type="text/turtle",
    suffix=".ttl",
    sniff=is_turtle,
    read=_read_turtle,
    write=_write_turtle,
    fidelity=SKOS_FIDELITY,
)
SKOS_JSON_LD: Final = ExchangeFormat(
    name="skos-jsonld",
    title="SKOS in JSON-LD",
    media_type="application/ld+json",
    suffix=".jsonld",
    sniff=is_json_ld,
    read=_read_json_ld,
    write=_write_json_ld,
    fidelity=SKOS_FIDELITY,
)
