"""Build the test database's template, before pytest (and its processes) start: `python -m tests.template`."""

import os

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    from tests import harness

    print(harness.build())
