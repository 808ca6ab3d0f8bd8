"""The whole product in one terminal: database, demo, web, worker and beat, with the standard library only.

    .venv/bin/python cms/serve.py           make ready if needed, start, print where and as whom, stop on Ctrl-C
    .venv/bin/python cms/serve.py prepare   only make ready: migrate, load the demo
    .venv/bin/python cms/serve.py reset     empty the demo's databases, files and queue

Not a management command: Django's start-up would cost seconds before the first child starts, and memory all day.

Each child leads a process group of its own, so Ctrl-C reaches only this supervisor (a second signal makes Celery drop
its work). It sends TERM to each leader, waits, then KILL to the group. A child that ends takes the rest with it. If the
supervisor itself is killed, Linux tells the children (PDEATHSIG); elsewhere a watcher process sees that its parent is
gone and does the same.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = int(os.environ.get("PORT") or 8000)
ADDRESS = f"http://{'localhost' if HOST in {'127.0.0.1', '0.0.0.0'} else HOST}:{PORT}"
GRACE = 15.0  # seconds between TERM and KILL
READY = 180.0  # seconds until the first page must answer
PR_SET_PDEATHSIG = 1
CHILDREN = {
    "web": [
        *(str(BIN / "gunicorn"), "cms.wsgi:application", "--bind", f"{HOST}:{PORT}", "--no-control-socket"),
        *("--worker-class", "gthread", "--workers", "1", "--threads", "4"),
        *("--timeout", "120", "--graceful-timeout", "10", "--log-level", "warning"),
    ],
    "worker": [
        *(str(BIN / "celery"), "-A", "cms.celery", "worker", "--pool", "threads", "--concurrency", "2", "--beat"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"),
    ],
}


def say(text: str = "") -> None:
    print(text, flush=True)


def environment() -> dict[str, str]:
    """The demo's environment: what the caller set counts, the rest is a demo on this machine without TLS."""
    demo = {"DEMO": "1", "HTTPS": "0", "SITE_URL": ADDRESS, "VAR_DIR": str(VAR), "TMPDIR": str(VAR / "tmp")}
    return demo | {"PYTHONUNBUFFERED": "1"} | dict(os.environ) | {"VAR_DIR": str(VAR), "TMPDIR": str(VAR / "tmp")}


def manage(*arguments: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run([BIN / "python", "manage.py", *arguments], cwd=ROOT, env=environment(), **options)


# --- Making ready -----------------------------------------------------------------------------------------------
def tables_key() -> str:
    """What the tables and what migrations write into them depend on: packages, migrations, typed data."""
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for floor in ("registry", "accreditation", "procurement", "cms"):
        for folder in ("migrations", "data"):
            for path in sorted((ROOT / floor).glob(f"**/{folder}/**/*")):
                if path.is_file() and "__pycache__" not in path.parts:
                    digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def prepare() -> None:
    """Migrate when the code changed, load the demo once, remember the table of logins."""
    migrated, demo = VAR / ".stamp-migrated", VAR / ".stamp-demo"
    embedded = not os.environ.get("DATABASE_URL")
    if embedded and not (VAR / "rummelig.sqlite3").exists():
        for stamp in (migrated, demo):
            stamp.unlink(missing_ok=True)
    # Another database behind the same folder has not been migrated yet.
    stores = [os.environ.get(name, "") for name in ("DATABASE_URL", "STATISTICS_DATABASE_URL")]
    key = hashlib.sha256("\0".join([tables_key(), *stores]).encode()).hexdigest()
    if not migrated.is_file() or migrated.read_text("utf-8") != key:
        say("Preparing the database ...")
        manage("migrate", "--skip-checks", "--verbosity", "0", check=True)
        (VAR / ".stamp-logins").unlink(missing_ok=True)
        migrated.write_text(key, "utf-8")
    if environment()["DEMO"] in {"0", "false", "False", ""}:
        return
    if not demo.is_file():
        say("Loading the demo world ...")
        manage("load_demo", check=True, stdout=subprocess.DEVNULL)
        demo.write_text("loaded\n", "utf-8")
    logins = VAR / ".stamp-logins"
    if not logins.is_file():
        table = manage("demo_logins", stdout=subprocess.PIPE, text=True)
        if table.returncode == 0:
            logins.write_text(table.stdout, "utf-8")


def reset() -> None:
    """Empty what the product wrote under VAR_DIR; static files stay, they cost time and hold no data."""
    for name in ("media", "private", "keys", "queue", "cache", "mail", "log", "tmp"):
        shutil.rmtree(VAR / name, ignore_errors=True)
    for pattern in ("*.sqlite3*", "beat*", ".stamp-migrated", ".stamp-demo", ".stamp-logins"):
        for path in VAR.glob(pattern):
            path.unlink()
    if os.environ.get("DATABASE_URL"):
        say("DATABASE_URL is set: that database is left alone. Empty it yourself if that is what you want.")
    say("Emptied. `make run` begins anew.")


# --- Children ---------------------------------------------------------------------------------------------------
def in_child(parent: int) -> None:
    """Between fork and exec: a group of its own, and an end when the supervisor ends."""
    os.setpgid(0, 0)
    die_with(parent)


def die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it went in the moment before
            os.kill(os.getpid(), signal.SIGTERM)


def watch(parent: int, *groups: int) -> None:
    """For systems without PDEATHSIG: end the groups once the supervisor is no longer the parent."""
    while os.getppid() == parent:
        time.sleep(0.5)
    end(list(groups))


def end(groups: list[int]) -> None:
    """TERM to each leader, KILL to what is left of its group."""
    for group in groups:
        with contextlib.suppress(ProcessLookupError):
            os.kill(group, signal.SIGTERM)
    until = time.monotonic() + GRACE
    while time.monotonic() < until and any(alive(group) for group in groups):
        time.sleep(0.2)
    for group in groups:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


def alive(group: int) -> bool:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(group, os.WNOHANG)
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


class Supervisor:
    """Starts the children, waits, and leaves nothing behind."""

    def __init__(self) -> None:
        self.children: dict[str, subprocess.Popen] = {}
        self.stopping = False
        self.code = 0

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def start(self) -> None:
        parent = os.getpid()
        for name, command in CHILDREN.items():
            with (VAR / "log" / f"{name}.log").open("ab") as log:
                self.children[name] = subprocess.Popen(
                    command,
                    cwd=ROOT,
                    env=environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    preexec_fn=lambda: in_child(parent),
                )
        if sys.platform != "linux" or os.environ.get("SERVE_WATCH"):
            numbers = [parent, *(child.pid for child in self.children.values())]
            command = [sys.executable, __file__, "watch", *map(str, numbers)]
            self.watcher = subprocess.Popen(command, preexec_fn=lambda: os.setpgid(0, 0))

    def pause(self, seconds: float) -> bool:
        """Sleep in small steps; False as soon as it is time to stop."""
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            for name, child in self.children.items():
                if child.poll() is not None:
                    self.report_end(name, child.returncode)
                    return False
            time.sleep(0.2)
        return not self.stopping

    def report_end(self, name: str, code: int) -> None:
        self.stopping = True
        self.code = code if code > 0 else 1
        log = VAR / "log" / f"{name}.log"
        lines = log.read_text("utf-8", errors="replace").splitlines()[-30:]
        say(f"\nThe {name} process ended ({code}). Last lines of {log}:\n" + "\n".join(lines))

    def wait_until_ready(self) -> None:
        until = time.monotonic() + READY
        while self.pause(0.5):
            if answers():
                say(f"\n  Rummelig answers on {ADDRESS}/\n")
                with contextlib.suppress(FileNotFoundError):
                    say((VAR / ".stamp-logins").read_text("utf-8"))
                say("  make code ROLE=... prints a code for the second step of a login.")
                say(f"  Logs: {VAR / 'log'}   Mail: {VAR / 'mail'}   Stop: Ctrl-C\n")
                return
            if time.monotonic() > until:
                say(f"No answer on {ADDRESS}/health/ after {READY:.0f} s; see {VAR / 'log'}.")
                self.stopping, self.code = True, 1

    def stop(self) -> None:
        say("Stopping ...")
        end([child.pid for child in self.children.values()])
        for child in self.children.values():
            child.wait()
        if watcher := getattr(self, "watcher", None):
            watcher.kill()
            watcher.wait()


def answers() -> bool:
    # A proxy in the environment must not be asked for this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://{'127.0.0.1' if HOST == '0.0.0.0' else HOST}:{PORT}/health/", timeout=10) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def port_is_free() -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError:
            return False
    return True


def serve(tied: bool) -> int:
    supervisor = Supervisor()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, supervisor.on_signal)
    if tied:
        die_with(os.getppid())  # under make: when make is gone, nobody could stop us
    if not port_is_free():
        say(f"Port {PORT} is taken. Try: make run PORT={PORT + 1}")
        return 1
    try:
        prepare()
    except subprocess.CalledProcessError:
        if not supervisor.stopping:
            raise
    if supervisor.stopping:
        return 0
    say("Starting ...")
    try:
        supervisor.start()
        supervisor.wait_until_ready()
        while supervisor.pause(3600):
            pass
    finally:
        supervisor.stop()
    return supervisor.code


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["watch"]:
        watch(*map(int, arguments[1:]))
        return 0
    os.umask(0o077)
    (VAR / "log").mkdir(mode=0o700, parents=True, exist_ok=True)
    (VAR / "tmp").mkdir(mode=0o700, parents=True, exist_ok=True)
    with (VAR / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say(f"The product already runs from {VAR}. Stop it first (Ctrl-C where it runs).")
            return 1
        try:
            if arguments == ["prepare"]:
                prepare()
                return 0
            if arguments == ["reset"]:
                reset()
                return 0
            return serve(tied="--tied" in arguments)
        except subprocess.CalledProcessError as fault:
            say(f"This command failed: {' '.join(map(str, fault.cmd))}")
            return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
