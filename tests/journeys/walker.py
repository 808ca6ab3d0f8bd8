"""Somebody who walks through the product in a browser, and what is asked of every page they look at."""

import os
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response, expect

from cms.portal import services
from cms.portal.domain.demo_people import PASSWORD, PEOPLE

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
SHOTS = os.environ.get("JOURNEY_SHOTS")  # a folder for a picture of every page that is looked at

AXE = """async () => {
  const found = await axe.run({exclude: [["wagtail-userbar"]]}, {resultTypes: ["violations"]});
  return found.violations.flatMap(rule => rule.nodes.map(node => [
    `${rule.id} (${rule.impact}): ${node.target.join(" ")}`,
    node.html.slice(0, 200),
    node.failureSummary.replace(/\\s+/g, " ").slice(0, 300),
  ].join(" - ")));
}"""

FRAME = """() => ({
  title: document.title,
  lang: document.documentElement.lang,
  h1: [...document.querySelectorAll("h1")].map(h => h.textContent.trim()),
  main: document.querySelectorAll("main").length,
  wide: document.documentElement.scrollWidth,
  window: document.documentElement.clientWidth,
  culprits: document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
    [...document.body.querySelectorAll("*")]
      .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map(e => e.tagName.toLowerCase() + (e.className && e.className.baseVal === undefined ? "." + e.className : ""))
      .slice(0, 8),
})"""

# Everything a keyboard must reach: visible, not inert, one per group of radios.
STOPS = """() => {
  const groups = new Set();
  window.journeyStops = [...document.querySelectorAll(
      "a[href], button, input, select, textarea, summary, [tabindex]")].filter(e => {
    if (e.tabIndex < 0 || e.disabled || e.type === "hidden" || e.closest("[inert]")) return false;
    if (!e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})) return false;
    if (e.type === "radio") {
      const group = [...document.getElementsByName(e.name)].filter(o => o.form === e.form);
      const stop = group.find(o => o.checked) || group[0];
      if (e !== stop) return false;
    }
    return true;
  });
  return window.journeyStops.length;
}"""

# The ring may be drawn on the element, or on the label when the label stands in for a box of the browser's own.
HERE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const drawn = s => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
  const places = [[e, null], [e, "::before"], [e, "::after"]];
  for (const label of e.labels || []) places.push([label, null], [label, "::before"], [label, "::after"]);
  return {
    index: window.journeyStops ? window.journeyStops.indexOf(e) : -1,
    // A date's inner parts and its calendar button are the browser's own, with rings of their own.
    ring: places.some(([node, part]) => drawn(getComputedStyle(node, part)))
      || (e.type === "date" && !e.matches(":focus-visible")),
    name: e.outerHTML.slice(0, 140),
    skip: e.classList.contains("skip"),
  };
}"""


@dataclass
class Walker:
    """One person with one browser window. Faults are gathered, so that one walk tells all that is wrong."""

    context: BrowserContext
    base: str
    faults: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)  # statuses that the browser may complain about

    def __post_init__(self) -> None:
        self.page: Page = self.context.new_page()
        self.page.on("console", self.on_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: script failed: {error}"))

    def on_console(self, message: ConsoleMessage) -> None:
        """A form with errors answers 422, which the browser calls a failure; all else it says is a fault of ours.

        The CMS saves by itself what is being written, and answers itself 400 while a field is still empty.
        """
        if message.type not in {"error", "warning"}:
            return
        known = {422, *self.expected} | ({400} if self.page.url.startswith(f"{self.base}/cms/") else set())
        status = re.search(r"responded with a status of (\d+)", message.text)
        if status and int(status[1]) in known:
            return
        self.faults.append(f"{self.page.url}: console: {message.text}")

    def go(self, path: str, status: int = 200) -> Response:
        """Open an address of the house; the answer must have the status."""
        self.expected = {status}
        response = self.page.goto(path if path.startswith("http") else self.base + path)
        if response.status != status:
            self.faults.append(f"{path}: answered {response.status}, not {status}")
        return response

    # --- Looking at a page --------------------------------------------------------------------------------------
    def look(self, language: str = "da", *, house: bool = True) -> None:
        """Ask of the page, on a phone and on a wide screen, what we ask of every page."""
        where = self.page.url.removeprefix(self.base)
        self.page.evaluate(AXE_SCRIPT)
        for size in (PHONE, WIDE):
            self.page.set_viewport_size(size)
            frame = self.page.evaluate(FRAME)
            at = f"{where} at {size['width']}"
            if frame["wide"] > frame["window"]:
                self.faults.append(f"{at}: scrolls sideways ({frame['wide']} px): {', '.join(frame['culprits'])}")
            self.faults += [f"{at}: axe: {violation}" for violation in self.page.evaluate(AXE)]
            self.shoot(f"{where.strip('/').replace('/', '_') or 'root'}-{size['width']}")
        if not re.fullmatch(r".*\w.* · Rummelig", frame["title"].strip(), re.DOTALL):
            self.faults.append(f"{where}: title {frame['title']!r}")
        if len(frame["h1"]) != 1 or not frame["h1"][0]:
            self.faults.append(f"{where}: h1 {frame['h1']}")
        if frame["lang"] != language:
            self.faults.append(f"{where}: lang {frame['lang']!r}, not {language!r}")
        if frame["main"] != 1:
            self.faults.append(f"{where}: {frame['main']} main elements")

    def visit(self, path: str, language: str = "da", status: int = 200) -> None:
        """Open an address as a phone does, then look."""
        self.page.set_viewport_size(PHONE)
        self.go(path, status)
        self.look(language)

    def shoot(self, name: str) -> None:
        """A picture for those who want to see; nothing unless JOURNEY_SHOTS names a folder."""
        if SHOTS:
            folder = Path(SHOTS)
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{re.sub(r'[^-_.a-zA-Z0-9]', '_', name)[:110]}.png", full_page=True)

    # --- Logging in ---------------------------------------------------------------------------------------------
    def log_in(self, role: str, language: str = "da") -> None:
        """Through the login page, as anybody does; with the code of the second step where the role asks for it."""
        person = next(person for person in PEOPLE if person.role == role)
        self.go(f"/{language}/konto/login/")
        self.answer_login(person.email, PASSWORD)
        if "2fa" in self.page.url:
            self.answer_code(role)
        expect(self.page).to_have_url(re.compile(rf"{self.base}/{language}/start/"))

    def answer_login(self, email: str, password: str) -> None:
        """Fill in the login form and send it."""
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(password)
        with self.page.expect_navigation():
            self.page.locator("main form button[type=submit]").first.click()

    def answer_code(self, role: str) -> None:
        """Fill in the code that the telephone would show."""
        self.page.locator("input[name=code]").fill(code(role))
        with self.page.expect_navigation():
            self.page.locator("main form button[type=submit]").first.click()

    # --- Keyboard only ------------------------------------------------------------------------------------------
    def press_to(self, target: Locator, key: str = "Tab", limit: int = 300) -> None:
        """Press the key until the focus stands on the target; each stop on the way must be seen."""
        for _ in range(limit):
            self.page.keyboard.press(key)
            here = self.page.evaluate(HERE)
            if here and not here["ring"]:
                self.faults.append(f"{self.page.url}: focus cannot be seen on {here['name']}")
            if target.evaluate("e => e === document.activeElement"):
                return
        raise AssertionError(f"the keyboard does not reach {target} on {self.page.url}")

    def tab_through(self) -> None:
        """From the top of the page to its end by Tab: the skip link first, every stop seen, nothing left out."""
        where = self.page.url.removeprefix(self.base)
        self.page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0); }")
        left = set(range(self.page.evaluate(STOPS)))
        first = None
        for _ in range(len(left) + 5):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(HERE)
            if here is None:  # out of the page and into the browser: the walk is over
                break
            first = first or here
            if not here["ring"]:
                self.faults.append(f"{where}: focus cannot be seen on {here['name']}")
            left.discard(here["index"])
        if not (first and first["skip"]):
            self.faults.append(f"{where}: the first stop is not the skip link: {first}")
        names = self.page.evaluate(
            "left => left.map(i => window.journeyStops[i].outerHTML.slice(0, 140))", sorted(left)
        )
        self.faults += [f"{where}: Tab never comes to {name}" for name in names]


def code(role: str) -> str:
    """The six digits of this moment; waits a little when the moment is nearly over."""
    period = app_settings.TOTP_PERIOD
    rest = period - time.time() % period
    if rest < 3:
        time.sleep(rest + 0.1)
    return format_hotp_value(hotp_value(services.seed(role), int(time.time()) // period))
