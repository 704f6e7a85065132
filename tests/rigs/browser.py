"""A real browser: Debian's Chromium, steered by its own driver. Nothing is looked for or fetched elsewhere.

A `Browser` opens pages, fills forms in and presses what people press, by the words that they see. It waits
for what it asks for instead of sleeping, and remembers what the browser complained of (`complaints`).
"""

from __future__ import annotations

import base64
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

PROGRAM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
_AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
_PATIENCE = 20  # seconds until something that must come is missed
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",  # root has none; the pages are ours
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-lcd-text",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--no-first-run",
    "--proxy-server=direct://",
)
# What a page that is not there, refused or typed wrong answers with: the browser tells it as an error, too.
_STATUS = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What axe found: the rule, how grave, and where."""

    rule: str
    impact: str
    what: str
    where: str

    def __str__(self) -> str:
        return f"{self.impact} {self.rule}: {self.what} {self.where}"


@dataclass
class Browser:
    """One window at one console (`host` is its address without a path)."""

    driver: Chrome
    host: str
    complaints: list[str] = field(default_factory=list)

    # --- where ---------------------------------------------------------------

    def open(self, path: str) -> Browser:
        """Open a page of the console, or a whole address."""
        self.listen()
        self.driver.get(path if path.startswith("http") else self.host + path)
        return self

    @property
    def path(self) -> str:
        """The path of the page, with its query."""
        return self.driver.current_url.removeprefix(self.host)

    @property
    def text(self) -> str:
        """What people read on the page, on one line, with plain spaces."""
        return " ".join(self.css("body").text.split())

    @property
    def heading(self) -> str:
        """What the page is about."""
        return " ".join(self.css("h1").text.split())

    # --- what is there -------------------------------------------------------

    def wait(self, condition: Callable[[], Any], missed: str = "", patience: float = _PATIENCE) -> Any:
        """Wait until something is so, and return it."""

        def once(_: Any) -> Any:
            try:
                return condition()
            except StaleElementReferenceException:
                return None

        return WebDriverWait(self.driver, patience, 0.05).until(once, missed)

    def all(self, selector: str) -> list[WebElement]:
        """Every element that a CSS selector finds now."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def css(self, selector: str) -> WebElement:
        """The first such element, as soon as it is there."""

        def found() -> WebElement | None:
            return next(iter(self.all(selector)), None)

        element: WebElement = self.wait(found, f"no {selector} on {self.path}")
        return element

    def shows(self, words: str, patience: float = _PATIENCE) -> Browser:
        """Wait until the page has these words."""
        sought = " ".join(words.split())
        self.wait(lambda: sought in self.text, f"no {sought!r} on {self.path}", patience)
        return self

    def named(self, words: str, tags: str = "a, button, summary") -> WebElement:
        """What is pressed under that name, or a name that holds it; what is visible goes first."""
        sought = " ".join(words.split())

        def found() -> WebElement | None:
            shown = [each for each in self.all(tags) if each.is_displayed()]
            there = [each for each in shown if each.get_attribute("aria-hidden") != "true"]
            names = [" ".join((each.text or each.accessible_name).split()) for each in there]
            exact = [each for each, name in zip(there, names, strict=True) if name == sought]
            near = [each for each, name in zip(there, names, strict=True) if sought in name]
            return next(iter(exact + near), None)

        element: WebElement = self.wait(found, f"nothing named {sought!r} on {self.path}")
        return element

    # --- what people do ------------------------------------------------------

    def press(self, words: str, tags: str = "a, button, summary") -> Browser:
        """Press a link or a button, and wait until its page is there."""
        return self.click(self.named(words, tags))

    def click(self, element: WebElement | str) -> Browser:
        """Press an element; where that leads to another page, wait for it."""
        self.listen()
        page = self.css("html")
        thing = self.css(element) if isinstance(element, str) else element
        leads = thing.tag_name == "button" and thing.get_attribute("type") == "submit"
        leads = leads or bool(thing.tag_name == "a" and "#" not in (thing.get_attribute("href") or "#"))
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", thing)
        thing.click()
        if leads:
            self.wait(lambda: _gone(page), f"{self.path} stays")
        return self

    def fill(self, **values: str | Path | bool) -> Browser:
        """Fill a form in by the names of its fields: text, a choice, a tick, a file."""
        for name, value in values.items():
            element = self.css(f'main [name="{name}"]:not([type=hidden])')
            if element.tag_name == "select":
                Select(element).select_by_value(str(value))
            elif isinstance(value, bool):
                if element.is_selected() != value:
                    element.click()
            elif isinstance(value, Path):
                element.send_keys(str(value))
            elif element.get_attribute("type") in ("date", "time", "datetime-local"):
                self.driver.execute_script("arguments[0].value = arguments[1]", element, value)
            else:
                element.clear()
                element.send_keys(value)
        return self

    def type(self, *keys: str) -> Browser:
        """Type on the keyboard, whatever has the focus."""
        for key in keys:
            self.driver.switch_to.active_element.send_keys(getattr(Keys, key, key))
        return self

    @property
    def focused(self) -> WebElement:
        """What has the focus."""
        return self.driver.switch_to.active_element

    # --- what it is looked at on ---------------------------------------------

    def screen(
        self, width: int = 1280, height: int = 900, *, dark: bool = False, phone: bool = False
    ) -> Browser:
        """Look at pages on another screen."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme, still]})
        return self

    def scripts(self, *, on: bool) -> Browser:
        """Have pages run their scripts, or not."""
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not on})
        return self

    @property
    def excess(self) -> int:
        """How many pixels the page is wider than its screen."""
        script = "const d = document.documentElement; return d.scrollWidth - d.clientWidth"
        return int(self.driver.execute_script(script))

    def picture(self, most: int = 8000) -> bytes:
        """A PNG of the whole page, of at most so many pixels' height."""
        script = "return [document.documentElement.clientWidth, document.documentElement.scrollHeight]"
        width, height = self.driver.execute_script(script)
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, most), "scale": 1}
        asked = {"format": "png", "clip": clip, "captureBeyondViewport": True}
        return base64.b64decode(self.driver.execute_cdp_cmd("Page.captureScreenshot", asked)["data"])

    def axe(self) -> list[Fault]:
        """What axe finds on this page; frames have a page of their own."""
        if not self.driver.execute_script("return typeof window.axe === 'object'"):
            self.driver.execute_script(_AXE.read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, {iframes: false, resultTypes: ['violations'],"
            " rules: {'target-size': {enabled: true}}})"
            ".then(found => done(found.violations), error => done(String(error)))"
        )
        assert isinstance(found, list), found
        return [
            Fault(
                rule=each["id"],
                impact=each["impact"],
                what=each["help"],
                where="; ".join(f"{node['html'][:160]} [{node['target'][0]}]" for node in each["nodes"][:3]),
            )
            for each in found
        ]

    def our_words(self) -> list[str]:
        """What the page says in its own language: not what strangers wrote, nor what is marked as English."""
        pieces = self.driver.execute_script(
            "const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];"
            "while (walk.nextNode()) if (!walk.currentNode.parentElement.closest("
            "  'bdi, code, pre, textarea, script, html [lang=en]')) found.push(walk.currentNode.data);"
            "return found"
        )
        return [" ".join(piece.split()) for piece in pieces if piece.strip()]

    def listen(self) -> Sequence[str]:
        """Keep what the browser complained of since; return all that it did."""
        for entry in self.driver.get_log("browser"):  # type: ignore[no-untyped-call]
            if entry["level"] != "DEBUG" and not _STATUS.search(entry["message"]):
                self.complaints.append(f"{entry['level']} {entry['message']}")
        return self.complaints


def _gone(page: WebElement) -> bool:
    """Whether the page that an element was of has given way to another one."""
    try:
        page.is_enabled()
    except StaleElementReferenceException:
        return True
    except WebDriverException as error:  # it is going at this moment
        return "does not belong to the document" in str(error)
    return False


@contextmanager
def browser(host: str, language: str = "fr") -> Iterator[Browser]:
    """Start a browser of its own, which likes a language best, and end it."""
    if PROGRAM is None or DRIVER is None:
        raise RuntimeError("Chromium or its driver is not installed: 'sh .ci/setup browser' installs them.")
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        options = ChromeOptions()
        options.binary_location = PROGRAM
        for argument in (*_ARGUMENTS, f"--user-data-dir={folder}/profile", f"--lang={language}"):
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"intl.accept_languages": language})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        # Its own fields for days and times speak the language of the environment.
        service = ChromeService(DRIVER, env=os.environ | {"LANGUAGE": language})
        driver = Chrome(options=options, service=service)
        try:
            driver.set_page_load_timeout(60)
            driver.set_script_timeout(60)
            yield Browser(driver, host).screen()
        finally:
            driver.quit()
