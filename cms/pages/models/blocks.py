"""What a page body is made of: nine blocks, each with one template in templates/pages/blocks/.

Migrations name a block by its class and nothing more: labels, help texts and fields may change without a new
migration, since a stream is stored as JSON. The price is that a class named in a migration must stay.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock

from cms.pages.domain.texts import anchor, table_rows
from cms.pages.models.links import PLACES, resolve, safe_address

FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]
LANGUAGES = [("", _("Sidens sprog")), ("da", "Dansk"), ("en", "English")]
SCENES = [
    ("plan", _("Plantegning")),
    ("workshop", _("Værksted")),
    ("doors", _("Døre")),
    ("diploma", _("Diplom")),
    ("table", _("Bord med pladser")),
]


class NamedBlock:
    """A block that a migration knows by its class alone."""

    def deconstruct(self):
        """The class; its fields are read from the code of the day."""
        return (self.canonical_module_path, [], {})

    def deconstruct_with_lookup(self, lookup):
        """The same without a table of parts: there are no parts in the migration."""
        return self.deconstruct()

    @classmethod
    def construct_from_lookup(cls, lookup, *args, **kwargs):
        """The block as the code has it today."""
        return cls(*args, **kwargs)


class HeadingValue(blocks.StructValue):
    """A heading that can be linked to."""

    @property
    def anchor(self) -> str:
        """The id of the heading on its page."""
        return anchor(self["text"])


class HeadingBlock(NamedBlock, blocks.StructBlock):
    """A heading in the text; h1 is the page's own title."""

    text = blocks.CharBlock(label=_("Tekst"), max_length=120)
    level = blocks.ChoiceBlock(
        label=_("Niveau"),
        choices=[("2", _("Afsnit")), ("3", _("Underafsnit"))],
        default="2",
    )

    class Meta:
        icon = "title"
        label = _("Overskrift")
        template = "pages/blocks/heading.html"
        value_class = HeadingValue


class ProseBlock(NamedBlock, blocks.RichTextBlock):
    """Running text with few means; cleaned again when it is shown."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Tekst")
        template = "pages/blocks/prose.html"


class PictureBlock(NamedBlock, blocks.StructBlock):
    """A picture with alternative text in the page's own language."""

    image = ImageBlock(label=_("Billede"))
    caption = blocks.CharBlock(label=_("Billedtekst"), required=False, default="", max_length=200)
    credit = blocks.CharBlock(label=_("Foto eller tegning"), required=False, default="", max_length=80)

    class Meta:
        icon = "image"
        label = _("Billede")
        template = "pages/blocks/picture.html"


class QuoteBlock(NamedBlock, blocks.StructBlock):
    """Somebody's own words."""

    text = blocks.TextBlock(label=_("Citat"), rows=3, help_text=_("Uden anførselstegn. De kommer af sig selv."))
    who = blocks.CharBlock(label=_("Hvem siger det"), max_length=80)
    role = blocks.CharBlock(label=_("Rolle og sted"), required=False, default="", max_length=120)
    lang = blocks.ChoiceBlock(label=_("Citatets sprog"), choices=LANGUAGES, required=False, default="")

    class Meta:
        icon = "openquote"
        label = _("Citat")
        template = "pages/blocks/quote.html"


class FactBlock(NamedBlock, blocks.StructBlock):
    """A fact, with the source it comes from and the day it was looked up."""

    title = blocks.CharBlock(label=_("Overskrift"), max_length=100)
    text = blocks.RichTextBlock(label=_("Tekst"), features=["bold", "ul", "link"])
    source = blocks.CharBlock(label=_("Kilde"), max_length=160)
    address = blocks.URLBlock(label=_("Kildens adresse"), required=False, default="")
    checked_on = blocks.DateBlock(label=_("Slået op den"))

    class Meta:
        icon = "info-circle"
        label = _("Faktaboks")
        template = "pages/blocks/fact.html"


class TableBlock(NamedBlock, blocks.StructBlock):
    """A table typed as lines: it reads well, is translated as one text, and needs no script."""

    caption = blocks.CharBlock(label=_("Hvad tabellen viser"), max_length=160)
    rows = blocks.TextBlock(
        label=_("Rækker"),
        rows=6,
        help_text=_("En linje er en række. Skil cellerne med | og skriv kolonnernes navne i første linje."),
    )
    source = blocks.CharBlock(label=_("Kilde og dato"), required=False, default="", max_length=160)

    def clean(self, value):
        """Refuse a table whose rows are not equally long, or which has no row under its heading."""
        cleaned = super().clean(value)
        rows = table_rows(cleaned["rows"])
        if len(rows) < 2:
            message = _("Skriv mindst to linjer: kolonnernes navne og en række.")
        elif len({len(row) for row in rows}) > 1:
            message = _("Alle linjer skal have lige mange celler.")
        else:
            return cleaned
        raise StructBlockValidationError({"rows": ValidationError(message)})

    def get_context(self, value, parent_context=None):
        """The heading row apart from the others."""
        context = super().get_context(value, parent_context)
        rows = table_rows(value["rows"])
        return {**context, "head": rows[0] if rows else [], "lines": rows[1:]}

    class Meta:
        icon = "table"
        label = _("Tabel")
        template = "pages/blocks/table.html"


class LinkBlock(NamedBlock, blocks.StructBlock):
    """One link: to a page, a place in the product, or an address."""

    label = blocks.CharBlock(label=_("Linktekst"), required=False, default="", max_length=80)
    page = blocks.PageChooserBlock(label=_("Side"), required=False)
    place = blocks.ChoiceBlock(
        label=_("Sted i Rummelig"),
        required=False,
        default="",
        choices=[(key, name) for key, (_url, name) in PLACES.items()],
    )
    address = blocks.CharBlock(
        label=_("Adresse"), required=False, default="", max_length=300, help_text=_("https://, mailto: eller tel:")
    )
    note = blocks.CharBlock(label=_("Kort forklaring"), required=False, default="", max_length=160)

    def clean(self, value):
        """Exactly one target, and an address a reader may be sent to."""
        cleaned = super().clean(value)
        if sum(bool(cleaned[name]) for name in ("page", "place", "address")) != 1:
            raise StructBlockValidationError(
                {"page": ValidationError(_("Vælg en side, et sted eller en adresse. Kun én af dem."))}
            )
        if cleaned["address"] and not safe_address(cleaned["address"]):
            raise StructBlockValidationError(
                {"address": ValidationError(_("Adressen skal begynde med https://, mailto:, tel: eller /"))}
            )
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link")


class LinksBlock(NamedBlock, blocks.StructBlock):
    """A list of links, each with a word about what is there."""

    title = blocks.CharBlock(label=_("Overskrift"), required=False, default="", max_length=100)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1)

    def get_context(self, value, parent_context=None):
        """The links that lead somewhere, in the reader's language where there is one."""
        return {**super().get_context(value, parent_context), "links": resolve(value["links"])}

    class Meta:
        icon = "list-ul"
        label = _("Linkliste")
        template = "pages/blocks/links.html"


class CalloutBlock(NamedBlock, blocks.StructBlock):
    """Something the reader must not miss."""

    kind = blocks.ChoiceBlock(
        label=_("Slags"),
        choices=[("info", _("Godt at vide")), ("warning", _("Vær opmærksom")), ("soon", _("På vej, ikke klar endnu"))],
        default="info",
    )
    title = blocks.CharBlock(label=_("Overskrift"), max_length=100)
    text = blocks.RichTextBlock(label=_("Tekst"), features=["bold", "ul", "link"])

    class Meta:
        icon = "warning"
        label = _("Fremhævet boks")
        template = "pages/blocks/callout.html"


class StepBlock(blocks.StructBlock):
    """One step."""

    title = blocks.CharBlock(label=_("Trin"), max_length=100)
    text = blocks.RichTextBlock(label=_("Tekst"), features=["bold", "ul", "link"])


class StepsBlock(NamedBlock, blocks.StructBlock):
    """What to do, in order."""

    steps = blocks.ListBlock(StepBlock(), label=_("Trin"), min_num=2)

    class Meta:
        icon = "list-ol"
        label = _("Trin for trin")
        template = "pages/blocks/steps.html"


class BodyBlock(blocks.StreamBlock):
    """The body of every page."""

    heading = HeadingBlock()
    prose = ProseBlock()
    picture = PictureBlock()
    quote = QuoteBlock()
    fact = FactBlock()
    table = TableBlock()
    links = LinksBlock()
    callout = CalloutBlock()
    steps = StepsBlock()


class PopularBlock(NamedBlock, blocks.StructBlock):
    """A search that many make: a word and what is searched for."""

    label = blocks.CharBlock(label=_("Ord"), max_length=40)
    query = blocks.CharBlock(
        label=_("Søger efter"), required=False, default="", max_length=60, help_text=_("Tomt: ordet selv.")
    )

    class Meta:
        icon = "search"
        label = _("Ofte søgt")


class DoorBlock(NamedBlock, blocks.StructBlock):
    """One of the doors on the front page: a picture, a sentence and a link."""

    scene = blocks.ChoiceBlock(label=_("Tegning"), choices=SCENES, default="doors")
    title = blocks.CharBlock(label=_("Overskrift"), max_length=60)
    text = blocks.TextBlock(label=_("Tekst"), rows=2)
    link = LinkBlock(label=_("Link"))

    class Meta:
        icon = "home"
        label = _("Dør")


class ColumnBlock(NamedBlock, blocks.StructBlock):
    """A column of links at the foot of every page."""

    title = blocks.CharBlock(label=_("Overskrift"), max_length=60)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Kolonne")


class PopularStream(blocks.StreamBlock):
    """Searches that many make."""

    search = PopularBlock()


class DoorStream(blocks.StreamBlock):
    """The doors on the front page."""

    door = DoorBlock()


class ColumnStream(blocks.StreamBlock):
    """The columns at the foot."""

    column = ColumnBlock()
