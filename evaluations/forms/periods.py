"""Planning a quarter. The form reads values; the rules are those of the action."""

from crispy_forms.layout import HTML, Column, Row
from django import forms

from evaluations.forms.refusals import Refusable
from evaluations.models import Period
from evaluations.quarters import NUMERALS
from evaluations.queries.period_list import published_instruments
from units.forms.screens import date_input, helper_for

FIXED_ONCE_OPEN = ("year", "quarter", "instrument")
LAYOUT = (
    Row(Column("year", css_class="col-sm-6"), Column("quarter", css_class="col-sm-6")),
    "instrument",
    HTML('<h2 class="form-part">Batas waktu</h2>'),
    Row(*(Column(name, css_class="col-md-4") for name in ("fill_deadline", "verify_deadline", "repair_deadline"))),
)


def _date(label: str, help_text: str) -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, widget=date_input())


class PeriodForm(Refusable, forms.Form):
    """Year, quarter, instrument and the three last days."""

    year = forms.IntegerField(label="Tahun")
    quarter = forms.TypedChoiceField(
        label="Triwulan", choices=[(value, f"Triwulan {label}") for value, label in NUMERALS.items()], coerce=int
    )
    instrument = forms.ModelChoiceField(
        label="Instrumen", queryset=None, empty_label=None, help_text="Hanya instrumen yang sudah terbit."
    )
    fill_deadline = _date("Batas pengisian", "Hari terakhir unit mengisi dan mengajukan.")
    verify_deadline = _date("Batas verifikasi", "Hari terakhir TPI memverifikasi.")
    repair_deadline = _date("Batas perbaikan", "Hari terakhir unit memperbaiki yang dikembalikan.")

    def __init__(self, *args, period: Period | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["instrument"].queryset = published_instruments()
        for name in FIXED_ONCE_OPEN if period and period.is_open else ():
            self.fields[name].disabled = True
        self.helper = helper_for(*LAYOUT)


def initial_of(period: Period) -> dict:
    """The form's values for a stored quarter."""
    return {name: getattr(period, name) for name in PeriodForm.base_fields}
