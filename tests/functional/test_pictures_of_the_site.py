"""The pictures that the README shows come from here: real pages of the filled site.

They are written to docs/pictures only with CAPACITA_PICTURES=1, so that an ordinary run leaves the tree as it is.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lib.running_site import RunningSite
from lib.shared import ROOT

PICTURES = ROOT / "docs" / "pictures"
SHOWN = {
    "home": ("/en/", 1200, 1000),
    "competency": ("/en/framework/public-service-levels/2.2/", 1200, 1000),
    "results": ("/en/countries/almara/results/", 1200, 1250),
    "plan": ("/en/countries/almara/plan/", 1200, 1000),
    "side-by-side": ("/en/framework/almara/compare/?from=base#items", 1200, 1000),
    "answers": ("/en/consultations/programmes/almara-2026/answers/", 1200, 1700),
    "coverage": ("/en/consultations/programmes/almara-2026/coverage/", 1200, 1650),
    "home-arabic-phone": ("/ar/", 390, 844),
    "stand-phone": ("/en/where-i-stand/implementer/1/", 390, 844),
}


@pytest.mark.browser
@pytest.mark.parametrize("name", SHOWN)
def test_picture_shows_a_page(site: RunningSite, browser: Browser, tmp_path: Path, name: str) -> None:
    path, width, height = SHOWN[name]
    folder = PICTURES if os.environ.get("CAPACITA_PICTURES") == "1" else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    page = browser.new_page(viewport={"width": width, "height": height})
    answer = page.goto(site.address + path)
    assert answer is not None
    assert answer.status == 200
    target = folder / f"{name}.png"
    page.screenshot(path=target)
    page.close()
    assert target.stat().st_size > 10_000


def test_every_picture_that_the_readme_shows_is_made_here() -> None:
    shown = re.findall(r"docs/pictures/([\w-]+)\.png", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert set(shown) <= set(SHOWN)
    assert shown
    kept = {path.stem for path in PICTURES.glob("*.png")}
    assert kept == set(SHOWN), "run with CAPACITA_PICTURES=1 to make them anew"
