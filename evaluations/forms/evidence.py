"""What a unit says about its evidence. The forms read values; the rules are those of the actions."""

from crispy_forms.layout import Column, Row
from django import forms

from evaluations.forms.refusals import Refusable
from units.forms.screens import date_input, helper_for

TITLE = "Judul"
PLACE = "Letak bukti"
UNTIL = "Berlaku sampai"
PLACE_HELP = "Misalnya hlm. 3, atau menit 02.15."
UNTIL_HELP = "Hanya bila dokumen ini ada masa berlakunya."


class DetailsForm(Refusable, forms.Form):
    """Title, where in the document the proof stands, and until when the document is in force."""

    title = forms.CharField(label=TITLE, required=False)
    place = forms.CharField(label=PLACE, required=False, help_text=PLACE_HELP)
    valid_until = forms.DateField(
        label=UNTIL,
        required=False,
        help_text=UNTIL_HELP,
        widget=date_input(),
        error_messages={"invalid": "Tulis tanggal yang ada, misalnya 31-12-2024."},
    )
    source: tuple[str, ...] = ()  # the field above the details

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, length in (("title", 200), ("place", 100)):
            self.fields[name].widget.attrs["maxlength"] = length
        self.helper = helper_for(
            *self.source,
            "title",
            Row(Column("place", css_class="col-sm-6"), Column("valid_until", css_class="col-sm-6")),
        )


class LinkForm(DetailsForm):
    """A link with its details."""

    url = forms.CharField(
        label="Alamat tautan",
        required=False,
        widget=forms.TextInput({"inputmode": "url", "maxlength": 1000, "placeholder": "https://"}),
        help_text="Tautan tidak diperiksa isinya; pastikan TPI dapat membukanya.",
    )
    source = ("url",)


class FileForm(DetailsForm):
    """A file with its details; a blank title becomes the file's name."""

    upload = forms.FileField(
        label="Berkas",
        allow_empty_file=True,  # the action tells an empty one in better words
        error_messages={"required": "Pilih berkas yang akan diunggah."},
    )
    source = ("upload",)
