"""Tables of the pages, pictures and words."""

import django.db.models.deletion
import modelsearch.index
import taggit.managers
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables of the public pages."""

    initial = True

    dependencies = [
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CasePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Én eller to sætninger. Sig det vigtigste først. Vises øverst og i søgeresultater.",
                        max_length=300,
                        verbose_name="indledning",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("prose", 1),
                            ("picture", 2),
                            ("quote", 3),
                            ("fact", 4),
                            ("table", 5),
                            ("links", 6),
                            ("callout", 7),
                            ("steps", 8),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("cms.pages.models.blocks.HeadingBlock", [], {}),
                            1: ("cms.pages.models.blocks.ProseBlock", [], {}),
                            2: ("cms.pages.models.blocks.PictureBlock", [], {}),
                            3: ("cms.pages.models.blocks.QuoteBlock", [], {}),
                            4: ("cms.pages.models.blocks.FactBlock", [], {}),
                            5: ("cms.pages.models.blocks.TableBlock", [], {}),
                            6: ("cms.pages.models.blocks.LinksBlock", [], {}),
                            7: ("cms.pages.models.blocks.CalloutBlock", [], {}),
                            8: ("cms.pages.models.blocks.StepsBlock", [], {}),
                        },
                        verbose_name="indhold",
                    ),
                ),
                ("workplace", models.CharField(max_length=100, verbose_name="arbejdsplads")),
                (
                    "quote",
                    models.TextField(
                        help_text="Uden anførselstegn. Vises også på forsiden.", max_length=240, verbose_name="citat"
                    ),
                ),
                ("who", models.CharField(max_length=80, verbose_name="hvem siger det")),
                ("role", models.CharField(blank=True, max_length=160, verbose_name="rolle")),
                (
                    "scene",
                    models.CharField(
                        choices=[
                            ("plan", "Plantegning"),
                            ("workshop", "Værksted"),
                            ("doors", "Døre"),
                            ("diploma", "Diplom"),
                            ("table", "Bord med pladser"),
                        ],
                        default="workshop",
                        max_length=20,
                        verbose_name="tegning",
                    ),
                ),
                (
                    "invented",
                    models.BooleanField(
                        default=False,
                        help_text="Siden siger tydeligt, at historien er opdigtet.",
                        verbose_name="opdigtet",
                    ),
                ),
            ],
            options={
                "verbose_name": "historie",
                "verbose_name_plural": "historier",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ContactPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Én eller to sætninger. Sig det vigtigste først. Vises øverst og i søgeresultater.",
                        max_length=300,
                        verbose_name="indledning",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("prose", 1),
                            ("picture", 2),
                            ("quote", 3),
                            ("fact", 4),
                            ("table", 5),
                            ("links", 6),
                            ("callout", 7),
                            ("steps", 8),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("cms.pages.models.blocks.HeadingBlock", [], {}),
                            1: ("cms.pages.models.blocks.ProseBlock", [], {}),
                            2: ("cms.pages.models.blocks.PictureBlock", [], {}),
                            3: ("cms.pages.models.blocks.QuoteBlock", [], {}),
                            4: ("cms.pages.models.blocks.FactBlock", [], {}),
                            5: ("cms.pages.models.blocks.TableBlock", [], {}),
                            6: ("cms.pages.models.blocks.LinksBlock", [], {}),
                            7: ("cms.pages.models.blocks.CalloutBlock", [], {}),
                            8: ("cms.pages.models.blocks.StepsBlock", [], {}),
                        },
                        verbose_name="indhold",
                    ),
                ),
                ("phone", models.CharField(max_length=30, verbose_name="telefon")),
                ("hours", models.CharField(blank=True, max_length=120, verbose_name="telefontid")),
                ("email", models.EmailField(max_length=254, verbose_name="mail")),
                ("address", models.TextField(blank=True, max_length=200, verbose_name="postadresse")),
                ("authority", models.CharField(max_length=120, verbose_name="ansvarlig myndighed")),
                (
                    "authority_text",
                    models.TextField(blank=True, max_length=400, verbose_name="hvad myndigheden svarer for"),
                ),
            ],
            options={
                "verbose_name": "kontaktside",
                "verbose_name_plural": "kontaktsider",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="GlossaryPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Én eller to sætninger. Sig det vigtigste først. Vises øverst og i søgeresultater.",
                        max_length=300,
                        verbose_name="indledning",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("prose", 1),
                            ("picture", 2),
                            ("quote", 3),
                            ("fact", 4),
                            ("table", 5),
                            ("links", 6),
                            ("callout", 7),
                            ("steps", 8),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("cms.pages.models.blocks.HeadingBlock", [], {}),
                            1: ("cms.pages.models.blocks.ProseBlock", [], {}),
                            2: ("cms.pages.models.blocks.PictureBlock", [], {}),
                            3: ("cms.pages.models.blocks.QuoteBlock", [], {}),
                            4: ("cms.pages.models.blocks.FactBlock", [], {}),
                            5: ("cms.pages.models.blocks.TableBlock", [], {}),
                            6: ("cms.pages.models.blocks.LinksBlock", [], {}),
                            7: ("cms.pages.models.blocks.CalloutBlock", [], {}),
                            8: ("cms.pages.models.blocks.StepsBlock", [], {}),
                        },
                        verbose_name="indhold",
                    ),
                ),
            ],
            options={
                "verbose_name": "ordlistens side",
                "verbose_name_plural": "ordlistens sider",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="GuidePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Én eller to sætninger. Sig det vigtigste først. Vises øverst og i søgeresultater.",
                        max_length=300,
                        verbose_name="indledning",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("prose", 1),
                            ("picture", 2),
                            ("quote", 3),
                            ("fact", 4),
                            ("table", 5),
                            ("links", 6),
                            ("callout", 7),
                            ("steps", 8),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("cms.pages.models.blocks.HeadingBlock", [], {}),
                            1: ("cms.pages.models.blocks.ProseBlock", [], {}),
                            2: ("cms.pages.models.blocks.PictureBlock", [], {}),
                            3: ("cms.pages.models.blocks.QuoteBlock", [], {}),
                            4: ("cms.pages.models.blocks.FactBlock", [], {}),
                            5: ("cms.pages.models.blocks.TableBlock", [], {}),
                            6: ("cms.pages.models.blocks.LinksBlock", [], {}),
                            7: ("cms.pages.models.blocks.CalloutBlock", [], {}),
                            8: ("cms.pages.models.blocks.StepsBlock", [], {}),
                        },
                        verbose_name="indhold",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        blank=True, help_text="For eksempel: indkøbere", max_length=100, verbose_name="skrevet til"
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(
                        blank=True,
                        help_text="Den dag, nogen sidst læste siden og så efter, om den passer.",
                        null=True,
                        verbose_name="gennemgået den",
                    ),
                ),
            ],
            options={
                "verbose_name": "vejledning",
                "verbose_name_plural": "vejledninger",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="NewsIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Én eller to sætninger. Sig det vigtigste først. Vises øverst og i søgeresultater.",
                        max_length=300,
                        verbose_name="indledning",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("prose", 1),
                            ("picture", 2),
                            ("quote", 3),
                            ("fact", 4),
                            ("table", 5),
                            ("links", 6),
                            ("callout", 7),
                            ("steps", 8),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("cms.pages.models.blocks.HeadingBlock", [], {}),
                            1: ("cms.pages.models.blocks.ProseBlock", [], {}),
                            2: ("cms.pages.models.blocks.PictureBlock", [], {}),
                            3: ("cms.pages.models.blocks.QuoteBlock", [], {}),
                            4: ("cms.pages.models.blocks.FactBlock", [], {}),
                            5: ("cms.pages.models.blocks.TableBlock", [], {}),
                            6: ("cms.pages.models.blocks.LinksBlock", [], {}),
                            7: ("cms.pages.models.blocks.CalloutBlock", [], {}),
                            8: ("cms.pages.models.blocks.StepsBlock", [], {}),
                        },
                        verbose_name="indhold",
                    ),
                ),
            ],
            options={
                "verbose_name": "nyhedsliste",
                "verbose_name_plural": "nyhedslister",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="NewsPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Én eller to sætninger. Sig det vigtigste først. Vises øverst og i søgeresultater.",
                        max_length=300,
                        verbose_name="indledning",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("prose", 1),
                            ("picture", 2),
                            ("quote", 3),
                            ("fact", 4),
                            ("table", 5),
                            ("links", 6),
                            ("callout", 7),
                            ("steps", 8),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("cms.pages.models.blocks.HeadingBlock", [], {}),
                            1: ("cms.pages.models.blocks.ProseBlock", [], {}),
                            2: ("cms.pages.models.blocks.PictureBlock", [], {}),
                            3: ("cms.pages.models.blocks.QuoteBlock", [], {}),
                            4: ("cms.pages.models.blocks.FactBlock", [], {}),
                            5: ("cms.pages.models.blocks.TableBlock", [], {}),
                            6: ("cms.pages.models.blocks.LinksBlock", [], {}),
                            7: ("cms.pages.models.blocks.CalloutBlock", [], {}),
                            8: ("cms.pages.models.blocks.StepsBlock", [], {}),
                        },
                        verbose_name="indhold",
                    ),
                ),
                ("date", models.DateField(db_index=True, verbose_name="dato")),
            ],
            options={
                "verbose_name": "nyhed",
                "verbose_name_plural": "nyheder",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="SectionPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Én eller to sætninger. Sig det vigtigste først. Vises øverst og i søgeresultater.",
                        max_length=300,
                        verbose_name="indledning",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("prose", 1),
                            ("picture", 2),
                            ("quote", 3),
                            ("fact", 4),
                            ("table", 5),
                            ("links", 6),
                            ("callout", 7),
                            ("steps", 8),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("cms.pages.models.blocks.HeadingBlock", [], {}),
                            1: ("cms.pages.models.blocks.ProseBlock", [], {}),
                            2: ("cms.pages.models.blocks.PictureBlock", [], {}),
                            3: ("cms.pages.models.blocks.QuoteBlock", [], {}),
                            4: ("cms.pages.models.blocks.FactBlock", [], {}),
                            5: ("cms.pages.models.blocks.TableBlock", [], {}),
                            6: ("cms.pages.models.blocks.LinksBlock", [], {}),
                            7: ("cms.pages.models.blocks.CalloutBlock", [], {}),
                            8: ("cms.pages.models.blocks.StepsBlock", [], {}),
                        },
                        verbose_name="indhold",
                    ),
                ),
                (
                    "scene",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("plan", "Plantegning"),
                            ("workshop", "Værksted"),
                            ("doors", "Døre"),
                            ("diploma", "Diplom"),
                            ("table", "Bord med pladser"),
                        ],
                        max_length=20,
                        verbose_name="tegning",
                    ),
                ),
            ],
            options={
                "verbose_name": "tema",
                "verbose_name_plural": "temaer",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_da", models.CharField(max_length=80, unique=True, verbose_name="ord på dansk")),
                ("name_en", models.CharField(max_length=80, verbose_name="ord på engelsk")),
                ("text_da", models.TextField(max_length=600, verbose_name="forklaring på dansk")),
                ("text_en", models.TextField(max_length=600, verbose_name="forklaring på engelsk")),
                (
                    "instead_of_da",
                    models.CharField(
                        blank=True,
                        help_text="Ord, andre bruger, og som vi undgår. Så finder folk alligevel forklaringen.",
                        max_length=120,
                        verbose_name="siges i stedet for",
                    ),
                ),
                (
                    "instead_of_en",
                    models.CharField(blank=True, max_length=120, verbose_name="siges i stedet for, på engelsk"),
                ),
            ],
            options={
                "verbose_name": "ord",
                "verbose_name_plural": "ordliste",
                "ordering": ["name_da"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="TextPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Én eller to sætninger. Sig det vigtigste først. Vises øverst og i søgeresultater.",
                        max_length=300,
                        verbose_name="indledning",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("prose", 1),
                            ("picture", 2),
                            ("quote", 3),
                            ("fact", 4),
                            ("table", 5),
                            ("links", 6),
                            ("callout", 7),
                            ("steps", 8),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("cms.pages.models.blocks.HeadingBlock", [], {}),
                            1: ("cms.pages.models.blocks.ProseBlock", [], {}),
                            2: ("cms.pages.models.blocks.PictureBlock", [], {}),
                            3: ("cms.pages.models.blocks.QuoteBlock", [], {}),
                            4: ("cms.pages.models.blocks.FactBlock", [], {}),
                            5: ("cms.pages.models.blocks.TableBlock", [], {}),
                            6: ("cms.pages.models.blocks.LinksBlock", [], {}),
                            7: ("cms.pages.models.blocks.CalloutBlock", [], {}),
                            8: ("cms.pages.models.blocks.StepsBlock", [], {}),
                        },
                        verbose_name="indhold",
                    ),
                ),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="gennemgået den")),
            ],
            options={
                "verbose_name": "tekstside",
                "verbose_name_plural": "tekstsider",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="AccessibilityPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Én eller to sætninger. Sig det vigtigste først. Vises øverst og i søgeresultater.",
                        max_length=300,
                        verbose_name="indledning",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("prose", 1),
                            ("picture", 2),
                            ("quote", 3),
                            ("fact", 4),
                            ("table", 5),
                            ("links", 6),
                            ("callout", 7),
                            ("steps", 8),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("cms.pages.models.blocks.HeadingBlock", [], {}),
                            1: ("cms.pages.models.blocks.ProseBlock", [], {}),
                            2: ("cms.pages.models.blocks.PictureBlock", [], {}),
                            3: ("cms.pages.models.blocks.QuoteBlock", [], {}),
                            4: ("cms.pages.models.blocks.FactBlock", [], {}),
                            5: ("cms.pages.models.blocks.TableBlock", [], {}),
                            6: ("cms.pages.models.blocks.LinksBlock", [], {}),
                            7: ("cms.pages.models.blocks.CalloutBlock", [], {}),
                            8: ("cms.pages.models.blocks.StepsBlock", [], {}),
                        },
                        verbose_name="indhold",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_assessed", "Ikke vurderet"),
                            ("partial", "Vurderet: overholder kravene delvis"),
                            ("full", "Vurderet: overholder kravene"),
                        ],
                        default="not_assessed",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("assessed_on", models.DateField(blank=True, null=True, verbose_name="vurderet den")),
                ("assessed_by", models.CharField(blank=True, max_length=120, verbose_name="vurderet af")),
                (
                    "statement_url",
                    models.URLField(
                        blank=True,
                        help_text="Adressen på was.digst.dk, når erklæringen er lavet dér.",
                        verbose_name="den officielle erklæring",
                    ),
                ),
                ("phone", models.CharField(max_length=30, verbose_name="telefon")),
                ("email", models.EmailField(max_length=254, verbose_name="mail")),
            ],
            options={
                "verbose_name": "tilgængelighedserklæring",
                "verbose_name_plural": "tilgængelighedserklæringer",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status", "not_assessed"), ("assessed_on__isnull", False), _connector="OR"),
                        name="assessed_has_a_day",
                        violation_error_message="En vurdering har en dato.",
                    )
                ],
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="HomePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Én eller to sætninger. Sig det vigtigste først. Vises øverst og i søgeresultater.",
                        max_length=300,
                        verbose_name="indledning",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("prose", 1),
                            ("picture", 2),
                            ("quote", 3),
                            ("fact", 4),
                            ("table", 5),
                            ("links", 6),
                            ("callout", 7),
                            ("steps", 8),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("cms.pages.models.blocks.HeadingBlock", [], {}),
                            1: ("cms.pages.models.blocks.ProseBlock", [], {}),
                            2: ("cms.pages.models.blocks.PictureBlock", [], {}),
                            3: ("cms.pages.models.blocks.QuoteBlock", [], {}),
                            4: ("cms.pages.models.blocks.FactBlock", [], {}),
                            5: ("cms.pages.models.blocks.TableBlock", [], {}),
                            6: ("cms.pages.models.blocks.LinksBlock", [], {}),
                            7: ("cms.pages.models.blocks.CalloutBlock", [], {}),
                            8: ("cms.pages.models.blocks.StepsBlock", [], {}),
                        },
                        verbose_name="indhold",
                    ),
                ),
                ("heading", models.CharField(blank=True, max_length=120, verbose_name="overskrift")),
                (
                    "popular",
                    wagtail.fields.StreamField(
                        [("search", 0)],
                        blank=True,
                        block_lookup={0: ("cms.pages.models.blocks.PopularBlock", [], {})},
                        verbose_name="ofte søgt",
                    ),
                ),
                ("doors_title", models.CharField(blank=True, max_length=80, verbose_name="overskrift over dørene")),
                (
                    "doors",
                    wagtail.fields.StreamField(
                        [("door", 0)],
                        blank=True,
                        block_lookup={0: ("cms.pages.models.blocks.DoorBlock", [], {})},
                        verbose_name="døre",
                    ),
                ),
                (
                    "footer",
                    wagtail.fields.StreamField(
                        [("column", 0)],
                        blank=True,
                        block_lookup={0: ("cms.pages.models.blocks.ColumnBlock", [], {})},
                        verbose_name="kolonner nederst på alle sider",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.casepage",
                        verbose_name="historie",
                    ),
                ),
            ],
            options={
                "verbose_name": "forside",
                "verbose_name_plural": "forsider",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="HouseImage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        upload_to=wagtail.images.models.get_upload_to,
                        verbose_name="file",
                        width_field="width",
                    ),
                ),
                ("width", models.IntegerField(editable=False, verbose_name="width")),
                ("height", models.IntegerField(editable=False, verbose_name="height")),
                ("created_at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="created at")),
                ("focal_point_x", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_y", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_width", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_height", models.PositiveIntegerField(blank=True, null=True)),
                ("file_size", models.PositiveIntegerField(editable=False, null=True)),
                ("file_hash", models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                (
                    "description",
                    models.CharField(
                        help_text="Sig, hvad billedet viser, til en, der ikke kan se det. Nævn ikke personer ved navn.",
                        max_length=255,
                        verbose_name="alternativ tekst",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        default=wagtail.models.media.get_root_collection_id,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True, help_text=None, through="taggit.TaggedItem", to="taggit.Tag", verbose_name="tags"
                    ),
                ),
                (
                    "uploaded_by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by user",
                    ),
                ),
            ],
            options={
                "verbose_name": "billede",
                "verbose_name_plural": "billeder",
                "abstract": False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="HouseRendition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("filter_spec", models.CharField(db_index=True, max_length=255)),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        storage=wagtail.images.models.get_rendition_storage,
                        upload_to=wagtail.images.models.get_rendition_upload_to,
                        width_field="width",
                    ),
                ),
                ("width", models.IntegerField(editable=False)),
                ("height", models.IntegerField(editable=False)),
                ("focal_point_key", models.CharField(blank=True, default="", editable=False, max_length=16)),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="renditions", to="pages.houseimage"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="rendition_once")
                ],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
    ]
