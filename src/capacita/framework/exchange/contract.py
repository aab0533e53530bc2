"""What every exchange format is made of: a descriptor, what reading gives, what writing is told and gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase

from capacita.framework.exchange.repairs import Repair
from capacita.framework.model import Framework
from capacita.vocabulary import Finding, has_errors


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkRead:
    """What reading gave: the framework where it is sound, what was repaired, and what was found."""

    framework: Framework | None
    repairs: tuple[Repair, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """What a writer is told besides the framework.

    ``moment`` is when it is written, for formats that say so. ``language`` is the one to write in, where a format
    holds one only; ``languages`` asks for further files in those, where a format keeps languages apart. Addresses
    grow from ``base_uri``, from the identifiers alone where there is none. ``bases`` are the frameworks that this one
    adapts, the nearest first, for formats that tell what was left from what was changed.
    """

    moment: datetime
    language: str | None = None
    languages: tuple[str, ...] = ()
    base_uri: str | None = None
    bases: tuple[Framework, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a writer gives: the file, what was changed to fit, and further files by language where any were asked for."""

    data: bytes
    repairs: tuple[Repair, ...] = ()
    by_language: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fidelity:
    """What a format loses in a round trip: parts of the framework document, ``*`` for any name, each with its reason."""

    losses: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def reason(self, part: str) -> str | None:
        """Return why a part is lost or kept in part only, None for a part that is kept."""
        return next((reason for pattern, reason in self.losses.items() if fnmatchcase(part, pattern)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeFormat:
    """One format: how it is called and recognised, read and written, and what it keeps."""

    name: str
    title: str
    media_type: str
    suffix: str
    sniff: Callable[[bytes], bool]
    read: Callable[[bytes], FrameworkRead] | None = None
    write: Callable[[Framework, WriteOptions], Written] | None = None
    fidelity: Fidelity = Fidelity()


def sound_read(
    framework: Framework | None, repairs: tuple[Repair, ...] = (), findings: tuple[Finding, ...] = ()
) -> FrameworkRead:
    """Return what reading gave, without the framework where a finding is an error."""
    return FrameworkRead(
        framework=None if has_errors(findings) else framework, repairs=tuple(repairs), findings=tuple(findings)
    )
