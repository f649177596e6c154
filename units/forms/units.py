"""A work unit."""

from crispy_forms.layout import HTML, Column, Row

from units.forms.screens import ScreenForm
from units.models import WorkUnit


class UnitForm(ScreenForm):
    """Everything about a unit but whether it is active, which is a step of its own."""

    layout = (
        Row(Column("code", css_class="col-sm-4"), Column("target", css_class="col-sm-8")),
        "name",
        "parent_agency",
        HTML('<h2 class="form-part">Kepala unit kerja</h2>'),
        "head_name",
        Row(Column("head_nip", css_class="col-sm-6"), Column("head_rank", css_class="col-sm-6")),
    )

    class Meta:
        model = WorkUnit
        fields = ["code", "name", "parent_agency", "target", "head_name", "head_nip", "head_rank"]
        labels = {
            "name": "Nama unit kerja",
            "head_name": "Nama kepala",
            "head_nip": "NIP kepala",
            "head_rank": "Pangkat/golongan kepala",
        }
        help_texts = {"head_nip": "18 angka tanpa spasi."}
