"""Extending a deadline of one unit. The form reads values; the rules are those of the action."""

from django import forms

from evaluations.enums import Work
from evaluations.forms.refusals import Refusable
from units.forms.screens import date_input


class ExtensionForm(Refusable, forms.Form):
    """Which deadline, until when, and why."""

    work = forms.ChoiceField(label="Batas waktu", choices=Work.choices)
    until = forms.DateField(
        label="Diperpanjang sampai",
        widget=date_input(),
        help_text="Hari terakhir.",
    )
    reason = forms.CharField(
        label="Alasan", widget=forms.Textarea({"rows": 3}), max_length=2000, help_text="Tercatat dalam riwayat."
    )
