"""Extending a deadline of one unit. The form reads values; the rules are those of the action."""

from django import forms

from evaluations.enums import Work
from evaluations.exceptions import Invalid


class ExtensionForm(forms.Form):
    """Which deadline, until when, and why."""

    work = forms.ChoiceField(label="Batas waktu", choices=Work.choices)
    until = forms.DateField(
        label="Diperpanjang sampai",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="Hari terakhir.",
    )
    reason = forms.CharField(
        label="Alasan", widget=forms.Textarea({"rows": 3}), max_length=2000, help_text="Tercatat dalam riwayat."
    )

    def refuse(self, error: Invalid) -> None:
        """Show what the action refused beside its field."""
        self.add_error(error.field if error.field in self.fields else None, str(error))
