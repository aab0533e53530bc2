"""Pages of a list: ``limit`` and ``offset`` in, a window and the Link header out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from capacita.web.case.statuses import invalid_selection

DEFAULT_LIMIT = 100
LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is asked for: at most ``limit`` entries, after the first ``offset``."""

    limit: int = DEFAULT_LIMIT
    offset: int = 0


def read_window(parameters: Mapping[str, str]) -> Window:
    """Return the window that the parameters ask for. Raises CaseFailure."""
    limit = _whole_number(parameters, "limit", DEFAULT_LIMIT, least=1)
    return Window(limit, _whole_number(parameters, "offset", 0, least=0))


def _whole_number(parameters: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    text = parameters.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and least <= int(text) <= LARGEST):
        raise invalid_selection(name, f"{name} is a whole number, {least} or more.")
    return int(text)


def link_header(address: str, parameters: Sequence[tuple[str, str]], window: Window, total: int) -> str:
    """Return the Link header of a page: next, last, first and prev, as far as there are such pages.

    ``parameters`` are the other parameters of the request, kept in each link. The last page holds the remainder, as in
    the example of the specification.
    """
    kept = [(name, value) for name, value in parameters if name not in ("limit", "offset")]

    def link(relation: str, limit: int, offset: int) -> str:
        query = urlencode([("limit", str(limit)), ("offset", str(offset)), *kept])
        return f'<{address}?{query}>; rel="{relation}"'

    links = []
    if window.offset + window.limit < total:
        links.append(link("next", window.limit, window.offset + window.limit))
    if total:
        pages_before = (total - 1) // window.limit
        last = pages_before * window.limit
        links.append(link("last", total - last, last))
        links.append(link("first", window.limit, 0))
    before = min(window.offset, total)
    if before:
        links.append(link("prev", min(window.limit, before), max(0, before - window.limit)))
    return ", ".join(links)
