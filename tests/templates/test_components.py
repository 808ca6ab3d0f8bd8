"""The visual alphabet: every component renders, says what it means without colour, and works without script."""

import re
from datetime import date

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, engines
from django.template.loader import render_to_string
from django_cotton.compiler_regex import CottonCompiler

from cms.portal.forms import SheetForm
from registry.core.forms import HouseForm, in_house
from registry.core.templatetags.house import STATUS_WORDS, kroner, small_count

MAIN = ("valid", "suspended", "withdrawn", "expired")


def draw(source, **context):
    """Render a snippet that uses components, as a page template would."""
    return engines["django"].from_string(CottonCompiler().process(source)).render(context)


class Staff(HouseForm):
    units = {"total": "personer"}
    total = forms.IntegerField(label="Ansatte i alt", help_text="Skriv kun antal.")
    since = forms.DateField(label="Siden", required=False)
    how = forms.ChoiceField(label="Hvordan", choices=[("a", "Ansætter selv"), ("b", "Køber")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Det er rigtigt")


@pytest.mark.parametrize("state", STATUS_WORDS)
def test_a_status_carries_icon_word_and_form(state):
    html = draw(f'<c-status state="{state}" />')
    assert f"status-{state}" in html
    assert "<svg" in html and "<path" in html
    assert str(STATUS_WORDS[state]) in html


def test_the_four_states_differ_in_more_than_colour():
    pictures = {re.search(r'<path[^>]* d="([^"]+)"', draw(f'<c-status state="{state}" />'))[1] for state in MAIN}
    assert len(pictures) == len({str(STATUS_WORDS[state]) for state in MAIN}) == len(MAIN)


def test_an_unknown_status_is_undecided_and_never_empty():
    html = draw('<c-status state="whatever" />')
    assert "status-undecided" in html and "Kan ikke afgøres" in html


def test_a_status_may_say_it_in_other_words():
    assert "Gyldigt til 2029" in draw('<c-status state="valid" label="Gyldigt til 2029" />')


def test_a_button_is_a_link_only_when_it_leads_somewhere():
    assert "<a href" in draw('<c-button href="/da/">Gå</c-button>')
    html = draw('<c-button kind="danger" name="verb" value="withdraw">Træk tilbage</c-button>')
    assert '<button type="submit"' in html and 'name="verb"' in html and "btn-danger" in html


def test_text_given_to_a_component_is_escaped():
    html = draw(
        '<c-head :title="name" /><c-panel :title="name">x</c-panel><c-alert title="{{ name }}">x</c-alert>', name="<b>&"
    )
    assert "<b>" not in html
    assert html.count("&lt;b&gt;&amp;") == 3


def test_the_component_page_renders_with_no_undefined_variable():
    html = render_to_string("portal/components.html", {"example": SheetForm({"total": ""})})
    assert html.count("<h1") == 1
    assert "Trukket tilbage" in html


def test_no_template_of_the_look_has_inline_style_or_script():
    html = render_to_string("portal/components.html", {"example": SheetForm({"total": ""})})
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize("name", ["400", "403", "404", "410", "429", "500", "503"])
def test_an_error_page_stands_without_a_request(name):
    html = render_to_string(f"{name}.html")
    assert html.count("<h1") == 1 and 'lang="da"' in html


@pytest.mark.parametrize("name", ["plan", "canteen", "workshop", "doors", "diploma", "table", "empty"])
def test_each_scene_is_a_drawing(name):
    assert draw(f'<c-scene name="{name}" />').lstrip().startswith("<svg")


def test_bars_carry_their_figures_and_a_table_with_the_same():
    rows = [{"label": "Rengøring", "value": 118}, {"label": "Kantine", "value": 0}, {"label": "Pakning", "value": None}]
    html = draw('<c-bars :rows="rows" title="Flest leverer rengøring" />', rows=rows)
    assert html.count("118") == 2
    assert html.count("Under 5") == 2
    assert html.count("<rect") == 1, "nought and a suppressed count have no bar"
    assert "<table" in html and "<details" in html


def test_the_band_says_the_last_day_inside_and_draws_the_future_as_a_promise():
    spans = [
        {"start": date(2023, 3, 14), "end": date(2024, 9, 21), "state": "valid"},
        {"start": date(2024, 9, 21), "end": date(2024, 11, 18), "state": "suspended"},
        {"start": date(2024, 11, 18), "end": date(2029, 3, 14), "state": "valid"},
    ]
    html = draw('<c-band :spans="spans" :today="today" />', spans=spans, today=date(2026, 11, 21))
    assert "13. marts 2029" in html and "14. marts 2029" not in html
    assert "s-promise" in html and "s-suspended" in html
    assert "I dag, 21. november 2026" in html
    assert "2.026" not in html, "a year is not a quantity"


def test_a_band_without_history_draws_nothing():
    assert "<svg" not in draw('<c-band :spans="spans" :today="today" />', spans=[], today=date(2026, 11, 21))


def test_a_timeline_says_the_kind_in_words_too():
    items = [
        {"date": date(2026, 11, 18), "kind": "withdrawal", "title": "Trukket tilbage", "text": ""},
        {"date": date(2026, 11, 3), "kind": "suspension", "title": "Suspenderet", "text": "Virksomheden er hørt."},
        {"date": date(2025, 8, 8), "kind": "event", "title": "Fornyet", "text": ""},
    ]
    html = draw('<c-timeline :items="items" />', items=items)
    assert 'datetime="2026-11-18"' in html and "Tilbagetrækning:" in html and "Suspension:" in html
    assert "<rect" in html and "<circle" in html and "<path" in html


def test_places_draw_the_map_only_when_the_outlines_are_there(monkeypatch):
    monkeypatch.setattr("registry.core.templatetags.house.static_exists", lambda path: "map" not in path)
    html = draw(
        '<c-places :counts="counts" :names="names" chosen="0751" />', counts={"0751": 9}, names={"0751": "Aarhus"}
    )
    assert "map-drawing" not in html and "tiles-map" in html and "<table" in html
    assert "Aarhus: 9" in html


def test_invented_municipalities_are_drawn_only_where_they_are_known():
    source = '<c-tiles :counts="counts" :names="names" />'
    assert "BØG" not in draw(source, counts={}, names={"0751": "Aarhus"})
    assert "Bøgely: 23" in draw(source, counts={"9901": 23}, names={"9901": "Bøgely"})


@pytest.mark.parametrize("attribute", ['query="{{ query }}"', ':query="query"'])
def test_pages_say_where_one_is_and_keep_the_query(attribute):
    page = Paginator(list(range(95)), 10).page(3)
    html = draw(f'<c-pages :page="page" {attribute} />', page=page, query="q=vask&sted=0751")
    assert "Viser 21–30 af 95" in html
    assert 'aria-current="page"' in html
    assert re.search(r'href="\?q=vask&amp;sted=0751&amp;side=4" rel="next"', html)


def test_a_field_stands_in_the_order_label_hint_error_input():
    html = str(Staff({"total": ""})["total"].as_field_group())
    places = [
        html.index(part) for part in ("Ansatte i alt", "Skriv kun antal", "form-error-message", "<input", "personer")
    ]
    assert places == sorted(places)
    assert 'aria-describedby="id_total_helptext id_total_error"' in html
    assert 'id="id_total_helptext"' in html and 'id="id_total_error"' in html and 'aria-invalid="true"' in html


def test_only_what_is_optional_is_marked():
    html = str(Staff())
    assert html.count("(frivillig)") == 1

    class Filter(Staff):
        mark_optional = False

    assert "(frivillig)" not in str(Filter())


def test_a_date_is_sent_to_the_browser_as_iso():
    html = str(Staff(initial={"since": date(2026, 11, 21)})["since"])
    assert 'type="date"' in html and 'value="2026-11-21"' in html


def test_each_checkbox_and_radio_has_the_wrapper_it_is_drawn_in():
    html = str(Staff())
    assert html.count("Ansætter selv") == 1, "the label stands beside the input, not around it"
    assert html.count('class="form-group-radio"') == html.count('class="form-radio"') == 2
    assert html.count('class="form-group-checkbox"') == html.count('class="form-checkbox"') == 1


def test_the_error_summary_links_to_something_that_exists():
    form = Staff({"total": ""})
    html = draw('<c-errors :form="form" />{{ form }}', form=form)
    targets = re.findall(r'<li><a href="#([^"]+)"', html)
    assert targets == ["id_total", "id_how_0", "id_sure"]
    assert all(f'id="{target}"' in html for target in targets)
    assert "Der er tre ting at rette" in html and 'role="alert"' in html


def test_an_error_of_no_field_is_said_once():
    form = Staff({})
    form.add_error(None, "Ikke sammen")
    assert draw('<c-errors :form="form" />{{ form }}', form=form).count("Ikke sammen") == 1
    alone = Staff({})
    alone.add_error(None, "Ikke sammen")
    assert str(alone).count("Ikke sammen") == 1


def test_a_form_without_errors_has_no_summary():
    assert "role" not in draw('<c-errors :form="form" />', form=Staff())


def test_a_foreign_form_can_be_dressed():
    class Foreign(forms.Form):
        email = forms.EmailField(widget=forms.EmailInput(attrs={"placeholder": "Email"}))

    html = Template("{{ form|in_house }}").render(Context({"form": Foreign({})}))
    assert "form-input" in html and "E-mail" in html and "placeholder" not in html
    assert in_house(Foreign()).fields["email"].label == "E-mail"


def test_money_and_small_counts_read_as_danish():
    assert kroner(1234567.891) == "1.234.567,89\u00a0kr."
    assert [small_count(value) for value in (0, 1, 4, 5, None)] == ["0", "Under 5", "Under 5", "5", "Under 5"]
