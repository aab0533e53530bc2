"""A database field for texts in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from pydantic import TypeAdapter

from capacita.vocabulary import LocalizedText, Wording, written

_ADAPTER: TypeAdapter[dict[str, Wording]] = TypeAdapter(dict[str, Wording])


def read_localized(value: Any) -> LocalizedText:
    """Return the Wordings that a JSON value holds."""
    return _ADAPTER.validate_python(value or {})


def write_localized(texts: LocalizedText) -> dict[str, Any]:
    """Return the JSON value of texts."""
    value: dict[str, Any] = _ADAPTER.dump_python(dict(texts), mode="json", exclude_defaults=True)
    return value


class LocalizedTextField(models.JSONField):
    """Keeps a LocalizedText as JSON; a plain string given to it is taken as written in English."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> LocalizedText:
        """Return the texts as Wordings."""
        return self.to_python(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> LocalizedText:
        """Return Wordings of JSON, of a plain string, or of what are Wordings already."""
        if isinstance(value, str):
            return written(value) if value else {}
        if isinstance(value, Mapping) and all(isinstance(entry, Wording) for entry in value.values()):
            return value
        return read_localized(value)

    def get_prep_value(self, value: Any) -> Any:
        """Return the JSON of the texts."""
        return super().get_prep_value(write_localized(self.to_python(value)))
