"""Uploading a file of users, and confirming what it would do."""

from django import forms
from django.core.exceptions import ValidationError

from units import workbooks
from units.forms.screens import helper_for
from units.imports.rows import MAX_ROWS


class UploadForm(forms.Form):
    """One workbook; `cleaned_data["file"]` keeps its name, `rows` what it says."""

    file = forms.FileField(
        label="Berkas Excel (.xlsx)",
        widget=forms.FileInput({"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}),
        help_text=f"Paling banyak {MAX_ROWS:,} baris dan {workbooks.MAX_BYTES // 1024**2} MB.".replace(",", "."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for("file")
        self.rows = []

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > workbooks.MAX_BYTES:
            megabytes = workbooks.MAX_BYTES // 1024**2
            raise ValidationError(f"Berkas terlalu besar; paling besar {megabytes} MB.", code="too_large")
        try:
            self.rows = workbooks.read(file)
        except workbooks.Unreadable as error:
            raise ValidationError(str(error)) from error
        return file

    @property
    def status(self) -> int:
        """The answer's status code: 413 for a file that is too large, 422 for one that cannot be used."""
        if not self.is_bound:
            return 200
        return 413 if self.has_error("file", "too_large") else 422


class ConfirmForm(forms.Form):
    """What was seen, and how new people come to a password."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    by_mail = forms.BooleanField(required=False)
