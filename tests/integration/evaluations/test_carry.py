"""Carrying answers into the next quarter: proposals that count only once the unit confirms or changes them."""

import pytest

from evaluations.actions.answers import agree, save_answer
from evaluations.actions.periods import lock_period, open_period
from evaluations.actions.workflow import take_step
from evaluations.exceptions import Incomplete, Invalid
from evaluations.models import Answer, Evaluation, Period, Score
from evaluations.permissions import may_supervise
from evaluations.queries.instruments import loaded
from history.models import Entry
from tests.factories import (
    NOW,
    EvaluationFactory,
    PeriodFactory,
    WorkUnitFactory,
    actor,
    answer,
    fill,
    person,
    stricter_instrument,
)
from tests.integration.evaluations.sheet_case import CHOICE, INDEX, form, stored, url
from units.roles import Role

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def _approved(unit, quarter=3, *, option="B", year=2024, **period):
    """An approved sheet of a locked quarter: the unit said A, the TPI `option`."""
    row = Period.objects.filter(year=year, quarter=quarter).first()
    row = row or PeriodFactory(year=year, quarter=quarter, state="locked", **period)
    sheet = EvaluationFactory(period=row, unit=unit, state="approved")
    answer(sheet, CHOICE, "unit", "A", note=f"Catatan unit TW {quarter}")
    answer(sheet, CHOICE, "tpi", option, note="Catatan TPI")
    answer(sheet, INDEX, "unit", {"indeks": "3,5"})
    answer(sheet, INDEX, "tpi", {"indeks": "3,25"}, note="Menurut laporan")
    return sheet


def _open(quarter=4, by=None, without=(), **period):
    period = PeriodFactory(year=2024, quarter=quarter, state="planned", **period)
    return open_period(period=period, by=actor(by or person(Role.SUPERVISOR)), now=NOW, without=without)


@pytest.fixture
def unit(instrument):
    return WorkUnitFactory(code="07")


def _rows(sheet):
    rows = Answer.objects.filter(evaluation=sheet).select_related("question").order_by("question__order")
    return [(row.question.code, row.assessor, row.value, row.note, row.is_carried, row.version) for row in rows]


def test_the_verified_value_comes_along_with_the_units_note(unit):
    source = _approved(unit)
    opener = person(Role.SUPERVISOR)
    _open(by=opener)
    sheet = Evaluation.objects.get(period__quarter=4)
    assert (sheet.carried_from, sheet.state, _rows(sheet)) == (
        source,
        "draft",
        [
            (CHOICE, "unit", "B", "Catatan unit TW 3", True, 1),
            (INDEX, "unit", {"indeks": "3.25"}, "", True, 1),
        ],
    )
    told = Entry.objects.filter(subject="evaluation", subject_id=sheet.pk).order_by("pk")
    assert [(entry.verb, entry.topic, entry.source, entry.by, entry.new) for entry in told] == [
        ("unit ikut periode", "", "screen", opener, None),
        (
            "jawaban dibawa",
            f"{CHOICE}/unit",
            "carry",
            opener,
            {"jawaban": "B", "catatan": "Catatan unit TW 3", "dibawa dari": "TW III 2024"},
        ),
        (
            "jawaban dibawa",
            f"{INDEX}/unit",
            "carry",
            opener,
            {"jawaban": {"indeks": "3.25"}, "catatan": "", "dibawa dari": "TW III 2024"},
        ),
    ]


def test_what_nobody_confirmed_is_unanswered_everywhere(unit):
    _approved(unit)
    _open()
    sheet = Evaluation.objects.get(period__quarter=4)
    head = person(Role.UNIT_HEAD, unit)
    assert Score.objects.filter(evaluation=sheet).count() == 0
    with pytest.raises(Incomplete) as refused:
        take_step(evaluation=sheet, action="submit", by=actor(head), now=NOW)
    assert f"{CHOICE}: jawaban yang dibawa dari triwulan sebelumnya belum dikonfirmasi." in refused.value.missing
    answer(sheet, "A.I.1.i.a", "unit", "Ya")
    score = Score.objects.get(evaluation=sheet)
    assert (score.assessor, score.answered) == ("unit", 1)


@pytest.mark.parametrize(("value", "note"), [("B", "Catatan unit TW 3"), ("A", "Sekarang lengkap")])
def test_confirming_or_changing_makes_it_the_units_own(unit, value, note):
    _approved(unit)
    _open()
    sheet = Evaluation.objects.get(period__quarter=4)
    member = person(Role.UNIT_MEMBER, unit)
    saved = save_answer(
        evaluation=sheet, code=CHOICE, assessor="unit", value=value, note=note, version=1, by=actor(member), now=NOW
    )
    row = saved.answer
    assert (saved.changed, row.value, row.note, row.is_carried, row.version, row.updated_by) == (
        True,
        value,
        note,
        False,
        2,
        member,
    )
    assert Score.objects.get(evaluation=sheet).answered == 1
    told = Entry.objects.get(subject="evaluation", subject_id=sheet.pk, verb="jawaban disimpan")
    assert (told.old["usulan"], "usulan" in told.new) == ("belum dikonfirmasi", False)


def test_the_latest_approved_sheet_counts_not_the_last_quarter(unit):
    _approved(unit, 2, option="C")
    EvaluationFactory(period=PeriodFactory(quarter=3, state="locked"), unit=unit, state="in_review")
    _open()
    sheet = Evaluation.objects.get(period__quarter=4)
    assert (str(sheet.carried_from.period), stored(sheet)[CHOICE][0]) == ("TW II 2024", "C")


def test_a_later_quarter_never_flows_back(unit):
    _approved(unit, 4, option="C")
    _open(quarter=2)
    sheet = Evaluation.objects.get(period__quarter=2)
    assert (sheet.carried_from, _rows(sheet)) == (None, [])


def test_a_unit_that_joins_mid_year_starts_empty_and_everything_works(client, unit):
    _open()
    sheet = Evaluation.objects.get(period__quarter=4)
    assert (sheet.carried_from, _rows(sheet)) == (None, [])
    client.force_login(person(Role.UNIT_HEAD, unit), backend="accounts.backends.Backend")
    addresses = ["/", "/tw/2024-4/", "/tw/2024-4/unit/07/", url(sheet), f"{url(sheet)}?saring=dibawa"]
    assert [client.get(address).status_code for address in addresses] == [200] * 5


def test_an_instrument_that_scores_otherwise_carries_nothing(unit):
    _approved(unit)
    _open(instrument=stricter_instrument())
    sheet = Evaluation.objects.get(period__quarter=4)
    assert (sheet.carried_from, _rows(sheet)) == (None, [])


def test_a_gap_the_tpi_accepted_is_not_carried(unit):
    source = _approved(unit)
    Answer.objects.filter(evaluation=source, question__code=CHOICE, assessor="unit").update(
        option="", gap_reason="Nihil"
    )
    Answer.objects.filter(evaluation=source, question__code=CHOICE, assessor="tpi").update(option="")
    _open()
    assert [code for code, *_ in _rows(Evaluation.objects.get(period__quarter=4))] == [INDEX]


def test_the_tpi_cannot_agree_with_what_nobody_confirmed(unit):
    _approved(unit)
    _open()
    sheet = Evaluation.objects.get(period__quarter=4)
    Evaluation.objects.filter(pk=sheet.pk).update(state="in_review", submitted_at=NOW, submitted_by=person("leader"))
    with pytest.raises(Invalid) as refused:
        agree(evaluation=sheet, code=CHOICE, version=0, by=actor(person(Role.EVALUATOR, unit)), now=NOW, unit_version=1)
    assert str(refused.value) == (
        f"{CHOICE}: unit belum menjawab, jadi tidak ada yang dapat disetujui. Pilih nilai dan tulis catatan."
    )


def test_submitting_with_a_reason_drops_the_proposal(unit):
    _approved(unit)
    _open()
    sheet = Evaluation.objects.get(period__quarter=4)
    codes = set(loaded(sheet.period.instrument).question_ids)
    fill(sheet, "unit", codes=codes - {CHOICE, INDEX})
    head = person(Role.UNIT_HEAD, unit)
    reasons = {CHOICE: "Sedang disusun", INDEX: "Survei belum selesai"}
    take_step(evaluation=sheet, action="submit", by=actor(head), now=NOW, gap_reasons=reasons)
    row = Answer.objects.get(evaluation=sheet, question__code=CHOICE)
    assert (row.value, row.is_carried, row.gap_reason, row.note) == (None, False, "Sedang disusun", "Catatan unit TW 3")


def test_who_opened_the_quarter_may_still_approve(unit):
    _approved(unit)
    opener = person(Role.SUPERVISOR)
    _open(by=opener)
    assert may_supervise(actor(opener), Evaluation.objects.get(period__quarter=4))


# --- screens ----------------------------------------------------------------------------------------
def test_the_sheet_tells_what_was_carried_and_what_stayed(client, unit):
    _approved(unit)
    _open()
    sheet = Evaluation.objects.get(period__quarter=4)
    client.force_login(person(Role.UNIT_MEMBER, unit), backend="accounts.backends.Backend")

    def look():
        page = client.get(url(sheet)).context["page"]
        views = [page.question(code) for code in (CHOICE, INDEX)]
        return [(view.is_carried, view.is_done, view.stays, view.changed_since) for view in views]

    assert look() == [(True, False, False, False)] * 2
    keep = form(CHOICE, "B", "Catatan unit TW 3", version=1) | {f"{CHOICE}.k": "1"}
    kept = client.post(url(sheet, f"{CHOICE}/"), keep, headers=HTMX)
    client.post(url(sheet, f"{INDEX}/"), form(INDEX, {"indeks": "4"}, version=1), headers=HTMX)
    assert kept.status_code == 200
    assert "belum dikonfirmasi" not in kept.content.decode()
    assert look() == [(False, True, True, False), (False, True, False, True)]
    told = client.get(url(sheet, f"{CHOICE}/riwayat/")).context["changes"]
    assert [(change.source, change.new_value, change.remarks) for change in told] == [
        ("layar", "B", []),
        ("dibawa dari TW sebelumnya", "B", ["Dibawa dari TW III 2024 sebagai usulan."]),
    ]


def test_a_browser_without_javascript_confirms_by_button(client, unit):
    _approved(unit)
    _open()
    sheet = Evaluation.objects.get(period__quarter=4)
    client.force_login(person(Role.UNIT_MEMBER, unit), backend="accounts.backends.Backend")
    fields = form(CHOICE, "B", "Catatan unit TW 3", version=1) | form(INDEX, {"indeks": "3,25"}, version=1)
    client.post(url(sheet, "simpan/"), fields | {"tetap": CHOICE})
    assert [(code, carried) for code, *_, carried, _ in _rows(sheet)] == [(CHOICE, False), (INDEX, True)]


@pytest.mark.parametrize("units", [1, 6])
def test_carrying_costs_the_same_queries_for_1_and_6_units(instrument, django_assert_num_queries, units):
    for number in range(units):
        _approved(WorkUnitFactory(code=f"u{number}"))
    period = PeriodFactory(quarter=4, state="planned")
    by = actor(person(Role.SUPERVISOR))
    with django_assert_num_queries(21):
        open_period(period=period, by=by, now=NOW)


@pytest.mark.parametrize("locked", [False, True])
def test_what_the_tpi_says_anew_of_the_earlier_sheet_is_kept_from_the_unit(client, unit, locked):
    source = EvaluationFactory(period=PeriodFactory(quarter=3), unit=unit, state="approved")
    supervisor, verifier = person(Role.SUPERVISOR), person(Role.EVALUATOR, unit)
    answer(source, CHOICE, "unit", "A")
    answer(source, CHOICE, "tpi", "B", note="Nilai yang disetujui")
    sheet = _open(by=supervisor).evaluations.get()
    client.force_login(person(Role.UNIT_HEAD, unit), "accounts.backends.Backend")
    assert "Nilai yang disetujui" in client.get(url(sheet)).content.decode()
    take_step(evaluation=source, action="reopen", by=actor(supervisor), now=NOW, reason="Periksa ulang")
    anew = {"value": "C", "note": "Belum disetujui", "version": 1, "by": actor(verifier), "now": NOW}
    save_answer(evaluation=source, code=CHOICE, assessor="tpi", **anew)
    if locked:
        lock_period(period=source.period, by=actor(supervisor), now=NOW)
    page = client.get(url(sheet)).content.decode()
    assert [words in page for words in ("Belum disetujui", "Nilai yang disetujui")] == [False, False]
