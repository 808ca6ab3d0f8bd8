"""Uploads by editors: the picture form cleans early, the document form looks into the file."""

import zipfile
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
WRONG_KIND = _("Filens indhold passer ikke til dens navn. Brug PDF, CSV i UTF-8 eller XLSX.")


class HouseDocumentForm(BaseDocumentForm):
    """A document is what its name says, and not larger than a reader on a phone can bear."""

    def clean_file(self):
        """The file, if its content is of the kind its name claims."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        if file.size > MAX_DOCUMENT_BYTES:
            raise ValidationError(_("Filen fylder for meget. Grænsen er 20 MB."))
        extension = PurePath(file.name).suffix.lower()
        file.seek(0)
        good = {".pdf": is_pdf, ".csv": is_csv, ".xlsx": is_xlsx}.get(extension, lambda file: False)(file)
        file.seek(0)
        if not good:
            raise ValidationError(WRONG_KIND)
        return file


def is_pdf(file) -> bool:
    """Whether the file begins as a PDF does."""
    return file.read(5) == b"%PDF-"


def is_csv(file) -> bool:
    """Whether the file is text in UTF-8."""
    try:
        return "\0" not in file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


def is_xlsx(file) -> bool:
    """Whether the file is a workbook without macros."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return False
    return "xl/workbook.xml" in names and not any(name.endswith("vbaProject.bin") for name in names)
