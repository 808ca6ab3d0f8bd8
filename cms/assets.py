"""Builds the slim folder of third-party static files from node_modules, with the standard library only.

    npm ci --ignore-scripts && python -m cms.assets VAR_DIR

writes VAR_DIR/vendor, which the settings serve as /static/vendor/. Only what a page asks for is taken: the neutral
theme of Det Fælles Designsystem with the files its style sheet names, htmx, two weights of Fraunces, and the outlines
of the 98 municipalities. Every part may be missing: the pages then look plainer and the map gives way to tiles.
Runs in a second, may be run again at any time, and replaces the folder only when the new one is complete.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FONT_FACES = ("latin-500", "latin-ext-500", "latin-600", "latin-ext-600")
OUTLINE = re.compile(r'code:"(?P<code>\d{3})",d:"(?P<d>[^"]+)"')
BOX = re.compile(r'viewBoxWidth:"(\d+)",viewBoxHeight:"(\d+)"')
TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Z": 0}


def build(modules: Path, vendor: Path) -> dict[str, str]:
    """Fill `vendor` anew from `modules`; answers part -> "ok" or what was missing. Never raises for a missing part."""
    vendor.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="vendor-", dir=vendor.parent))
    fresh.chmod(0o755)
    report = {}
    try:
        for name, (folder, part) in PARTS.items():
            try:
                part(modules / name, fresh / folder)
                report[name] = "ok"
            except (OSError, ValueError) as fault:
                report[name] = f"{type(fault).__name__}: {fault}"
        if vendor.exists():
            shutil.rmtree(vendor)
        fresh.rename(vendor)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return report


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def copy_dkfds(source: Path, target: Path) -> None:
    """The neutral theme: style sheet, script, icons, and the fonts and pictures the style sheet names.

    Font sources other than woff2 go, and so do source maps: the manifest storage would look for them.
    """
    dist = source / "dist"
    css = (dist / "css" / "dkfds.min.css").read_text("utf-8")
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    css = re.sub(r"url\([^)]*\.eot[^)]*\),?", "", css)
    css = re.sub(r',?url\([^)]*\.(?:woff|ttf|otf)\) ?format\("[^"]*"\)', "", css)
    css = css.replace("src:,", "src:")
    for name in sorted(set(re.findall(r"url\(\.\./([^)\"']+)\)", css))):
        copy(dist / name, target / name)
    copy(dist / "img" / "all-svg-icons.svg", target / "img" / "all-svg-icons.svg")
    script = (dist / "js" / "dkfds.min.js").read_text("utf-8")
    (target / "js").mkdir(parents=True)
    (target / "js" / "dkfds.min.js").write_text(re.sub(r"//# sourceMappingURL=.*", "", script), "utf-8")
    (target / "css").mkdir()
    # A layer of its own: whatever the house style says then wins, however long DKFDS's selectors are.
    (target / "css" / "dkfds.min.css").write_text(f"@layer dkfds{{{css}}}\n", "utf-8")
    copy(source / "LICENSE.md", target / "LICENSE.md")
    fonts = dist / "fonts" / "IBMPlexSans" / "complete" / "woff2"
    copy(next(fonts.parent.glob("*/license.txt")), target / "fonts" / "IBMPlexSans" / "license.txt")


def copy_htmx(source: Path, target: Path) -> None:
    copy(source / "dist" / "htmx.min.js", target / "htmx.min.js")
    copy(source / "LICENSE", target / "LICENSE")


def copy_fraunces(source: Path, target: Path) -> None:
    """Two weights, latin and latin-ext (Danish names need the first, Polish and Turkish ones the second)."""
    rules = []
    for face in FONT_FACES:
        file = f"fraunces-{face}-normal.woff2"
        copy(source / "files" / file, target / file)
        rule = (source / f"{face}.css").read_text("utf-8")
        rule = rule[rule.index("@font-face") :]
        rule = re.sub(r"src:[^;]+;", f"src: url({file}) format('woff2');", rule)
        if "unicode-range" not in rule:
            # The single files carry no range; without one the browser takes the last face only.
            rule = rule.replace("}", f"  unicode-range: {unicode_range(source, face)};\n}}")
        rules.append(rule.strip())
    (target / "fraunces.css").write_text("\n".join(rules) + "\n", "utf-8")
    copy(source / "LICENSE", target / "LICENSE")


def unicode_range(source: Path, face: str) -> str:
    ranges = json.loads((source / "unicode.json").read_text("utf-8"))
    return ranges[face.rsplit("-", 1)[0]]


def write_map(source: Path, target: Path) -> None:
    """The municipality outlines as one SVG (for `<use>`, so that a page stays small) and as JSON (for documents).

    The drawing is shown, never measured: small islands are dropped and Bornholm is moved. Names in the package are
    partly old, so only the codes are read; names come from our own list.
    """
    script = (source / "dist" / "esm" / "index.js").read_text("utf-8")
    found = [(match["code"], match["d"], match.end()) for match in OUTLINE.finditer(script)]
    if not found:
        raise ValueError("no outlines in the package")
    box = BOX.search(script, found[-1][2])
    if box is None:
        raise ValueError("no drawing size in the package")
    outlines = {f"0{code}": whole_units(d) for code, d, _ in sorted(found)}
    width, height = int(box[1]), int(box[2])
    target.mkdir(parents=True)
    paths = "\n".join(f'<path id="m{code}" d="{d}"/>' for code, d in outlines.items())
    (target / "municipalities.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">\n{paths}\n</svg>\n', "utf-8"
    )
    data = {"width": width, "height": height, "outlines": outlines}
    (target / "municipalities.json").write_text(json.dumps(data, separators=(",", ":")), "utf-8")
    copy(source / "LICENSE.md", target / "LICENSE.md")


def steps(d: str) -> Iterator[tuple[str, list[float]]]:
    """Commands of an SVG path with their arguments, one set at a time.

    >>> list(steps("M1,2l3,4 5,6z"))
    [('M', [1.0, 2.0]), ('l', [3.0, 4.0]), ('l', [5.0, 6.0]), ('z', [])]
    """
    tokens = TOKEN.findall(d)
    position = 0
    while position < len(tokens):
        command = tokens[position]
        position += 1
        count = ARGUMENTS[command.upper()]
        if count == 0:
            yield command, []
        while count and position < len(tokens) and not tokens[position].isalpha():
            yield command, [float(token) for token in tokens[position : position + count]]
            position += count
            # Pairs that follow a move are lines.
            command = {"M": "L", "m": "l"}.get(command, command)


def whole_units(d: str) -> str:
    """The same path in whole units. Points are rounded as places, not as distances, so errors do not add up.

    >>> whole_units("M10.4,10.4l0.4,0.4 0.4,0c1.2,0 2.4,0 3.1,9.6z")
    'M10,10l1,1c1,0 3,0 3,9z'
    """
    x = y = start_x = start_y = 0.0
    at_x = at_y = 0
    out: list[str] = []
    for command, values in steps(d):
        kind = command.upper()
        if kind == "Z":
            out.append("z")
            x, y, at_x, at_y = start_x, start_y, round(start_x), round(start_y)
            continue
        if kind == "H":
            values = [values[0], y if command.isupper() else 0.0]
        elif kind == "V":
            values = [x if command.isupper() else 0.0, values[0]]
        if command.islower():
            values = [value + (x, y)[index % 2] for index, value in enumerate(values)]
        x, y = values[-2:]
        deltas = [round(value) - (at_x, at_y)[index % 2] for index, value in enumerate(values)]
        at_x, at_y = round(x), round(y)
        if kind == "M":
            start_x, start_y = x, y
            out.append(f"M{at_x},{at_y}")
        elif kind in {"L", "H", "V"}:
            if deltas[0] == deltas[1] == 0:
                continue
            out.append(f"h{deltas[0]}" if deltas[1] == 0 else f"v{deltas[1]}" if deltas[0] == 0 else pair("l", deltas))
        else:
            out.append(pair(kind.lower(), deltas))
    return "".join(out)


def pair(command: str, values: list[int]) -> str:
    return command + " ".join(f"{a},{b}" for a, b in zip(values[::2], values[1::2], strict=True)).replace(" -", "-")


PARTS = {
    "dkfds": ("dkfds", copy_dkfds),
    "htmx.org": ("htmx", copy_htmx),
    "@fontsource/fraunces": ("fraunces", copy_fraunces),
    "react-denmark-map": ("map", write_map),
}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m cms.assets VAR_DIR\n")
        return 2
    report = build(ROOT / "node_modules", Path(arguments[0]) / "vendor")
    for name, state in report.items():
        sys.stderr.write(f"{name}: {state}\n")
    return 0 if set(report.values()) == {"ok"} else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
