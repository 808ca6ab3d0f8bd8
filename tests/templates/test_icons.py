"""An icon is named, and the name must be one that is drawn."""

import re

from tests.house.plan import ROOT, templates

SPRITE = ROOT / "var" / "vendor" / "dkfds" / "img" / "all-svg-icons.svg"
NAMED = re.compile(r'(?:<c-icon name|<c-button[^>]*\sicon)="([a-z_-]+)"')


def test_every_named_icon_is_drawn():
    drawn = set(re.findall(r'id="([a-z0-9-]+)"', SPRITE.read_text("utf-8")))
    drawn |= set(re.findall(r'name == "([a-z_-]+)"', (ROOT / "templates/cotton/icon.html").read_text("utf-8")))
    named = {
        (name, str(path.relative_to(ROOT))) for path in templates() for name in NAMED.findall(path.read_text("utf-8"))
    }
    assert {pair for pair in named if pair[0] not in drawn} == set()
