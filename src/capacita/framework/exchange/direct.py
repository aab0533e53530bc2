"""The DIRECT framework of digital research skills: its Django fixture, in and out.

Competency domains become domains, competencies competencies, skills statements. What each skill is taught and done
with (learning resources, providers, tools) is no framework; it is kept whole under ``extensions.direct`` and comes
back out as it went in.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from capacita.framework.exchange.contract import ExchangeFormat, FrameworkRead, WriteOptions, Written, sound_read
from capacita.framework.exchange.csv_table_fidelity import DIRECT_FIDELITY
from capacita.framework.model import (
    Association,
    AssociationKind,
    Framework,
    FrameworkStatus,
    Item,
    ItemKind,
    ProficiencyLevel,
    ProficiencyScale,
    Source,
)
from capacita.vocabulary import (
    CAPACITA,
    Finding,
    Refusal,
    Severity,
    Unreadable,
    derive_identifier,
    parse_object,
    plain_text,
    pointer,
    written,
)

DIRECT: Final = derive_identifier(CAPACITA, "framework", "direct-2.0")
LICENCE: Final = "CC-BY-4.0"
ATTRIBUTION: Final = (
    "DIRECT framework 2.0 by the DIRECT framework team (doi:10.5281/zenodo.19485964), under CC BY 4.0. "
    "Its team endorses neither this copy nor changes to it."
)
_SOURCE: Final = Source(
    code="direct-2.0",
    title="DIRECT framework 2.0",
    publisher="DIRECT framework team",
    identifier="https://doi.org/10.5281/zenodo.19485964",
    licence=LICENCE,
    seen="the data file of the framework's web application, whole",
)
_DOMAIN: Final = "main.competencydomain"
_COMPETENCY: Final = "main.competency"
_SKILL: Final = "main.skill"
_LEVEL: Final = "main.skilllevel"
_KEPT: Final = ("main.provider", "main.learningresource", "main.toollanguagemethodology")
_ORDER: Final = (_DOMAIN, _COMPETENCY, *_KEPT, _SKILL, _LEVEL)
_KINDS: Final = {_DOMAIN: ItemKind.DOMAIN, _COMPETENCY: ItemKind.COMPETENCY, _SKILL: ItemKind.STATEMENT}
_MODELS: Final = {kind: model for model, kind in _KINDS.items()}
_PARENTS: Final = {_COMPETENCY: ("competency_domain", _DOMAIN), _SKILL: ("competency", _COMPETENCY)}
_ITEM_KEYS: Final = frozenset({"name", "slug", "description", "rank", "competency_domain", "competency"})

Key = tuple[str, int]


def is_direct(data: bytes) -> bool:
    """Tell whether bytes look like the fixture of the DIRECT framework."""
    head = data[:4096]
    return head.lstrip()[:1] == b"[" and b'"main.competencydomain"' in head


def read_direct(data: bytes) -> tuple[Framework, list[Finding]]:
    """Return the framework in a DIRECT fixture, and what is wrong with its entries.

    Raises Unreadable when the bytes are no such fixture at all.
    """
    entries = parse_object(b'{"entries":' + data.removeprefix(b"\xef\xbb\xbf") + b"}")["entries"]
    reader = _Reader()
    if not isinstance(entries, list) or not any(_is_entry(entry) and entry["model"] == _DOMAIN for entry in entries):
        raise Unreadable("EXCHANGE_NOT_DIRECT")
    for place, entry in enumerate(entries):
        reader.sort_in(entry, pointer((place,)))
    return reader.framework(), reader.findings


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and entry.get("model") in _ORDER
        and type(entry.get("pk")) is int
        and isinstance(entry.get("fields"), dict)
    )


class _Reader:
    """The entries of a fixture by model and key, and what is wrong with them."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.entries: dict[str, dict[int, tuple[str, Mapping[str, Any]]]] = {model: {} for model in _ORDER}

    def sort_in(self, entry: Any, path: str) -> None:
        if not _is_entry(entry):
            self.fault("EXCHANGE_NODE_UNKNOWN", path, found=json.dumps(entry, ensure_ascii=False)[:60])
        elif entry["pk"] in self.entries[entry["model"]]:
            self.fault("EXCHANGE_NODE_TWICE", path, node=f"{entry['model']} {entry['pk']}")
        elif not isinstance(entry["fields"].get("name"), str) or not entry["fields"]["name"].strip():
            self.fault("EXCHANGE_NODE_LACKS", path, node=f"{entry['model']} {entry['pk']}", key="name")
        else:
            self.entries[entry["model"]][entry["pk"]] = (path, entry["fields"])

    def fault(self, code: str, path: str, **values: Any) -> None:
        self.findings.append(Finding(code=code, severity=Severity.ERROR, path=path, values=values))

    def framework(self) -> Framework:
        items: dict[Key, Item] = {}
        for model in _KINDS:
            for key, (path, fields) in self.entries[model].items():
                item = self._item(model, key, path, fields, items)
                if item is not None:
                    items[model, key] = item
        kept = {model: [{"pk": key, **fields} for key, (_, fields) in self.entries[model].items()] for model in _KEPT}
        levels = self._levels()
        extension = {**kept, "levels": self._level_extras()}
        return Framework(
            id=DIRECT,
            code="direct-2.0",
            title=written("DIRECT framework"),
            language="en",
            version="2.0",
            status=FrameworkStatus.IMPLEMENTED,
            publisher=_SOURCE.publisher,
            licence=LICENCE,
            notice=written(ATTRIBUTION),
            sources=(_SOURCE,),
            scales=(levels,) if levels.levels else (),
            items=tuple(items.values()),
            associations=tuple(self._links(items)),
            extensions={"direct": extension},
        )

    def _item(
        self, model: str, key: int, path: str, fields: Mapping[str, Any], items: Mapping[Key, Item]
    ) -> Item | None:
        parent: Item | None = None
        if model in _PARENTS:
            name, above = _PARENTS[model]
            parent = items.get((above, fields.get(name, 0)))
            if parent is None:
                self.fault("EXCHANGE_NODE_NOT_THERE", path, node=fields["name"], missing=f"{above} {fields.get(name)}")
                return None
        slug = str(fields.get("slug") or key)
        rank = fields.get("rank")
        description = fields.get("description")
        extra = {name: value for name, value in fields.items() if name not in _ITEM_KEYS and name != "related_skills"}
        return Item(
            id=derive_identifier(DIRECT, model, slug),
            kind=_KINDS[model],
            item_type=model.removeprefix("main."),
            code=slug,
            parent=parent.id if parent else None,
            position=rank if isinstance(rank, int) else key,
            title=written(fields["name"]),
            statement=written(description) if isinstance(description, str) and description.strip() else {},
            aliases=(f"{model}/{key}",),
            extensions={"direct": extra} if extra else {},
        )

    def _levels(self) -> ProficiencyScale:
        ordered = sorted(self.entries[_LEVEL].items(), key=lambda pair: pair[1][1].get("level", 0))
        return ProficiencyScale(
            id=derive_identifier(DIRECT, "levels"),
            code="levels",
            title=written("Skill levels"),
            levels=tuple(
                ProficiencyLevel(
                    id=derive_identifier(DIRECT, _LEVEL, str(key)),
                    code=_level_code(key),
                    position=place,
                    title=written(fields["name"]),
                    description=written(fields["description"]) if fields.get("description") else {},
                )
                for place, (key, (_, fields)) in enumerate(ordered, start=1)
            ),
        )

    def _level_extras(self) -> dict[str, Any]:
        """Return, by the code of a level, what a level of ours does not hold."""
        return {
            _level_code(key): {
                "pk": key,
                **{name: value for name, value in fields.items() if name not in ("name", "description")},
            }
            for key, (_, fields) in self.entries[_LEVEL].items()
        }

    def _links(self, items: Mapping[Key, Item]) -> Iterator[Association]:
        """Return one link for each pair of related skills, in the direction in which it was first written."""
        told: set[frozenset[str]] = set()
        for key, (path, fields) in self.entries[_SKILL].items():
            origin = items.get((_SKILL, key))
            for related in fields.get("related_skills") or ():
                other = items.get((_SKILL, related))
                if origin is None or other is None:
                    self.fault("EXCHANGE_NODE_NOT_THERE", path, node=fields["name"], missing=f"{_SKILL} {related}")
                    continue
                if origin is other:
                    values = {"node": fields["name"]}
                    self.findings.append(
                        Finding(code="EXCHANGE_LINK_TO_ITSELF", severity=Severity.WARNING, path=path, values=values)
                    )
                    continue
                pair = frozenset((origin.id, other.id))
                if pair not in told:
                    told.add(pair)
                    yield Association(
                        id=derive_identifier(DIRECT, "related", *sorted(pair)),
                        kind=AssociationKind.IS_RELATED_TO,
                        origin=origin.id,
                        destination=other.id,
                    )


def _level_code(key: int) -> str:
    return f"level-{key}"


def write_direct(framework: Framework, language: str | None = None) -> bytes:
    """Return a framework as a fixture of the DIRECT web application, in one language.

    Domains, competencies and statements go out, each statement under a competency; entries without a number of their
    own get the next free one. Raises Refusal for a framework that has none of these.
    """
    writer = _Writer(framework, language or framework.language)
    entries = [entry for model in _ORDER for entry in writer.entries(model)]
    if not any(entry["model"] in _KINDS for entry in entries):
        raise Refusal("EXCHANGE_NOTHING_TO_WRITE", framework=framework.code)
    return (json.dumps(entries, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


class _Writer:
    """One framework on its way out, in one language."""

    def __init__(self, framework: Framework, language: str) -> None:
        self.framework = framework
        self.language = language
        own = framework.extensions.get("direct")
        self.own: dict[str, Any] = dict(own) if isinstance(own, dict) else {}
        self.items: dict[str, list[Item]] = {model: [] for model in _KINDS}
        for item in framework.items:
            if item.kind in _MODELS:
                self.items[_MODELS[item.kind]].append(item)
        self.keys: dict[str, int] = {}
        for model, items in self.items.items():
            self._number(model, items)
        self.related: dict[str, list[int]] = {}
        for link in framework.associations:
            if link.kind is AssociationKind.IS_RELATED_TO and {link.origin, link.destination} <= self.keys.keys():
                self.related.setdefault(link.origin, []).append(self.keys[link.destination])
                self.related.setdefault(link.destination, []).append(self.keys[link.origin])

    def entries(self, model: str) -> Iterator[dict[str, Any]]:
        if model in _KINDS:
            for item in self.items[model]:
                fields = self._fields(model, item)
                if fields is not None:
                    yield {"model": model, "pk": self.keys[item.id], "fields": fields}
        elif model == _LEVEL:
            yield from self._levels()
        else:
            for entry in self.own.get(model, ()):
                yield {
                    "model": model,
                    "pk": entry["pk"],
                    "fields": {key: value for key, value in entry.items() if key != "pk"},
                }

    def _number(self, model: str, items: list[Item]) -> None:
        """Give each item the number that it came with, or the next free one."""
        taken: set[int] = set()
        for item in items:
            for alias in item.aliases:
                number = alias.removeprefix(model + "/")
                if number.isascii() and number.isdigit() and int(number) not in taken and item.id not in self.keys:
                    self.keys[item.id] = int(number)
                    taken.add(int(number))
        free = max(taken, default=0)
        for item in items:
            if item.id not in self.keys:
                free += 1
                self.keys[item.id] = free

    def _fields(self, model: str, item: Item) -> dict[str, Any] | None:
        fields: dict[str, Any] = {
            "name": plain_text(item.title, self.language) or plain_text(item.statement, self.language),
            "description": plain_text(item.statement, self.language),
            "slug": item.code,
            "rank": item.position,
        }
        if model in _PARENTS:
            parent = self.keys.get(item.parent or "")
            if parent is None:
                return None  # the shape has no place for it; the fidelity table says so
            fields[_PARENTS[model][0]] = parent
        if model == _SKILL:
            own = item.extensions.get("direct")
            fields.update({"tools": [], "learning_resources": [], **(own if isinstance(own, dict) else {})})
            fields["related_skills"] = sorted(self.related.get(item.id, ()))
        return fields

    def _levels(self) -> Iterator[dict[str, Any]]:
        extras = self.own.get("levels", {})
        for scale in self.framework.scales[:1]:
            for level in scale.levels:
                extra = dict(extras.get(level.code, {"level": level.position, "pk": level.position}))
                key = extra.pop("pk")
                words = {
                    "name": plain_text(level.title, self.language),
                    "description": plain_text(level.description, self.language),
                }
                yield {"model": _LEVEL, "pk": key, "fields": {**words, **extra}}


def _read(data: bytes) -> FrameworkRead:
    framework, findings = read_direct(data)
    return sound_read(framework, findings=tuple(findings))


def _write(framework: Framework, options: WriteOptions) -> Written:
    return Written(data=write_direct(framework, options.language))


DIRECT_FORMAT: Final = ExchangeFormat(
    name="direct",
    title="DIRECT framework 2.0",
    media_type="application/json",
    suffix=".json",
    sniff=is_direct,
    read=_read,
    write=_write,
    fidelity=DIRECT_FIDELITY,
)
