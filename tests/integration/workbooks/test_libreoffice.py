"""The whole way: downloaded, filled in LibreOffice, imported."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from evaluations.models import Answer
from history.models import Entry
from tests import office
from tests.factories import fill, person
from tests.integration.evaluations.pages_case import sign_in
from tests.integration.evaluations.sheet_case import make_sheet, stored
from tests.integration.workbooks.export_case import address, row_of
from tests.integration.workbooks.import_case import upload, url
from units.roles import Role
from workbooks.layout import LKE, figure_key

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FIGURES = "A.II.5.iii.a"  # LHKPN


def test_a_workbook_filled_in_libreoffice_changes_exactly_the_edited_answers(client, instrument):
    sheet = make_sheet()
    fill(sheet, "unit", "B")
    Answer.objects.filter(evaluation=sheet, question__code="A.I.2.i.a").update(note="Bukti: =SOP 2024\n+ lampiran")
    before = stored(sheet)
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    content = client.get(address(sheet)).content
    book = load_workbook(BytesIO(content))
    filled = office.filled(
        content,
        LKE,
        {
            ("D", row_of(book, "A.I.1.i.a")): "Ya",
            ("D", row_of(book, "A.I.1.i.b")): "C",
            ("E", row_of(book, "A.I.1.i.b")): "Tim dipilih lewat rapat.",
            ("D", row_of(book, figure_key(FIGURES, "sudah_lapor"))): 50,
            ("D", row_of(book, figure_key("B.I.a", "indeks"))): 3.84,
        },
    )
    where = client.post(url(sheet), {"file": upload(filled)})["Location"]
    seen = client.get(where).context["seen"]
    edited = {"A.I.1.i.a", "A.I.1.i.b", FIGURES, "B.I.a"}
    assert {line.code: str(line.fate) for line in seen.lines if line.fate != "sama"} == dict.fromkeys(edited, "berubah")
    client.post(where, {"digest": seen.digest, "pilih": list(edited)})
    after = stored(sheet)
    assert {code for code in after if after[code] != before[code]} == edited
    figures = before[FIGURES][0] | {"sudah_lapor": "50"}
    assert {code: after[code] for code in edited} == {
        "A.I.1.i.a": ("Ya", "", 2),
        "A.I.1.i.b": ("C", "Tim dipilih lewat rapat.", 2),
        FIGURES: (figures, "", 2),
        "B.I.a": ({"indeks": "3.84"}, "", 2),
    }
    assert Entry.objects.filter(source="import").count() == 4
