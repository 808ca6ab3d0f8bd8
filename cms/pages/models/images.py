"""Pictures: every door into the store passes the same cleaning."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from cms.pages.domain import pictures


class HouseImage(AbstractImage):
    """A picture with nothing in it but the picture, and with words for those who do not see it."""

    RETENTION = (None, 0, "Public material; an editor takes it down when it is no longer used.")

    description = models.CharField(
        _("alternativ tekst"),
        max_length=255,
        help_text=_("Sig, hvad billedet viser, til en, der ikke kan se det. Nævn ikke personer ved navn."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("billede")
        verbose_name_plural = _("billeder")

    def clean(self) -> None:
        """A file that is not a picture is refused with words, at the field."""
        super().clean()
        self._clean_file()

    def save(self, *args, **kwargs) -> None:
        """Store the picture; a new file is cleaned here, so that no form, command or import can go around it."""
        self._clean_file()
        super().save(*args, **kwargs)

    def generate_rendition_file(self, filter, *, source=None) -> ContentFile:
        """The picture in one size, with the temporary file it was made in closed."""
        with super().generate_rendition_file(filter, source=source) as file:
            file.seek(0)
            return ContentFile(file.read(), name=file.name)

    def _clean_file(self) -> None:
        """Replace a file that is not stored yet by the same picture without metadata; done once a file."""
        if not self.file or self.file._committed or getattr(self.file.file, "is_clean", False):
            return
        self.file.seek(0)
        try:
            picture = pictures.clean(self.file.read())
        except pictures.TooManyPixels as error:
            raise ValidationError({"file": _("Billedet er for stort. Brug højst 50 megapixel.")}) from error
        except pictures.NotAPicture as error:
            raise ValidationError(
                {"file": _("Filen er ikke et billede, vi kan læse. Brug JPG, PNG eller WebP.")}
            ) from error
        content = ContentFile(picture.data, name=f"{PurePath(self.file.name).stem}.{picture.extension}")
        content.is_clean = True
        self.file = content
        self._set_image_file_metadata()


class HouseRendition(AbstractRendition):
    """A picture in one size; made again from the original whenever it is missing."""

    RETENTION = (None, 0, "Derived from the picture; goes with it.")

    image = models.ForeignKey(HouseImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]
