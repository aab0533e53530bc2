"""A chart of the document tree as the drawing that every renderer shows."""

from collections.abc import Mapping

from capacita.toolkit.document import Chart, ShownNumber, ToolkitDocument
from capacita.toolkit.drawing import DumbbellMark, draw_dumbbell


def number_table(document: ToolkitDocument) -> dict[str, ShownNumber]:
    """Return the numbers of a toolkit by identifier."""
    return {number.id: number for number in document.numbers}


def draw_chart(
    document: ToolkitDocument, chart: Chart, numbers: Mapping[str, ShownNumber], *, narrow: bool = False
) -> str:
    """Return a chart of the document as SVG."""
    marks = [
        DumbbellMark(
            label=row.label,
            domain=row.domain,
            required=numbers[row.required].value,
            observed=numbers[row.observed].value,
            low=row.low,
            high=row.high,
            unknown=numbers[row.observed].shown,
        )
        for row in chart.rows
    ]
    return draw_dumbbell(
        marks,
        title=chart.title,
        description=chart.description,
        language=document.language,
        direction=document.direction,
        simulated=chart.simulated,
        axis=chart.axis,
        legend=(chart.observed_words, chart.required_words),
        identifier=f"{chart.id}-narrow" if narrow else chart.id,
        narrow=narrow,
    )
