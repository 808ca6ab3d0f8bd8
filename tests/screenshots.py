"""The README's pictures, from the demo: `make screenshots`.

Takes the demo that runs on PORT (or the address in SITE_URL); when none runs there it starts one on a free port, and
stops it afterwards.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
SIZE = {"width": 1280, "height": 1480}
PATIENCE = 600  # seconds: a first start loads the demo


def answers(address: str) -> bool:
    """Whether a demo is there. A proxy in the environment is not asked for this machine."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{address}/da/", timeout=10) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo that runs, or of one that is started for this."""
    address = os.environ.get("SITE_URL") or f"http://localhost:{os.environ.get('PORT') or 8000}"
    if answers(address):
        yield address
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    environment = {**os.environ, "PORT": str(port), "SITE_URL": address}
    serving = subprocess.Popen([sys.executable, "cms/serve.py"], cwd=ROOT, env=environment)
    try:
        until = time.monotonic() + PATIENCE
        while not answers(address):
            if serving.poll() is not None or time.monotonic() > until:
                raise SystemExit("The demo did not start.")
            time.sleep(1)
        yield address
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.wait(60)


def launch(playwright) -> Browser:
    """The machine's own Chromium, speaking Danish so that date fields do too."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    place = {"executable_path": path} if path else {"channel": "chrome"}
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--lang=da", "--hide-scrollbars"]
    return playwright.chromium.launch(
        **place, args=arguments, env={**os.environ, "LANG": "da_DK.UTF-8", "LC_ALL": "da_DK.UTF-8", "LANGUAGE": "da"}
    )


def telling_profile(page: Page, address: str) -> None:
    """Open the first hit that holds a diploma now and has lost it for a while: it shows what the page can tell."""
    page.goto(f"{address}/da/find/?q=rengøring&status=valid")
    links = [link.get_attribute("href") for link in page.locator("li.hit h2 a").all()]
    for link in links:
        page.goto(address + link)
        if "uspen" in page.locator("#historik").inner_text():
            return
    page.goto(address + links[0])


def main() -> None:
    """Write the three pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport=SIZE, locale="da-DK", timezone_id="Europe/Copenhagen")
        page.goto(f"{address}/da/")
        page.screenshot(path=FOLDER / "home.png")
        page.goto(f"{address}/da/find/?q=rengøring&to=Bøgely")
        page.screenshot(path=FOLDER / "find.png")
        telling_profile(page, address)
        page.screenshot(path=FOLDER / "profile.png")
        browser.close()
    print(f"home, find and profile are in {FOLDER.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
