"""Planning a quarter. The form reads values; the rules are those of the action."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Layout, Row
from django import forms

from evaluations.enums import Quarter
from evaluations.forms.refusals import Refusable
from evaluations.models import Period
from evaluations.queries.period_list import published_instruments

FIXED_ONCE_OPEN = ("year", "quarter", "instrument")


def _date(label: str, help_text: str) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


class PeriodForm(Refusable, forms.Form):
    """Year, quarter, instrument and the three last days."""

    year = forms.IntegerField(label="Tahun")
    quarter = forms.TypedChoiceField(
        label="Triwulan", choices=[(value, f"Triwulan {label}") for value, label in Quarter.choices], coerce=int
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
        self.helper = _helper()


def initial_of(period: Period) -> dict:
    """The form's values for a stored quarter."""
    return {name: getattr(period, name) for name in PeriodForm.base_fields}


def _helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.form_show_errors = True
    helper.layout = Layout(
        Row(Column("year", css_class="col-sm-6"), Column("quarter", css_class="col-sm-6")),
        "instrument",
        HTML('<h2 class="form-part">Batas waktu</h2>'),
        Row(*(Column(name, css_class="col-md-4") for name in ("fill_deadline", "verify_deadline", "repair_deadline"))),
    )
    return helper
