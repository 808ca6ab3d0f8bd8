"""What the embedded default has instead of foreign services: mail to files, and a cache that several processes share.

One file a message, named by its Message-ID, so a repeat changes nothing.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks
from django.core.mail.backends.base import BaseEmailBackend


class FileMailBackend(BaseEmailBackend):
    """Writes each mail as an .eml file under EMAIL_FILE_PATH; never sends anything."""

    def send_messages(self, email_messages) -> int:
        """Write the mails; how many."""
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for mail in email_messages:
            content = mail.message()
            name = content["Message-ID"].strip("<>").split("@")[0]
            part = folder / f".{name}.{os.getpid()}"
            part.write_bytes(content.as_bytes())
            part.replace(folder / f"{name}.eml")
        return len(email_messages)


class SharedFileCache(FileBasedCache):
    """Django's cache of files, with an `add` that only one process wins: the login throttle locks by it."""

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None) -> bool:
        """Set the key unless it is there; True for the one who did."""
        self._createdir()
        with (Path(self._dir) / "add.lock").open("a") as file:
            locks.lock(file, locks.LOCK_EX)
            try:
                return super().add(key, value, timeout, version)
            finally:
                locks.unlock(file)
