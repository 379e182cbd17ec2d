"""Chromium for the tests of pages: headless, and with nothing that it asks of other hosts by itself."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

PROGRAM: Final = Path("/usr/bin/chromium")
NO_OTHER_HOST: Final = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """Run Chromium; a test skips where it is absent. While it runs, no other loop of asyncio can run in this thread."""
    if not PROGRAM.exists():
        pytest.skip("Chromium is absent: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(PROGRAM), args=[*_FLAGS, *flags])
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page that is going to be opened.

    Attributes:
        page: in the browser.
        home: how the addresses begin that may be asked for.
        requests: the other addresses that were.
        complaints: what was written to the console or went wrong.
    """

    page: Page
    home: str | None = None
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))

    def _note(self, address: str) -> None:
        if self.home is None or not address.startswith(self.home):
            self.requests.append(address)


class Contexts:
    """Makes contexts of a browser, each with its own storage, and closes them."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._made: list[BrowserContext] = []

    def make(self, size: tuple[int, int], /, **options: object) -> BrowserContext:
        """Make one with windows of a size."""
        made = self.browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)  # type: ignore[arg-type]
        self._made.append(made)
        return made

    def close(self) -> None:
        for context in self._made:
            context.close()
