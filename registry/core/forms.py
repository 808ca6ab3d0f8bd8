"""Forms in the look of the house: Det Fælles Designsystem's order (label, hint, error, input) with our own marks.

Every form of the product inherits HouseForm or HouseModelForm. The renderer is theirs alone; the global FORM_RENDERER
stays Django's, so that the forms of the CMS keep their own look. A foreign form is dressed with `in_house(form)`.
"""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

WIDGET_CLASSES = {
    "checkbox": "form-checkbox",
    "radioselect": "form-radio",
    "checkboxselectmultiple": "form-checkbox",
    "select": "form-select",
    "nullbooleanselect": "form-select",
    "hidden": "",
    "multiplehidden": "",
}
CHOICE_LISTS = {"radioselect", "checkboxselectmultiple"}


class HouseBoundField(BoundField):
    """A field that knows its class, its unit ("personer"), whether to say "(frivillig)", and where an error leads."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        dress(field.widget)  # here, not when the form is made: a form may add fields of its own afterwards

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        css = WIDGET_CLASSES.get(self.widget_type, "form-input")
        own = widget.attrs.get("class", "")
        if css and css not in own.split():
            attrs["class"] = f"{css} {own}".strip()
        return attrs

    @property
    def is_choice_list(self):
        return self.widget_type in CHOICE_LISTS

    @property
    def is_checkbox(self):
        return self.widget_type == "checkbox"

    @property
    def unit(self):
        """What the number counts, shown after the input; from the form's `units`."""
        return getattr(self.form, "units", {}).get(self.name, "")

    @property
    def marked_optional(self):
        return getattr(self.form, "mark_optional", True) and not self.field.required and not self.is_checkbox

    @property
    def error_id(self):
        """The id that Django's aria-describedby names when the field has errors."""
        return f"{self.auto_id}_error"

    @property
    def error_target(self):
        """Id of the element that an error summary links to. Lists have no id of their own, so their first input."""
        return f"{self.auto_id}_0" if self.is_choice_list else (self.id_for_label or self.auto_id)


class HouseRenderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = HouseBoundField


def dress(widget):
    """Give a widget what templates alone cannot: list markup, and dates as the browser's date input wants them."""
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        widget.template_name = "forms/choices.html"
    elif isinstance(widget, forms.DateInput):
        # The value must be ISO whatever the page's language; the browser shows it in the reader's own manner.
        widget.input_type = "date"
        widget.format = "%Y-%m-%d"


def in_house(form):
    """Dress a form that is not ours (log-in, second factor), and return it.

    Labels stand above their inputs, so placeholders go; and the word is "E-mail" wherever the form came from.
    """
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        if isinstance(field, forms.EmailField):
            field.label = _("E-mail")
    form.renderer = HouseRenderer()
    form.bound_field_class = HouseBoundField
    form._bound_fields_cache.clear()
    return form


class HouseFormMixin:
    """`units`: field name -> unit; `mark_optional`: False for filters, where nothing is ever required."""

    default_renderer = HouseRenderer
    units: dict[str, str] = {}
    mark_optional = True

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class HouseForm(HouseFormMixin, forms.Form):
    """Base of all forms that are not tied to a model."""


class HouseModelForm(HouseFormMixin, forms.ModelForm):
    """Base of all forms over a model. It collects and checks values; saving is a service's work."""
