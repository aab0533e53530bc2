"""What is wrong with a CASE object: under the official description where it is at hand, and under our own always."""

import functools
import json
from collections.abc import Mapping
from typing import Any

import jsonschema_rs

from capacita.web.case.schemas import describe_service
from lib.shared import shared_path

OFFICIAL = "oracles/case/imscasev1p1_openapi3_v1p0.json"
Value = dict[str, Any]


@functools.cache
def official_schemas() -> Value:
    """Return the official description of CASE 1.1. Skips the test where it is not at hand."""
    whole: Value = json.loads(shared_path(OFFICIAL).read_text(encoding="utf-8"))
    return whole


def official_validator(name: str) -> jsonschema_rs.Draft7Validator:
    """Return a validator of one official schema; OpenAPI 3.0 reads as draft 7 here. Skips where it is not at hand."""
    return _validator(official_schemas(), name)


def own_validator(name: str) -> jsonschema_rs.Draft7Validator:
    """Return a validator of one schema as our own service describes it."""
    return _validator(describe_service("https://example.org"), name)


def _validator(whole: Mapping[str, Any], name: str) -> jsonschema_rs.Draft7Validator:
    schema = {"$ref": f"#/components/schemas/{name}", "components": whole["components"]}
    return jsonschema_rs.Draft7Validator(schema, validate_formats=True)


def list_faults(validator: jsonschema_rs.Draft7Validator, value: Any) -> list[str]:
    """Return each fault of a value with its place."""
    return [f"{list(fault.instance_path)}: {fault.message[:200]}" for fault in validator.iter_errors(value)]


def package_faults(data: bytes) -> list[str]:
    """Return what is wrong with the bytes of a CASE package under our own description."""
    return list_faults(own_validator("CFPackage"), json.loads(data))
