"""Run a command with PostgreSQL and Redis behind it: `python -m tests.services.local COMMAND ...`.

Where DATABASE_URL and BROKER_URL are set, those servers are used (the account must be allowed to create databases).
Where not, throw-away servers are started from the programs installed on this machine, on free ports of this host, in a
folder that is gone afterwards. No service of the machine is touched.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def program(name: str) -> str:
    """Path of a server program; Debian keeps those of PostgreSQL outside PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")) or [shutil.which(name)]
    if found[-1] is None:
        raise SystemExit(f"{name} is not installed: set DATABASE_URL and BROKER_URL, or install postgresql and redis")
    return str(found[-1])


def wait_for(port: int) -> None:
    for _ in range(150):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.2)
    raise SystemExit(f"nothing answers on port {port}")


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A cluster without durability, made for this run; its address. PostgreSQL refuses to run as root."""
    options = {}
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        options = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    data, port = folder / "data", free_port()
    initdb = [program("initdb"), "-D", data, "-U", "rummelig", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=folder, **options)
    settings = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=127.0.0.1")
    arguments = [part for setting in settings for part in ("-c", setting)]
    command = [program("postgres"), "-D", data, "-p", str(port), "-k", folder, *arguments]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, **options)
    try:
        wait_for(port)
        yield f"postgres://rummelig@127.0.0.1:{port}"
    finally:
        server.send_signal(2)  # fast shutdown: do not wait for clients
        server.wait(30)


@contextlib.contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A Redis that writes nothing to disk; its address."""
    port = free_port()
    command = [program("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(10)


def main(command: list[str]) -> int:
    with contextlib.ExitStack() as stack:
        environment = dict(os.environ)

        def folder(name: str) -> Path:
            return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=f"{name}-", ignore_cleanup_errors=True)))

        if not environment.get("DATABASE_URL"):
            address = stack.enter_context(postgresql(folder("pg")))
            environment |= {"DATABASE_URL": f"{address}/rummelig", "STATISTICS_DATABASE_URL": f"{address}/statistics"}
        if not environment.get("BROKER_URL"):
            environment["BROKER_URL"] = stack.enter_context(redis(folder("redis")))
        environment["SERVICES"] = "1"
        prepared = subprocess.run([sys.executable, "-m", "tests.template"], env=environment, stdout=subprocess.DEVNULL)
        return prepared.returncode or subprocess.run(command, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
