"""The organisation's settings and the legal basis on the screens."""

from crispy_forms.layout import HTML, Column, Row
from django import forms

from units.forms.admin import OrganisationForm
from units.forms.screens import ScreenForm, date_input
from units.models import LegalBasis


def _pair(first: str, second: str) -> Row:
    return Row(Column(first, css_class="col-md-6"), Column(second, css_class="col-md-6"))


class SettingsForm(ScreenForm, OrganisationForm):
    """Letterhead, logo and signatory."""

    layout = (
        HTML('<h2 class="form-part mt-0">Kop surat</h2>'),
        _pair("government", "name"),
        "address",
        "contact",
        HTML('<h2 class="form-part">Penanda tangan laporan</h2>'),
        _pair("signatory_title", "city"),
        "signatory_name",
        _pair("signatory_rank", "signatory_nip"),
        HTML('<h2 class="form-part">Logo</h2>{% include "units/logo.html" %}'),
        "logo",
        "remove_logo",
    )

    class Meta(OrganisationForm.Meta):
        pass

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.logo:
            del self.fields["remove_logo"]
            self.helper.layout.fields.pop()
        else:
            self.fields["logo"].label = "Ganti logo"


class LegalBasisForm(ScreenForm):
    """One rule, as reports cite it."""

    layout = ("title", Row(*(Column(name, css_class="col-sm-4") for name in ("issued_on", "ends_on", "order"))))

    class Meta:
        model = LegalBasis
        fields = ["title", "issued_on", "ends_on", "order"]
        widgets = {"title": forms.Textarea({"rows": 4}), "issued_on": date_input(), "ends_on": date_input()}
        labels = {"title": "Nomor dan judul"}
        help_texts = {
            "title": "Lengkap dengan nomor dan tanggalnya, sebagaimana dicetak dalam laporan.",
            "issued_on": "Dikutip laporan triwulan yang berakhir pada atau sesudah tanggal ini.",
            "ends_on": "Kosongkan selama masih berlaku.",
            "order": "Urutan dalam laporan.",
        }
