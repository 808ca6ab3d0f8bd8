"""The supervisor: however it ends, nothing is left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cms import serve
from tests.harness import ROOT

# Two children as the product has them: one that ends when told, one that ignores it and has a child of its own.
PROGRAM = """
import sys
from pathlib import Path
from cms import serve
serve.VAR = Path(sys.argv[1]); serve.GRACE = 1.0; serve.PORT = int(sys.argv[2]); serve.prepare = lambda: None
polite = "import os, time; open('polite', 'w').write(str(os.getpid())); time.sleep(600)"
stubborn = '''
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open("stubborn", "w").write(f"{os.getpid()} {child.pid}")
time.sleep(600)
'''
def command(text):
    return [sys.executable, "-c", f"import os; os.chdir({sys.argv[1]!r})\\n" + text]
serve.CHILDREN = {"web": command(polite), "worker": command(stubborn if "stubborn" in sys.argv else polite)}
if "ends" in sys.argv:
    serve.CHILDREN["worker"] = command("import sys, time; time.sleep(1); print('no queue'); sys.exit(7)")
sys.exit(serve.main([]))
"""


def port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(folder: Path, *words: str, **environment: str) -> subprocess.Popen:
    command = [sys.executable, "-c", PROGRAM, str(folder), str(port()), *words]
    return subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def children(folder: Path, name: str) -> list[int]:
    """Numbers of the processes that wrote themselves down."""
    for _ in range(300):
        file = folder / name
        if file.exists() and file.read_text():
            return [int(number) for number in file.read_text().split()]
        time.sleep(0.1)
    raise AssertionError(f"{name} did not start")


def gone(number: int, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":  # ended; whoever inherited it has not looked yet
            return True
        time.sleep(0.1)
    return False


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_even_the_stubborn_and_its_child(tmp_path, number):
    supervisor = start(tmp_path, "stubborn")
    everybody = children(tmp_path, "stubborn")
    supervisor.send_signal(number)
    out, _ = supervisor.communicate(timeout=30)
    assert supervisor.returncode == 0
    assert "Stopping" in out
    assert all(gone(process, 2) for process in everybody)


@pytest.mark.parametrize("environment", [{}, {"SERVE_WATCH": "1"}])
def test_a_killed_supervisor_takes_its_children_along(tmp_path, environment):
    supervisor = start(tmp_path, **environment)
    everybody = children(tmp_path, "polite")
    supervisor.kill()
    supervisor.communicate(timeout=30)
    assert all(gone(process) for process in everybody)


def test_where_the_system_does_not_tell_the_watcher_ends_even_the_stubborn(tmp_path):
    supervisor = start(tmp_path, "stubborn", SERVE_WATCH="1")
    everybody = children(tmp_path, "stubborn")
    supervisor.kill()
    supervisor.wait(30)
    assert all(gone(process, 40) for process in everybody)
    supervisor.stdout.close()


def test_a_child_that_ends_takes_the_rest_along_and_its_last_words_are_shown(tmp_path):
    supervisor = start(tmp_path, "ends")
    everybody = children(tmp_path, "polite")
    out, _ = supervisor.communicate(timeout=30)
    assert supervisor.returncode == 7
    assert "no queue" in out
    assert all(gone(process, 2) for process in everybody)


def test_one_folder_is_served_once(tmp_path):
    first = start(tmp_path)
    children(tmp_path, "polite")
    second = start(tmp_path)
    out, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert "already runs" in out
    first.terminate()
    first.communicate(timeout=30)


def test_reset_empties_what_holds_data_and_keeps_what_costs_time(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "VAR", tmp_path)
    for name in ("media", "queue", "vendor", "mail"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    for name in ("rummelig.sqlite3", "rummelig.sqlite3-wal", "statistics.sqlite3", ".stamp-demo", "beat.db"):
        (tmp_path / name).touch()
    serve.reset()
    assert [path.name for path in tmp_path.iterdir()] == ["vendor"]
