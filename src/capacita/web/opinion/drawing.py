"""The map of opinion groups as SVG: where each lies, how far it spreads, how many are in it; nobody's own place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

WIDTH, HEIGHT, MARGIN = 560, 340, 56
_DOMAINS = ("d2", "d1", "d3", "att", "d2")


def draw_groups(
    places: Sequence[Mapping[str, Any]], labels: Mapping[str, str], *, title: str, description: str, dashed: bool
) -> str:
    """Return the map; ``labels`` are the words of each group, ``dashed`` says that the groups are not stable.

    Near to each other are those who answer alike. The ellipse of a group reaches as far as two thirds of its members
    or so (one standard deviation in each direction).
    """
    reach = [
        (
            place["x"] - place["spread_x"],
            place["x"] + place["spread_x"],
            place["y"] - place["spread_y"],
            place["y"] + place["spread_y"],
        )
        for place in places
    ]
    low_x, high_x = min(entry[0] for entry in reach), max(entry[1] for entry in reach)
    low_y, high_y = min(entry[2] for entry in reach), max(entry[3] for entry in reach)
    scale = min((WIDTH - 2 * MARGIN) / max(high_x - low_x, 1e-6), (HEIGHT - 2 * MARGIN) / max(high_y - low_y, 1e-6))
    parts = []
    for number, place in enumerate(places):
        x = WIDTH / 2 + (place["x"] - (low_x + high_x) / 2) * scale
        y = HEIGHT / 2 - (place["y"] - (low_y + high_y) / 2) * scale
        across, along = (max(18.0, place[name] * scale) for name in ("spread_x", "spread_y"))
        dash = ' stroke-dasharray="5 5"' if dashed else ""
        name = _DOMAINS[number % len(_DOMAINS)]
        words = escape(labels[place["group"]])
        parts.append(
            f'<g class="{name}"><ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{across:.1f}" ry="{along:.1f}" '
            f'fill="currentColor" fill-opacity=".14" stroke="currentColor" stroke-width="2"{dash}/>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="currentColor"/></g>'
            f'<text x="{x:.1f}" y="{y - 12:.1f}" text-anchor="middle" font-weight="600">{words}</text>'
        )
    return (
        f'<svg class="chart map" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="map-title map-words">'
        f'<title id="map-title">{escape(title)}</title><desc id="map-words">{escape(description)}</desc>'
        + "".join(parts)
        + "</svg>"
    )
