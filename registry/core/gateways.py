"""Mail to files: the demo's post office. One file a message, named by its Message-ID, so a repeat changes nothing."""

import os
from pathlib import Path

from django.conf import settings
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
