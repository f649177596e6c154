"""An import and a colleague at the same moment, on real connections."""

import pytest

from evaluations.actions.answers import save_answer
from evaluations.exceptions import Stale
from history.models import Entry
from tests.factories import NOW, EvaluationFactory, WorkUnitFactory, actor, builtin_instrument, person
from tests.integration.evaluations.sheet_case import stored
from tests.integration.workbooks.import_case import confirm, filled, hand_in
from tests.threads import at_once
from units.roles import Role
from workbooks.exceptions import Changed, NothingWaits
from workbooks.imports.fates import preview

pytestmark = pytest.mark.django_db(transaction=True)
CODES = ["A.I.1.i.a", "A.I.1.i.b"]


@pytest.fixture
def sheet():
    builtin_instrument()
    return EvaluationFactory(unit=WorkUnitFactory(code="07"))


def test_an_import_and_a_save_of_one_of_its_answers_never_overwrite_each_other(sheet):
    first, second = (person(Role.UNIT_MEMBER, sheet.unit) for _ in range(2))
    waiting = hand_in(sheet, filled(unit={"A.I.1.i.a": "Ya", "A.I.1.i.b": "A"}), first)
    digest = preview(waiting).digest

    def save():
        return save_answer(
            evaluation=sheet, code=CODES[1], assessor="unit", value="C", note="", version=0, by=actor(second), now=NOW
        ).answer.option

    imported, saved = at_once(lambda: confirm(waiting, first, CODES, digest), save)
    if imported == 2:
        assert isinstance(saved, Stale)
        assert stored(sheet) == {"A.I.1.i.a": ("Ya", "", 1), "A.I.1.i.b": ("A", "", 1)}
    else:
        assert (type(imported), saved) == (Changed, "C")
        assert stored(sheet) == {"A.I.1.i.b": ("C", "", 1)}


def test_two_presses_of_the_button_import_once(sheet):
    member = person(Role.UNIT_MEMBER, sheet.unit)
    waiting = hand_in(sheet, filled(unit={"A.I.1.i.a": "Ya"}), member)
    digest = preview(waiting).digest
    results = at_once(*[lambda: confirm(waiting, member, CODES, digest)] * 2)
    assert sorted(str(type(result).__name__) for result in results) == [NothingWaits.__name__, "int"]
    assert (stored(sheet), Entry.objects.filter(source="import").count()) == ({"A.I.1.i.a": ("Ya", "", 1)}, 1)
