"""Links in a graph: what stands under what, and every relation as an association, told once however often it is said."""

from collections.abc import Mapping
from typing import Any

from capacita.framework.exchange.repairs import Repair
from capacita.framework.exchange.skos_nodes import Subject, as_mapping, identifier_in
from capacita.framework.exchange.skos_terms import FINER, OWN, SKOS, kinds_by_property
from capacita.framework.model import AssociationKind
from capacita.vocabulary import derive_identifier

Told = tuple[str, str, str]  # kind, address of the origin, address of the destination


class LinkReader:
    """The links of a graph being read."""

    def __init__(
        self, subjects: Mapping[str, Subject], identifiers: Mapping[str, str], framework: str, repairs: list[Repair]
    ) -> None:
        self.subjects = subjects
        self.identifiers = identifiers
        self.framework = framework
        self.repairs = repairs
        self.parents: dict[str, str] = {}
        self.further: list[tuple[str, str]] = []  # parents beyond the first
        self.ours = [subject for subject in subjects.values() if subject.is_a(OWN + "Association")]

    def find_parents(self, concepts: list[Subject]) -> dict[str, str]:
        """Return the parent of each concept that has one: the one we wrote, else the first broader one."""
        known = {subject.uri for subject in concepts}
        broader: dict[str, list[str]] = {uri: [] for uri in known}
        told = {self._told(link)[1:] for link in self.ours if link.own("kind") == AssociationKind.IS_CHILD_OF.value}
        for subject in concepts:
            broader[subject.uri].extend(uri for uri in subject.resources(SKOS + "broader") if uri in known)
            for uri in subject.resources(SKOS + "narrower"):
                if uri in known and subject.uri not in broader[uri]:
                    broader[uri].append(subject.uri)
        for subject in concepts:
            own = subject.resource(OWN + "parent")
            if own in known:
                self.parents[subject.uri] = str(own)
            elif broader[subject.uri] and not self._is_ours(subject):
                self.parents[subject.uri] = broader[subject.uri][0]
            parent = self.parents.get(subject.uri)
            further = [uri for uri in broader[subject.uri] if uri != parent and (subject.uri, uri) not in told]
            self.further.extend((subject.uri, uri) for uri in further)
        return self.parents

    def list_links(self, concepts: list[Subject]) -> list[dict[str, Any]]:
        """Return every association: first ours with all their parts, then what plain relations say beyond them."""
        self.ours.sort(key=lambda link: (link.number("place", 0), link.uri))
        links = [self._our_link(link) for link in self.ours]
        told = {self._told(link) for link in self.ours}
        kind = AssociationKind.IS_CHILD_OF
        for origin, destination in self.further:
            links.append(self._made_link(kind, "", origin, destination))
        for subject in concepts:
            links.extend(self._relations(subject, told))
        return links

    def _relations(self, subject: Subject, told: set[Told]) -> list[dict[str, Any]]:
        links = []
        for name, kind in kinds_by_property().items():
            for destination in subject.resources(name):
                said = (kind.value, subject.uri, destination)
                back = (kind.value, destination, subject.uri)
                symmetric = kind is AssociationKind.IS_RELATED_TO and back in told and name == SKOS + "related"
                if name == SKOS + "broader" or said in told or symmetric:
                    continue
                told.add(said)
                links.append(self._made_link(kind, name, subject.uri, destination))
        return links

    def _our_link(self, link: Subject) -> dict[str, Any]:
        kind, origin, destination = self._told(link)
        made: dict[str, Any] = {
            "id": self.identifiers[link.uri],
            "kind": kind,
            "origin": self._known(origin),
            "destination": link.own("address") or self._known(destination),
            "position": link.number("position", 0),
            "notes": {
                tag: {"text": entry.text, "origin": entry.origin.value, **({"of": entry.of} if entry.of else {})}
                for tag, entry in link.text("notes", SKOS + "note").items()
            },
            "extensions": as_mapping(link.json("extensions")),
        }
        return {name: value for name, value in made.items() if value not in (0, {})}

    def _made_link(self, kind: AssociationKind, name: str, origin: str, destination: str) -> dict[str, Any]:
        ends = (self._known(origin), self._known(destination))
        made: dict[str, Any] = {
            "id": derive_identifier(self.framework, kind.value, *ends, *((name,) if name in FINER else ())),
            "kind": kind.value,
            "origin": ends[0],
            "destination": ends[1],
        }
        if name in FINER:
            made["extensions"] = {"skos": name.removeprefix(SKOS)}
            self.repairs.append(
                Repair(path=f"/{origin}", rule="relation-widened", before=name.removeprefix(SKOS), after=kind.value)
            )
        return made

    def _told(self, link: Subject) -> Told:
        return link.own("kind"), link.resource(OWN + "origin") or "", link.resource(OWN + "destination") or ""

    def _known(self, uri: str) -> str:
        """Return the identifier of something of the framework, the address of something elsewhere."""
        if uri in self.identifiers:
            return self.identifiers[uri]
        found = identifier_in(uri)
        return found if found and "#" in uri and uri.partition("#")[0].endswith(self.framework) else uri

    def _is_ours(self, subject: Subject) -> bool:
        return subject.is_a(OWN + "Item")
