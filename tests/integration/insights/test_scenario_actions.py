"""What a unit keeps of what it tried out."""

import pytest

from evaluations.actions.participation import leave_out
from evaluations.exceptions import Invalid, NotAllowed, Refused, Stale, WrongState
from evaluations.queries.history_words import Teller
from history.models import Entry
from insights.actions import scenarios as actions
from insights.models import Scenario
from tests.factories import NOW, EvaluationFactory, PeriodFactory, actor, answer, person
from tests.integration.evaluations.people import everybody
from tests.integration.evaluations.sheet_case import CHOICE, INDEX, make_sheet
from tests.integration.insights.scenario_case import kept, make_scenario, reality, verbs
from tests.unit.insights.real import BUILTIN
from units.roles import Role

pytestmark = pytest.mark.django_db
FIGURES = "A.II.5.iii.a"
SURVEY_LABEL = BUILTIN.questions[INDEX].inputs[0].label
OWN = ["member", "head", "evaluator and member", "supervisor and member"]


@pytest.fixture
def sheet(instrument):
    sheet = make_sheet()
    answer(sheet, CHOICE, "unit", "B")
    return sheet


def outcome(act, **values) -> str:
    try:
        act(now=NOW, **values)
    except Refused as error:
        return type(error).__name__
    return "done"


def table(people, act) -> dict[str, str]:
    return {name: act(actor(user)) for name, user in people.items()}


def test_only_the_units_own_people_keep_rename_change_and_remove(sheet):
    people, names = everybody(sheet.unit), iter(f"Nama {number}" for number in range(100))
    expected = dict.fromkeys(people, "NotAllowed") | dict.fromkeys(OWN, "done")

    def keep(by):
        values = {"name": next(names), "assessor": "unit", "answers": {CHOICE: "A"}}
        return outcome(actions.keep, evaluation=sheet, by=by, **values)

    def on_a_new_one(act, **values):
        def tried(by):
            Scenario.objects.all().delete()  # a unit has room for twenty
            row = make_scenario(sheet, name=next(names))
            return outcome(act, scenario=row, seen=1, by=by, **values)

        return tried

    assert table(people, keep) == expected
    assert table(people, on_a_new_one(actions.change, answers={CHOICE: "C"})) == expected
    assert table(people, on_a_new_one(actions.remove)) == expected

    def rename(by):
        Scenario.objects.all().delete()  # a unit has room for twenty
        row = make_scenario(sheet, name=next(names))
        return outcome(actions.rename, scenario=row, seen=1, name=next(names), by=by)

    assert table(people, rename) == expected


def test_a_scenario_holds_only_what_differs_and_the_history_tells_it(sheet):
    before = reality()
    row = make_scenario(sheet, answers={CHOICE: "A", "A.I.1.i.a": None, INDEX: {"indeks": "3,60"}, "Z.9": "A"})
    assert kept() == [("Semua SK terbit", "unit", {CHOICE: "A", INDEX: {"indeks": "3.6"}}, 1)]
    by = actor(row.changed_by)
    row = actions.change(scenario=row, answers={CHOICE: None}, seen=1, by=by, now=NOW)
    row = actions.change(scenario=row, answers={CHOICE: None}, seen=2, by=by, now=NOW)
    row = actions.rename(scenario=row, name="  Tanpa   SK ", seen=2, by=by, now=NOW)
    assert kept() == [("Tanpa SK", "unit", {CHOICE: None}, 3)]
    actions.remove(scenario=row, seen=3, by=by, now=NOW)
    first = {"name": "Semua SK terbit", "assessor": "unit", "evaluation_id": sheet.pk}
    told = [f"{CHOICE}: A", f"{INDEX}: {SURVEY_LABEL}: 3,6"]
    emptied = [f"{CHOICE}: dikosongkan"]
    assert verbs() == [
        ("skenario disimpan", None, first | {"answers": told}),
        ("skenario diubah", first | {"answers": told}, first | {"answers": emptied}),
        (
            "skenario diganti namanya",
            first | {"answers": emptied},
            first | {"answers": emptied, "name": "Tanpa SK"},
        ),
        ("skenario dihapus", first | {"answers": emptied, "name": "Tanpa SK"}, None),
    ]
    assert (kept(), reality()) == ([], before)


def test_the_history_names_and_links_a_scenario(sheet):
    row = make_scenario(sheet)
    (told,) = Teller(actor(person(Role.LEADER))).tell(Entry.objects.filter(subject="scenario"))
    assert (told.kind, told.name) == ("Skenario", f"Semua SK terbit ({sheet})")
    assert told.url == f"/tw/2024-3/unit/07/skenario/{row.pk}/"
    assert [(change.label, change.new) for change in told.changes] == [
        ("Penilaian", str(sheet)),
        ("Nama", "Semua SK terbit"),
        ("Dibandingkan dengan nilai menurut", "Unit"),
        ("Jawaban yang dicoba", f"{CHOICE}: A"),
    ]


@pytest.mark.parametrize(
    ("name", "answers", "sentence"),
    [
        ("SEMUA sk TERBIT", {CHOICE: "A"}, "Nama skenario ini sudah dipakai."),
        ("  ", {CHOICE: "A"}, "Beri nama skenario ini."),
        ("x" * 81, {CHOICE: "A"}, "Nama skenario terlalu panjang: 81 huruf, paling banyak 80."),
        ("Baru", {CHOICE: "Z"}, f'{CHOICE}: Pilihan "Z" tidak dikenal; pilih salah satu dari A, B, C.'),
        ("Baru", {CHOICE: "B"}, "Belum ada jawaban yang berbeda dari lembar yang sebenarnya."),
        ("Baru", {}, "Belum ada jawaban yang berbeda dari lembar yang sebenarnya."),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(sheet, name, answers, sentence):
    make_scenario(sheet)
    before = kept()
    with pytest.raises(Invalid) as refused:
        make_scenario(sheet, name=name, answers=answers)
    assert (str(refused.value), kept()) == (sentence, before)


def test_the_same_name_may_stand_in_another_quarter(sheet):
    make_scenario(sheet)
    other = EvaluationFactory(unit=sheet.unit, period=PeriodFactory(quarter=2))
    make_scenario(other)
    assert [name for name, *_ in kept()] == ["Semua SK terbit"] * 2


def test_a_new_name_is_held_against_the_others_only(sheet):
    row, other = make_scenario(sheet), make_scenario(sheet, name="Lain")
    by = actor(row.changed_by)
    actions.rename(scenario=row, name="semua sk terbit", seen=1, by=by, now=NOW)
    with pytest.raises(Invalid, match="Nama skenario ini sudah dipakai"):
        actions.rename(scenario=other, name="Semua SK terbit", seen=1, by=actor(other.changed_by), now=NOW)
    assert [name for name, *_ in kept()] == ["semua sk terbit", "Lain"]


@pytest.mark.parametrize("act", [actions.change, actions.rename, actions.remove])
def test_two_people_on_one_scenario_are_told(sheet, act):
    row = make_scenario(sheet)
    first, second = (actor(person(Role.UNIT_MEMBER, sheet.unit)) for _ in range(2))
    actions.change(scenario=row, answers={CHOICE: "C"}, seen=1, by=first, now=NOW)
    values = {"change": {"answers": {CHOICE: None}}, "rename": {"name": "Lain"}, "remove": {}}[act.__name__]
    with pytest.raises(Stale) as refused:
        act(scenario=row, seen=1, by=second, now=NOW, **values)
    assert str(refused.value) == f"Skenario ini baru saja diubah {first.user}. Tidak ada yang ditimpa."
    assert kept() == [("Semua SK terbit", "unit", {CHOICE: "C"}, 2)]
    actions.remove(scenario=row, seen=2, by=first, now=NOW)
    with pytest.raises(WrongState, match="Skenario ini sudah dihapus"):
        act(scenario=row, seen=2, by=second, now=NOW, **values)


@pytest.mark.parametrize(("state", "allowed"), [("in_review", False), ("returned", True), ("approved", True)])
def test_the_tpis_values_are_tried_only_by_who_sees_them(instrument, state, allowed):
    sheet = make_sheet(state)
    answer(sheet, CHOICE, "tpi", "B")
    if allowed:
        make_scenario(sheet, assessor="tpi")
    else:
        with pytest.raises(NotAllowed):
            make_scenario(sheet, assessor="tpi")
    assert Scenario.objects.count() == allowed


def test_a_sheet_with_a_scenario_stays_in_its_quarter(instrument):
    sheet = make_sheet()
    make_scenario(sheet)
    supervisor = actor(person(Role.SUPERVISOR))
    with pytest.raises(WrongState, match="sudah diisi, direkam, atau dipakai"):
        leave_out(evaluation=sheet, reason="Bergabung.", by=supervisor, now=NOW)
    row = Scenario.objects.get()
    actions.remove(scenario=row, seen=1, by=actor(row.changed_by), now=NOW)
    leave_out(evaluation=sheet, reason="Bergabung.", by=supervisor, now=NOW)
    assert not Scenario.objects.exists()


def test_the_history_tells_figures_as_they_are_read_everywhere(sheet):
    make_scenario(sheet, answers={FIGURES: {"sudah_lapor": "2", "lainnya_wajib": "1000"}, INDEX: {"indeks": "3,60"}})
    row = Scenario.objects.get()
    Scenario.objects.update(answers={**row.answers, "Z.9": {"jumlah": "1.50"}})  # of an instrument that was corrected
    actions.remove(scenario=row, seen=1, by=actor(row.changed_by), now=NOW)
    labels = {item.key: item.label for item in BUILTIN.questions[FIGURES].inputs}
    figures = f"{FIGURES}: {labels['lainnya_wajib']}: 1.000; {labels['sudah_lapor']}: 2"
    index = f"{INDEX}: {BUILTIN.questions[INDEX].inputs[0].label}: 3,6"
    assert [new or old for _, old, new in verbs()] == [
        logged_answers(row, [figures, index]),
        logged_answers(row, [figures, index, "Z.9: jumlah: 1,5"]),
    ]


def logged_answers(row, answers):
    return {"name": row.name, "assessor": "unit", "evaluation_id": row.evaluation_id, "answers": answers}


def test_a_unit_keeps_so_many_scenarios_in_a_quarter_and_no_more(sheet):
    for number in range(20):
        make_scenario(sheet, name=f"Skenario {number}")
    with pytest.raises(Invalid) as refused:
        make_scenario(sheet, name="Satu lagi")
    assert str(refused.value) == (
        "Unit ini sudah menyimpan 20 skenario pada TW III 2024, jumlah paling banyak. Hapus salah satu sebelum "
        "menyimpan yang baru."
    )
    make_scenario(EvaluationFactory(unit=sheet.unit, period=PeriodFactory(quarter=2)), name="Satu lagi")
    first = Scenario.objects.get(name="Skenario 0")
    actions.rename(scenario=first, name="Lain", seen=1, by=actor(first.changed_by), now=NOW)
    actions.remove(scenario=first, seen=2, by=actor(first.changed_by), now=NOW)
    make_scenario(sheet, name="Satu lagi")
    assert Scenario.objects.filter(evaluation=sheet).count() == 20
