"""Loading a large file in the background."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from registry.core.domain.lifecycle import IllegalMove
from registry.core.models import Job
from registry.core.tasks import Refused, Report, job
from registry.organisations.models import ImportBatch
from registry.organisations.services import importing


@job("organisations.import")
def load_import(work: Job, report: Report) -> dict:
    """Load the kept file. A second run after a kill finds it loaded, and says the same."""
    batch = ImportBatch.objects.get(public_id=work.payload["batch"])
    language = work.payload.get("language", settings.LANGUAGE_CODE)
    report(0, batch.row_count)
    if batch.state == "previewed":
        try:
            plan = importing.load_import(
                batch, by=work.requested_by, on=timezone.localdate(), at=timezone.now(), allow_demo=settings.DEMO
            )
        except IllegalMove:
            batch.refresh_from_db()  # somebody else was first; what they did counts
        else:
            if plan.is_refused:
                with translation.override(language):
                    raise Refused(
                        _("Filen passer ikke længere: en kode er udløbet, siden den blev læst. Læs den igen.")
                    )
    report(batch.row_count, batch.row_count)
    with translation.override(language):
        return {"url": reverse("organisations:import_batch", kwargs={"public_id": batch.public_id})}
