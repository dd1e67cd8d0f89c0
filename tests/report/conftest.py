"""A headless browser, where the machine has one."""

from __future__ import annotations

import shutil

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser():
    """Chromium, driven by Playwright, with a profile of its own."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip(f"no browser on PATH (looked for {', '.join(_NAMES)})")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()


class Visit:
    """An open report and everything that went wrong in it."""

    def __init__(self, page):
        self.page = page
        self.problems: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.problems.append(message.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("dialog", self._dialog)
        page.on("request", lambda request: self.requests.append(request.url))

    def _dialog(self, dialog):
        self.problems.append(f"dialog {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def visit(browser, tmp_path):
    """Open a report's HTML; at the end nothing may have gone wrong or left the file."""
    contexts = []
    visits = []

    def _visit(html, width=1400, height=900, locale="zh-CN", fragment=""):
        path = tmp_path / f"report{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, locale=locale, offline=True)
        contexts.append(context)
        one = Visit(context.new_page())
        visits.append((one, path.as_uri()))
        one.page.goto(path.as_uri() + fragment)
        return one.page

    yield _visit
    for context in contexts:
        context.close()
    for one, address in visits:
        assert one.problems == []
        assert [r for r in one.requests if r.partition("#")[0] != address] == []
