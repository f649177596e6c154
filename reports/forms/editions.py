"""Issuing papers: one of a quarter, those of many units at once, a correction."""

from collections.abc import Iterable
from datetime import date

from crispy_forms.layout import HTML, Column, Row
from django import forms

from evaluations.forms.refusals import Refusable
from evaluations.models import Evaluation, Period
from reports.actions.editions import Numbered
from reports.documents.titles import NUMERALS
from reports.enums import PER_UNIT, Paper
from reports.models import Edition
from units.forms.screens import date_input, helper_for

PATTERNS = {
    Paper.LHE: "700/{urut}/LHE-ZI/TW-{triwulan}/{tahun}",
    Paper.RECORD: "700/{urut}/BA-ZI/TW-{triwulan}/{tahun}",
}
PATTERN_HELP = "{urut} menjadi nomor urut, {kode} kode unit kerja, {triwulan} dan {tahun} periodenya."


def _number(help_text: str = "Sebagaimana dalam buku agenda surat.") -> forms.CharField:
    return forms.CharField(label="Nomor", max_length=100, help_text=help_text)


def _dated(help_text: str = "Dari hari periode dikunci sampai hari ini.") -> forms.DateField:
    return forms.DateField(label="Tanggal terbit", widget=date_input(), help_text=help_text)


def _addressee() -> forms.CharField:
    return forms.CharField(
        label="Kepada", max_length=200, required=False, help_text="Misalnya: Gubernur Kalimantan Tengah."
    )


HEAD = Row(Column("letter_number", css_class="col-sm-7"), Column("dated", css_class="col-sm-5"))


class IssueForm(Refusable, forms.Form):
    """Number and date of a paper about all units, and whom a letter is addressed to."""

    letter_number = _number()
    dated = _dated()
    addressee = _addressee()

    def __init__(self, *args, paper: str, **kwargs):
        super().__init__(*args, **kwargs)
        if paper != Paper.LETTER:
            del self.fields["addressee"]
        self.helper = helper_for(HEAD, *(["addressee"] if "addressee" in self.fields else []))

    @property
    def papers(self) -> list[Numbered]:
        """What a valid form asks for."""
        return [Numbered(self.cleaned_data["letter_number"], self.cleaned_data.get("addressee", ""))]


class NumbersForm(Refusable, forms.Form):
    """The date, and a number for each unit; a unit without one is left for later."""

    dated = _dated()

    def __init__(self, *args, sheets: Iterable[Evaluation], **kwargs):
        super().__init__(*args, **kwargs)
        self.sheets = {f"number-{sheet.unit_id}": sheet for sheet in sheets}
        for name, sheet in self.sheets.items():
            label = f"{sheet.unit_code} – {sheet.unit.name}"
            self.fields[name] = forms.CharField(label=label, max_length=100, required=False)
        part = HTML('<h2 class="form-part">Nomor setiap unit kerja</h2>')
        self.helper = helper_for(Row(Column("dated", css_class="col-sm-5")), part, *self.sheets)

    @property
    def papers(self) -> list[Numbered]:
        """What a valid form asks for."""
        data = self.cleaned_data
        return [
            Numbered(data[name], f"Kepala {sheet.unit.name}", sheet.unit, name)
            for name, sheet in self.sheets.items()
            if data[name]
        ]


class CorrectForm(Refusable, forms.Form):
    """What a correction says anew, and why it is made."""

    letter_number = _number("Boleh tetap nomor edisi sebelumnya.")
    dated = _dated("Dari tanggal edisi sebelumnya sampai hari ini.")
    addressee = _addressee()
    reason = forms.CharField(
        label="Yang diperbaiki dan alasannya",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Tercetak pada edisi perbaikan.",
    )

    def __init__(self, *args, edition: Edition, today: date, **kwargs):
        first = {"letter_number": edition.letter_number, "dated": today, "addressee": edition.addressee}
        super().__init__(*args, initial=first, **kwargs)
        if edition.paper not in {Paper.LETTER, *PER_UNIT}:
            del self.fields["addressee"]
        self.helper = helper_for(HEAD, *(["addressee"] if "addressee" in self.fields else []), "reason")


def numbers_by(pattern: str, first: int, period: Period, sheets: Iterable[Evaluation]) -> dict[str, str]:
    """Field name -> number after the pattern, counted from `first`; other braces stay as they are."""
    words = {"{triwulan}": NUMERALS[period.quarter - 1], "{tahun}": str(period.year)}
    numbers = {}
    for place, sheet in enumerate(sheets, start=first):
        number = pattern
        for sign, word in {**words, "{urut}": str(place), "{kode}": sheet.unit_code}.items():
            number = number.replace(sign, word)
        numbers[f"number-{sheet.unit_id}"] = number[:100]
    return numbers
