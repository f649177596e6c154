"""Handing in a filled workbook, and choosing what of it is imported."""

from django import forms
from django.conf import settings

from files.enums import FileKind
from files.exceptions import Rejected
from files.kinds import accept
from units.forms.screens import helper_for


class UploadForm(forms.Form):
    """One workbook; whether it can be used is the action's to say (`refuse`)."""

    file = forms.FileField(
        label="Berkas Excel (.xlsx)",
        widget=forms.FileInput({"accept": accept([FileKind.XLSX])}),
        error_messages={"required": "Pilih berkasnya dahulu.", "empty": "Berkas ini kosong (0 bita)."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = f"Paling besar {settings.UPLOAD_MAX_MB} MB."
        self.helper = helper_for("file")
        self.refusal: Rejected | None = None

    def refuse(self, error: Rejected) -> None:
        """Say why the file is not taken."""
        self.refusal = error
        self.add_error("file", str(error))

    @property
    def status(self) -> int:
        """The answer's status code."""
        if not self.is_bound:
            return 200
        return self.refusal.status if self.refusal else 422


class PickForm(forms.Form):
    """The questions that were chosen, by code, and what was seen."""

    digest = forms.CharField(required=False, max_length=64)

    @property
    def codes(self) -> set[str]:
        """What was ticked."""
        return set(self.data.getlist("pilih"))
