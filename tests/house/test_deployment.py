"""The environment that docs/deployment.md shows is a safe one: Django's deployment check finds nothing."""

import os
import re
import subprocess
import sys

from tests.house.plan import ROOT


def shown() -> dict[str, str]:
    """The variables of the document's environment block."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "deployment.md").read_text("utf-8"), re.DOTALL)
    block = next(block for block in blocks if block.startswith("SECRET_KEY="))
    found = dict(re.findall(r"^([A-Z_]+)=(.*?)(?:\s+#.*)?$", block, re.MULTILINE))
    return found | {"SECRET_KEY": "".join(chr(97 + (i * 7) % 26) for i in range(60)), "FAIR_ORDER_SECRET": "x" * 50}


def manage(folder, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    # Only what the document names, and an empty value for anything a developer's .env could say about a demo.
    bare = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder), "DEMO": "0", "DJANGO_SETTINGS_MODULE": "cms.settings"}
    command = [sys.executable, "-W", "error", "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=bare | environment, capture_output=True, text=True)


def test_the_documented_environment_passes_the_deployment_check(tmp_path):
    (tmp_path / "vendor").mkdir()
    environment = shown() | {"VAR_DIR": str(tmp_path), "DEMO": "0"}
    result = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **environment)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_outside_the_demo_nothing_starts_without_a_secret(tmp_path):
    result = manage(tmp_path, "check", SECRET_KEY="")
    assert result.returncode != 0
    assert "SECRET_KEY" in result.stderr
