"""The whole shape of the small country's toolkit, kept as text: a change of it is seen, and wanted or not.

Source: composed by this code from ``tests/lib/toolkit_cases.py``. Make it again with
``CAPACITA_WRITE_GOLDEN=1 pytest tests/golden/toolkit``.
"""

import os
from pathlib import Path

from capacita.toolkit import ToolkitDocument
from capacita.toolkit.document import lines_of
from lib.toolkit_cases import compose

GOLDEN = Path(__file__).with_name("policy-maker.en.txt")


def outline(document: ToolkitDocument) -> str:
    """Return a toolkit as lines: sections, blocks, and every line with its numbers in brackets."""
    numbers = {number.id: number for number in document.numbers}
    shown = [document.title, document.subtitle, document.notice, ""]
    for section in document.sections:
        shown.append(f"# {section.id}: {section.title}")
        for block in section.blocks:
            shown.append(f"  {block.kind}")
            for line in lines_of(block):
                words = "".join(f"[{numbers[run.number].shown}]" if run.number else run.text for run in line)
                shown.append(f"    {words}")
    return "\n".join(shown) + "\n"


def test_toolkit_has_the_shape_it_had() -> None:
    found = outline(compose())
    if os.environ.get("CAPACITA_WRITE_GOLDEN"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")
