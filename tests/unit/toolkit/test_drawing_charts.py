from xml.etree import ElementTree

import pytest

from capacita.toolkit import BarMark, DumbbellMark, domain_class, draw_bars, draw_dumbbell, draw_matrix, draw_weave
from capacita.toolkit.drawing import with_style

SVG = "{http://www.w3.org/2000/svg}"
AXIS = ((0.0, "0"), (1.0, "1"), (2.0, "2"), (4.0, "4"))
ROWS = (
    DumbbellMark(label="1.1 <A> & B", domain="1", required=2.0, observed=1.0, low=0.5, high=1.25),
    DumbbellMark(label="2.1", domain="2", required=2.0, unknown="not shown"),
)


def dumbbell(*, direction: str = "ltr", simulated: bool = False, narrow: bool = False) -> ElementTree.Element:
    return ElementTree.fromstring(
        draw_dumbbell(
            ROWS,
            title="Title & more",
            description="About",
            language="en",
            direction=direction,
            simulated=simulated,
            axis=AXIS,
            legend=("people", "roles"),
            narrow=narrow,
        )
    )


def _rects(chart: ElementTree.Element) -> list[tuple[float, float]]:
    found = chart.findall(f"{SVG}g[@class='d1']/{SVG}rect")
    return [(float(rect.get("x", 0)), float(rect.get("width", 0))) for rect in found]


def test_dumbbell_is_titled_and_described() -> None:
    chart = dumbbell()
    assert chart.findtext(f"{SVG}title") == "Title & more"
    assert chart.findtext(f"{SVG}desc") == "About"
    assert chart.get("aria-labelledby") == "chart-title chart-description"


def test_interval_is_drawn_to_scale() -> None:
    """The scale of 4 levels is 448 units wide: an interval of three quarters takes 84, and begins at a half."""
    ((start, width),) = _rects(dumbbell())
    assert width == pytest.approx(84.0)
    assert start == pytest.approx(268 + 56)


def test_right_to_left_mirrors_the_scale() -> None:
    ((forward, width),) = _rects(dumbbell())
    ((backward, other),) = _rects(dumbbell(direction="rtl"))
    assert width == other
    assert forward + width == pytest.approx(760 - backward)


def test_right_to_left_text_is_isolated_and_its_anchor_is_physical() -> None:
    label = next(text for text in dumbbell(direction="rtl").iter(f"{SVG}text") if "1.1" in (text.text or ""))
    assert label.text == "\u20671.1 <A> & B\u2069"
    assert label.get("text-anchor") == "start"


def test_unknown_is_words_and_no_mark() -> None:
    chart = dumbbell()
    assert "not shown" in [text.text for text in chart.iter(f"{SVG}text")]
    assert chart.findall(f"{SVG}g[@class='d2']") == []


@pytest.mark.parametrize("simulated", [True, False])
def test_simulated_intervals_are_hatched(simulated: bool) -> None:
    chart = dumbbell(simulated=simulated)
    fills = {rect.get("fill") for rect in chart.findall(f"{SVG}g[@class='d1']/{SVG}rect")}
    assert fills == ({"url(#chart-hatch-d1)"} if simulated else {"currentColor"})
    assert (chart.find(f"{SVG}defs") is not None) is simulated


def test_drawings_carry_no_style_and_no_script() -> None:
    for chart in (dumbbell(simulated=True), dumbbell(narrow=True), ElementTree.fromstring(_matrix())):
        for element in chart.iter():
            assert element.get("style") is None
            assert element.tag not in (f"{SVG}style", f"{SVG}script")
            assert not any(name.startswith("on") for name in element.attrib)


def test_domains_differ_in_colour_and_shape() -> None:
    weave = draw_weave()
    assert [domain_class(domain) for domain in ("1", "2", "3", "A", "")] == ["d1", "d2", "d3", "att", ""]
    assert weave.count("<rect") == weave.count('class="d2"')
    assert weave.count("<circle") == weave.count('class="d3"')


def test_bars_are_as_long_as_their_shares() -> None:
    chart = ElementTree.fromstring(
        draw_bars(
            [
                BarMark(label="tools", share=0.25, shown="25%", low=0.2, high=0.3),
                BarMark(label="law", share=None, shown="not shown"),
            ],
            title="t",
            description="d",
            language="en",
            direction="ltr",
            simulated=False,
        )
    )
    widths = [float(rect.get("width", 0)) for rect in chart.iter(f"{SVG}rect")]
    assert widths == [pytest.approx(112.0)]
    assert "not shown" in [text.text for text in chart.iter(f"{SVG}text")]


def _matrix() -> str:
    return draw_matrix(
        ["Africa", "Arab States"],
        ["Ministries", "Academia"],
        [[0, 2], [1, None]],
        title="t",
        description="d",
        language="en",
        direction="ltr",
    )


def test_matrix_outlines_zeros_and_leaves_the_unknown_empty() -> None:
    chart = ElementTree.fromstring(_matrix())
    rects = list(chart.iter(f"{SVG}rect"))
    assert [rect.get("class") for rect in rects] == ["signal", "d2", "d2"]
    assert sorted(text.text or "" for text in chart.iter(f"{SVG}text") if (text.text or "").isdigit()) == [
        "0",
        "1",
        "2",
    ]


def test_style_is_added_only_for_drawings_that_stand_alone() -> None:
    assert "<style>" in with_style(_matrix())
    assert "Noto Naskh Arabic" in with_style(_matrix())
