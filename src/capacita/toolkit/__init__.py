"""What people take away: one document tree, composers that write it, renderers that show it.

Renderers load typst and docx and are not imported here: ``capacita.toolkit.renderers`` holds them by name.
"""

from capacita.toolkit.composers.policy_maker import compose_policy_maker_toolkit
from capacita.toolkit.document import (
    TOOLKIT_FORMAT,
    ToolkitDocument,
    check_toolkit,
    trace_number,
    validate_toolkit,
)
from capacita.toolkit.drawing import (
    CHART_CSS,
    BarMark,
    DumbbellMark,
    domain_class,
    draw_bars,
    draw_dumbbell,
    draw_glyph,
    draw_matrix,
    draw_weave,
)
from capacita.toolkit.messages import MESSAGES, WORDS
from capacita.toolkit.spec import SPEC_FORMAT, TRAIL_FORMAT, ToolkitSpec, Trail
from capacita.toolkit.texts import TEXTS_FORMAT, ToolkitTexts

__all__ = [
    "CHART_CSS",
    "MESSAGES",
    "SPEC_FORMAT",
    "TEXTS_FORMAT",
    "TOOLKIT_FORMAT",
    "TRAIL_FORMAT",
    "WORDS",
    "BarMark",
    "DumbbellMark",
    "ToolkitDocument",
    "ToolkitSpec",
    "ToolkitTexts",
    "Trail",
    "check_toolkit",
    "compose_policy_maker_toolkit",
    "domain_class",
    "draw_bars",
    "draw_dumbbell",
    "draw_glyph",
    "draw_matrix",
    "draw_weave",
    "trace_number",
    "validate_toolkit",
]
