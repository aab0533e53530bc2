"""The order that Word asks of a file's properties (ECMA-376, part 1, annex A), put right once at the end.

python-docx writes most properties in order; what it does not know (direction, language, shading) is appended by the
renderer wherever it is met, and sorted here. Sizes and weights are repeated for complex scripts such as Arabic.
"""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
        "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs "
        "em lang eastAsianLayout specVanish oMath"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
        "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    "tcPr": ("cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"),
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
        "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
    ),
    "pBdr": "top left bottom right between bar",
}
_PLACES = {qn(f"w:{name}"): [qn(f"w:{child}") for child in words.split()] for name, words in _ORDER.items()}
_PAIRS = ((qn("w:b"), "w:bCs"), (qn("w:sz"), "w:szCs"))


def sort_properties(root: Any) -> None:
    """Put the properties below an element in the order of the standard, and repeat sizes for complex scripts."""
    for properties in root.iter(qn("w:rPr")):
        for known, twin in _PAIRS:
            found = properties.find(known)
            if found is not None and properties.find(qn(twin)) is None:
                made = OxmlElement(twin)
                for name, value in found.attrib.items():
                    made.set(name, value)
                properties.append(made)
    for name, order in _PLACES.items():
        for properties in root.iter(name):
            children = list(properties)
            ranked = sorted(children, key=lambda child: order.index(child.tag) if child.tag in order else len(order))
            if ranked != children:
                for child in children:
                    properties.remove(child)
                for child in ranked:
                    properties.append(child)
