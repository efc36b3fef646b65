"""Opens pages in the chromium of the machine, which gets nothing from any network, and hears all it says."""

import json
import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None or DRIVER is None, reason="there is no chromium; on Debian: apt install chromium chromium-driver"
)
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: make axe")

ARGUMENTS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--force-color-profile=srgb", "--lang=en-GB",
)  # fmt: skip
OWN = ("file:", "blob:", "data:", "about:", "chrome:")
"""Where what a page may ask for lies: in itself."""

SETTLED = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)));"


class Browser:
    """One window, with what its pages said and asked for since they were opened."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, page: Path | str, fragment: str = "") -> None:
        """Show a file, or an address, anew."""
        url = page if isinstance(page, str) else page.absolute().as_uri()
        self.driver.get("about:blank")
        self.said()
        self.asked()
        self.driver.get(url + (f"#{fragment}" if fragment else ""))
        self.settle()

    def settle(self) -> None:
        """Wait until what was begun is drawn."""
        self.driver.execute_async_script(SETTLED)

    def run(self, script: str, *given: Any) -> Any:
        """What a script of the test's own finds on the page."""
        return self.driver.execute_script(script, *given)

    def text(self, selector: str) -> str:
        """What somebody can read there."""
        return str(self.run("return document.querySelector(arguments[0]).innerText", selector))

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def said(self) -> list[str]:
        """What the console has to say since it was asked last."""
        return [str(entry["message"]) for entry in self._log("browser")]

    def asked(self) -> list[str]:
        """Every address asked for since the last time."""
        found = (json.loads(entry["message"])["message"] for entry in self._log("performance"))
        return [str(one["params"]["request"]["url"]) for one in found if one["method"] == "Network.requestWillBeSent"]

    def traced(self) -> list[dict[str, Any]]:
        """What was traced since the page was opened, in its order; asked for once, it ends the trace."""
        found = (json.loads(entry["message"])["message"] for entry in self._log("performance"))
        told = [one["params"] for one in found if one["method"] == "Tracing.dataCollected"]
        return sorted(told, key=lambda one: one.get("ts", 0))

    def _log(self, name: str) -> list[dict[str, Any]]:
        log: Callable[[str], list[dict[str, Any]]] = self.driver.get_log
        return log(name)

    def outside(self) -> list[str]:
        """Every address asked for that is not the page's own."""
        return [url for url in self.asked() if not url.startswith(OWN)]

    def look(self, width: int = 1280, height: int = 900, scheme: str = "light", media: str = "screen") -> None:
        """Be a screen of so many pixels, for somebody who likes it light or dark, or paper."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
        self.settle()

    def wider_than_shown(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return int(self.run("const e = document.documentElement; return e.scrollWidth - e.clientWidth"))

    def violations(self, **options: Any) -> list[str]:
        """What axe-core finds wrong, one line for each rule and place."""
        self.run(AXE.read_text("utf-8"))
        script = (
            "const [options, done] = arguments; axe.run(document, options).then(done, (e) => done({error: String(e)}))"
        )
        found = self.driver.execute_async_script(script, {"resultTypes": ["violations"], **options})
        assert "error" not in found, found
        return [
            f"{one['id']} ({one['impact']}): {' '.join(map(str, node['target']))}: {node['html'][:160]}: "
            + "; ".join(check["message"] for check in [*node["any"], *node["all"], *node["none"]])
            for one in found["violations"]
            for node in one["nodes"]
        ]


@contextmanager
def browsing(*, scripts: bool = True, traced: str = "") -> Generator[Browser]:
    """A window of a browser of its own, which goes away; `traced` are the kinds of things whose time is taken."""
    options = Options()
    options.binary_location = str(CHROMIUM)
    for argument in ARGUMENTS:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if traced:
        options.add_experimental_option("perfLoggingPrefs", {"traceCategories": traced})
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    os.environ["SE_OFFLINE"] = "true"  # selenium looks for no driver but the one given
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    try:
        driver.set_script_timeout(120)
        yield Browser(driver)
    finally:
        driver.quit()
