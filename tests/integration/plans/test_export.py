"""The plan as a workbook."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.factories import ActionFactory, person
from tests.integration.evaluations.pages_case import sign_in
from tests.integration.plans.plan_case import advice, make_unit, member
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]
ADDRESS = "/unit/07/rencana/rencana-aksi.xlsx"


def rows(response) -> list[tuple]:
    return list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))


def test_the_workbook_holds_the_plan(client):
    unit = make_unit()
    owner = member(unit)
    row = advice(unit, number=12)
    ActionFactory(unit=unit, owner=owner, text="Susun SOP", recommendation=row, code="A.I.1.i.a", note="Segera")
    ActionFactory(unit=unit, owner=owner, text="Latih", area=None, state="dropped")
    response = sign_in(client, person(Role.LEADER)).get(ADDRESS + "?status=semua")
    assert response["Content-Disposition"].startswith('attachment; filename="rencana-aksi-07-')
    title, status, _made, _blank, heading, *found = rows(response)
    assert (title[0], status[0]) == ("Rencana Aksi Zona Integritas Unit 07", "Status: Semua status")
    assert heading[:3] == ("Area perubahan", "Rencana aksi", "Penanggung jawab")
    due = datetime(2099, 9, 20)  # noqa: DTZ001  as Excel keeps a day
    name, aim = owner.full_name, "TW III 2099"
    assert [cells[:9] for cells in found] == [
        (
            "1. Manajemen Perubahan",
            "Susun SOP",
            name,
            due,
            aim,
            "Direncanakan",
            "07/R-12",
            "A.I.1.i.a",
            "Segera",
        ),
        ("Unit secara keseluruhan", "Latih", name, due, "TW III 2099", "Dibatalkan", None, None, None),
    ]
    assert found[1][10] == "Sudah tidak perlu."


def test_it_holds_what_the_page_shows(client):
    unit = make_unit()
    owner = member(unit)
    for words, fields in {"a": {}, "b": {"area": 2}, "c": {"state": "done"}}.items():
        ActionFactory(**{"unit": unit, "owner": owner, "text": words, **fields})
    sign_in(client, owner)
    found = {query: [cells[1] for cells in rows(client.get(ADDRESS + query))[-2:]] for query in ("", "?area=2")}
    assert found == {"": ["a", "b"], "?area=2": ["Rencana aksi", "b"]}


def test_an_empty_plan_says_so(client):
    make_unit()
    assert rows(sign_in(client, person(Role.LEADER)).get(ADDRESS))[-1][0] == "Tidak ada rencana aksi."


@pytest.mark.parametrize("words", ['=HYPERLINK("http://contoh.invalid")', "+1", "@SUM(A1)", "-2", "  =1"])
def test_no_word_of_a_person_becomes_a_formula(client, words):
    unit = make_unit("07")
    owner = member(unit, full_name=words.strip())
    ActionFactory(unit=unit, owner=owner, text=words, note=words, state="dropped", reason=words)
    response = sign_in(client, owner).get(ADDRESS + "?status=semua")
    cells = list(load_workbook(BytesIO(response.content)).active.iter_rows())[-1]
    told = [(cell.data_type, cell.quotePrefix) for cell in cells if str(cell.value).strip() == words.strip()]
    assert told == [("s", True)] * 4  # the action, its owner, the note, the reason
