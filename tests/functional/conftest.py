"""One filled site and one browser for all functional tests; they run in one worker, so that it is filled once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from lib.running_site import RunningSite, run_site

BROWSERS = ("chromium", "google-chrome", "chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep every test of this folder in one worker."""
    for item in items:
        if "functional" in Path(item.path).parts:
            item.add_marker(pytest.mark.xdist_group("running-site"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The site, filled with the demonstration country."""
    with run_site(tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="session")
def bare_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A site without the demonstration, on which a test founds a country of its own."""
    with run_site(tmp_path_factory.mktemp("home"), demo=False) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; the test is skipped, with the reason, where there is none."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine; ./run test installs it where it may")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody's phone without JavaScript, as long as a test runs."""
    made = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    yield made
    made.close()
