"""The pages of a kit in a browser: opened from a memory stick, narrow, in both directions, by everybody."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from capacita.consultation import KIT_TEXTS_FORMAT, REQUEST_FORMAT, name_kit_texts
from capacita.consultation.kit.files import assemble_kit, summarise_framework
from capacita.content import read_content
from capacita.framework import ADAPTATION_FORMAT, FRAMEWORK_FORMAT, apply_adaptation

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_pages_of_a_kit_are_axe_clean_and_fit_a_phone(browser: Browser, tmp_path: Path, language: str) -> None:
    levels = ADAPTATION_FORMAT.read_whole(read_content("public-service-levels/adaptation.json"))
    framework = apply_adaptation(FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json")), levels)
    request = REQUEST_FORMAT.read_whole(read_content("demo-consultation/request.json"))
    texts = KIT_TEXTS_FORMAT.read_whole(read_content(name_kit_texts(language)))
    page = browser.new_page(viewport={"width": 320, "height": 700})
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    findings, pages = [], 0
    for file in assemble_kit(request, summarise_framework(framework, language), texts):
        if not file.name.endswith(".html"):
            continue
        (tmp_path / file.name).write_bytes(file.data)
        page.goto((tmp_path / file.name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, file.name
        findings += [
            f"{file.name}: {entry['id']} {entry['nodes'][0]['html'][:120]}"
            for entry in Axe().run(page).response["violations"]
        ]
        pages += 1
    page.close()
    assert findings == []
    assert pages == 6
    assert all(address.startswith("file:") for address in asked_for)
