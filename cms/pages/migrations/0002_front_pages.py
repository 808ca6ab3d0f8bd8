"""Both languages have a front page from the first migration on; Wagtail's welcome page goes."""

import uuid

from django.conf import settings
from django.db import migrations

FRONT = {
    "da": {"title": "Rummelig", "slug": "forside", "heading": "Køb ind dér, hvor der er plads til flere"},
    "en": {"title": "Rummelig", "slug": "front", "heading": "Buy where there is room for more people"},
}


def plant(apps, schema_editor):
    """Two front pages side by side under the root, known to each other as translations, and the site on the Danish."""
    content_type_model = apps.get_model("contenttypes", "ContentType")
    locales = apps.get_model("wagtailcore", "Locale").objects
    pages = apps.get_model("wagtailcore", "Page").objects
    sites = apps.get_model("wagtailcore", "Site").objects
    home_model = apps.get_model("pages", "HomePage")

    content_type, _created = content_type_model.objects.get_or_create(app_label="pages", model="homepage")
    default = locales.get_or_create(language_code=settings.LANGUAGE_CODE)[0]
    root = pages.get(depth=1)
    steps = [int(path[4:], 36) for path in pages.filter(depth=2).values_list("path", flat=True)]
    key = uuid.uuid4()
    front_pages = {}
    for number, (language, words) in enumerate(FRONT.items(), start=max(steps, default=0) + 1):
        front_pages[language] = home_model.objects.create(
            draft_title=words["title"],
            content_type=content_type,
            locale=default if language == default.language_code else locales.get_or_create(language_code=language)[0],
            translation_key=key,
            path=f"{root.path}{number:04d}",
            depth=2,
            numchild=0,
            url_path=f"/{words['slug']}/",
            **words,
        )
    sites.update(root_page_id=front_pages["da"].pk, site_name="Rummelig")
    welcome = pages.filter(depth=2, numchild=0, content_type__model="page", content_type__app_label="wagtailcore")
    welcome.filter(slug="home").delete()
    root.numchild = pages.filter(depth=2).count()
    root.save(update_fields=["numchild"])


class Migration(migrations.Migration):
    """The tree both languages hang on."""

    dependencies = [("pages", "0001_pages"), ("contenttypes", "0002_remove_content_type_name")]

    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
