"""The filters and tags every template has."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import resolve

from evaluations.enums import EvaluationState, PeriodState
from evaluations.quarters import Quarter
from zi_tracker.icons import UnknownIcon
from zi_tracker.templatetags.house import AUDIENCE_WORDS


def render(source: str, **context) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "name", "shown"),
    [
        (Decimal("91.665"), "points", "91,67"),
        (Fraction(2, 3), "points", "0,67"),
        (Decimal("1234.5"), "points", "1.234,50"),
        (0, "points", "0,00"),
        (None, "points", "–"),
        ("", "points", "–"),
        (Decimal("0.0001"), "missing", "0,01"),
        (Decimal("1.2501"), "missing", "1,26"),
        (None, "missing", "–"),
        (Decimal("0.916667"), "percent", "91,67 %"),
        (1, "percent", "100,00 %"),
        (None, "percent", "–"),
        (Decimal("1.25"), "signed", "+1,25"),
        (Decimal("-0.5"), "signed", "−0,50"),
        (Decimal(0), "signed", "0,00"),
        (None, "signed", "–"),
        (datetime(2024, 8, 21, 3, 32, tzinfo=UTC), "wib", "21 Agustus 2024, 10.32 WIB"),
        (datetime(2024, 8, 20, 17, 0, tzinfo=UTC), "wib", "21 Agustus 2024, 00.00 WIB"),
        (date(2024, 5, 28), "wib", "28 Mei 2024"),
        (None, "wib", "–"),
        (Quarter(2024, 3), "slug_of", "2024-3"),
        ("success", "alert_tone", "success"),
        ("error", "alert_tone", "danger"),
        ("debug", "alert_tone", "info"),
        ("error", "alert_icon", "alert-circle"),
        ("info", "alert_icon", "info-circle"),
    ],
)
def test_filter_shows(value, name, shown):
    assert render(f"{{{{ value|{name} }}}}", value=value) == shown


def test_float_is_refused():
    """A float has lost the exact value before it came here."""
    with pytest.raises(TypeError):
        render("{{ value|points }}", value=0.1)


def test_icon_is_decoration_or_named_picture():
    assert render('{% icon "check" %}').startswith('<svg class="icon" aria-hidden="true" viewBox="0 0 24 24"')
    assert render('{% icon "check" %}').endswith('<path d="M5 12l5 5l10 -10" /></svg>')
    named = render('{% icon "check" label=label %}', label="a < b")
    assert named.startswith('<svg class="icon" role="img" aria-label="a &lt; b"')


@pytest.mark.parametrize("name", ["no-such-icon", "../outline/check", ""])
def test_unknown_icon_is_a_mistake(name):
    with pytest.raises(UnknownIcon):
        render("{% icon name %}", name=name)


@pytest.mark.parametrize("state", EvaluationState.values)
@pytest.mark.parametrize("audience", ["unit", "inspectorate"])
def test_every_state_has_a_badge_of_word_and_icon(state, audience):
    badge = render("{% state_badge state audience=audience %}", state=state, audience=audience)
    picture, _, word = badge.strip().removesuffix("</span>").partition("</svg>")
    assert "<svg" in picture
    assert word == AUDIENCE_WORDS[audience][state]


def test_states_speak_to_their_audience():
    assert "Menunggu verifikasi" in render('{% state_badge "submitted" %}')
    assert "Diajukan, menunggu verifikasi" in render('{% state_badge "submitted" audience="unit" %}')


@pytest.mark.parametrize("state", PeriodState.values)
def test_every_period_state_has_a_badge(state):
    assert PeriodState(state).label in render("{% period_badge state %}", state=state)


@pytest.mark.parametrize(
    ("method", "path", "target"),
    [
        ("get", "/tw/2024-3/unit/07/lke/", "/tw/2023-4/unit/07/lke/"),
        ("get", "/tw/2024-3/", "/tw/2023-4/"),
        ("get", "/akun/profil/", "/tw/2023-4/"),
        ("get", "/periode/2024-3/", "/tw/2023-4/"),
        ("get", "/periode/2024-3/buka/", "/tw/2023-4/"),
        ("get", "/periode/2024-3/kunci/", "/tw/2023-4/"),
        ("post", "/tw/2024-3/unit/07/lke/simpan/", "/tw/2023-4/"),
    ],
)
def test_switching_the_period_keeps_the_page(method, path, target):
    request = getattr(RequestFactory(), method)(path)
    request.resolver_match = resolve(path)
    assert render("{% url_for_period period %}", request=request, period=Quarter(2023, 4)) == target


def test_switching_without_a_page_leads_to_the_board():
    assert render("{% url_for_period period %}", period=Quarter(2023, 4)) == "/tw/2023-4/"
