"""What stands at the questions of a sheet, and whether it proves the answers."""

from datetime import date

import pytest

from evaluations.enums import Assessor
from evaluations.models import EvidenceUse, EvidenceVersion, Score
from evaluations.queries.evidence import (
    age,
    evidence_of,
    is_expired,
    is_sufficient,
    needs_evidence,
    reusable,
    twins,
    unproven_codes,
    uses_of,
)
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import rows_of
from files.enums import ScanState
from tests.factories import (
    NOW,
    EvaluationFactory,
    EvidenceUseFactory,
    EvidenceVersionFactory,
    PeriodFactory,
    StoredFileFactory,
    UserFactory,
    WorkUnitFactory,
    actor,
    answer,
    fill,
    person,
)
from tests.integration.evaluations.sheet_case import CHOICE, FIGURES, make_sheet
from units.roles import Role

pytestmark = pytest.mark.django_db

YES_NO = "A.I.1.i.a"


def judged(verdict: str, **fields):
    """A use the TPI has judged as it stands."""
    use = EvidenceUseFactory(**fields)
    use.verdict, use.verdict_note, use.verdict_version = verdict, "Belum ditandatangani.", use.version
    use.verdict_at, use.verdict_by = NOW, UserFactory()
    use.save()
    return use


def replaced(use):
    """The use with a newer version than the one that was judged."""
    use.version = EvidenceVersionFactory(evidence=use.evidence, number=2)
    use.save()
    return use


def on_file(**fields):
    return EvidenceVersionFactory(file=StoredFileFactory(**fields))


CASES = {
    "a file": (lambda: EvidenceUseFactory(), True),
    "a link": (lambda: EvidenceUseFactory(version=EvidenceVersionFactory(file=None, url="https://a.go.id/b")), True),
    "found clean": (lambda: EvidenceUseFactory(version=on_file(scan=ScanState.CLEAN, scanned_at=NOW)), True),
    "waiting for the scanner": (lambda: EvidenceUseFactory(version=on_file(scan=ScanState.WAITING)), False),
    "infected": (lambda: EvidenceUseFactory(version=on_file(scan=ScanState.INFECTED, scanned_at=NOW)), False),
    "carried, not confirmed": (lambda: EvidenceUseFactory(is_carried=True), False),
    "carried and confirmed": (lambda: EvidenceUseFactory(confirmed_at=NOW, confirmed_by=UserFactory()), True),
    "withdrawn": (lambda: EvidenceUseFactory(withdrawn_at=NOW, withdrawn_by=UserFactory()), False),
    "judged memadai": (lambda: judged("memadai"), True),
    "judged kurang": (lambda: judged("kurang"), False),
    "judged tidak relevan": (lambda: judged("tidak_relevan"), False),
    "judged kurang, replaced since": (lambda: replaced(judged("kurang")), True),
    "valid to the quarter's last day": (
        lambda: EvidenceUseFactory(version=EvidenceVersionFactory(valid_until=date(2024, 9, 30))),
        True,
    ),
    "expired the day before": (
        lambda: EvidenceUseFactory(version=EvidenceVersionFactory(valid_until=date(2024, 9, 29))),
        False,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_proves_an_answer(case):
    make, expected = CASES[case]
    use = make()
    sheet = use.evaluation
    assert is_sufficient(use, sheet.period) is expected
    answer(sheet, use.question.code, "unit", "Ya")
    assert Score.objects.get().unproven == int(not expected)  # what is stored follows the same rule


def test_expiry_is_judged_against_the_quarters_end_whatever_day_it_is():
    """A decree that ran out in August proves TW II and no longer TW III; nothing reads the clock."""
    decree = EvidenceVersionFactory.build(evidence=None, file=None, made_by=None, valid_until=date(2024, 8, 1))
    second, third = (PeriodFactory.build(quarter=quarter, instrument=None) for quarter in (2, 3))
    assert (is_expired(decree, second), is_expired(decree, third)) == (False, True)


@pytest.mark.parametrize(
    ("since", "quarters"), [((2024, 3), 0), ((2024, 2), 1), ((2024, 1), 2), ((2023, 4), 3), ((2022, 3), 8)]
)
def test_age_counts_quarters(since, quarters):
    year, quarter = since
    use = EvidenceUseFactory()
    if since != (2024, 3):
        use.since = PeriodFactory(year=year, quarter=quarter)
    assert age(use, use.evaluation.period) == quarters


@pytest.mark.parametrize(
    ("code", "value", "wanted"),
    [
        (CHOICE, "A", True),
        (CHOICE, "B", True),
        (CHOICE, "C", False),  # worth 0: claims nothing
        (YES_NO, "Ya", True),
        (YES_NO, "Tidak", False),
        (CHOICE, None, False),
        (FIGURES, {"kepala_satker": "1"}, False),  # not answered with one figure
    ],
)
def test_only_an_answer_above_0_needs_proof(code, value, wanted):
    sheet = EvaluationFactory()
    row = answer(sheet, code, "unit", value)
    assert needs_evidence(loaded(sheet.period.instrument).instrument.questions[code], row) is wanted


def test_a_carried_answer_claims_nothing_until_it_is_confirmed():
    sheet = EvaluationFactory()
    row = answer(sheet, CHOICE, "unit", "A")
    row.is_carried = True
    assert not needs_evidence(loaded(sheet.period.instrument).instrument.questions[CHOICE], row)
    assert not needs_evidence(loaded(sheet.period.instrument).instrument.questions[CHOICE], None)


def test_one_good_piece_among_bad_ones_is_enough():
    sheet = EvaluationFactory()
    for code, value in {CHOICE: "A", YES_NO: "Ya", "A.I.1.ii.a": "Ya", "A.I.1.ii.b": "C"}.items():
        answer(sheet, code, "unit", value)
    EvidenceUseFactory(evaluation=sheet, code=CHOICE, is_carried=True)
    EvidenceUseFactory(evaluation=sheet, code=CHOICE)
    EvidenceUseFactory(evaluation=sheet, code=YES_NO, is_carried=True)
    source = loaded(sheet.period.instrument)
    assert unproven_codes(source, rows_of(sheet), evidence_of(sheet), sheet.period) == {YES_NO, "A.I.1.ii.a"}


def test_a_sheet_shows_what_is_live_the_oldest_first():
    sheet = EvaluationFactory()
    first, second = (EvidenceUseFactory(evaluation=sheet, code=CHOICE) for _ in range(2))
    gone = EvidenceUseFactory(evaluation=sheet, code=CHOICE, withdrawn_at=NOW, withdrawn_by=UserFactory())
    other = EvidenceUseFactory(evaluation=sheet, code=YES_NO)
    EvidenceUseFactory(code=CHOICE)  # of another unit
    assert evidence_of(sheet) == {CHOICE: [first, second], YES_NO: [other]}
    assert uses_of(sheet, CHOICE) == [first, second, gone]
    assert uses_of(sheet, "B.I.a") == []


def test_verdicts_are_told_only_when_asked_for():
    sheet = EvaluationFactory()
    use = judged("kurang", evaluation=sheet, code=CHOICE)

    def said(found):
        return [(one.verdict, one.verdict_note, one.verdict_by, one.present_verdict) for one in found]

    open_one = [("kurang", "Belum ditandatangani.", use.verdict_by, "kurang")]
    assert said(evidence_of(sheet)[CHOICE]) == said(uses_of(sheet, CHOICE)) == open_one
    assert said(evidence_of(sheet, verdicts=False)[CHOICE]) == [("", "", None, "")]
    assert said(uses_of(sheet, CHOICE, verdicts=False)) == [("", "", None, "")]
    assert EvidenceUse.objects.get().verdict == "kurang"


@pytest.mark.parametrize("count", [1, 400])
def test_reading_a_sheets_evidence_costs_the_same(django_assert_num_queries, count):
    """One query for all questions, two for one of them with its versions, two for what stands elsewhere too."""
    sheet = EvaluationFactory()
    codes = list(loaded(sheet.period.instrument).question_ids)
    version = EvidenceVersionFactory(unit=sheet.unit)
    for number in range(count):
        if number < len(codes):
            EvidenceUseFactory(evaluation=sheet, code=codes[number], version=version)
        else:
            EvidenceUseFactory(evaluation=sheet, code=codes[number % len(codes)], added_by=version.made_by)
    fill(sheet, Assessor.UNIT)
    rows = rows_of(sheet)
    with django_assert_num_queries(1):
        uses = evidence_of(sheet)
        unproven_codes(loaded(sheet.period.instrument), rows, uses, sheet.period)
        told = [(u.version.title, u.version.file.name, str(u.added_by), str(u.since)) for v in uses.values() for u in v]
    assert len(told) == count
    with django_assert_num_queries(2):
        assert [v.title for u in uses_of(sheet, codes[0]) for v in u.evidence.versions.all()]
    with django_assert_num_queries(2):
        found = twins(sheet)
    assert {sha: twin.questions for sha, twin in found.items()} == ({} if count == 1 else {version.file.sha256: 113})


# --- using again ----------------------------------------------------------------------------------
def titles(found) -> list[tuple[str, list[str]]]:
    return [(one.version.title, one.places) for one in found]


def test_a_unit_is_offered_its_other_evidence_in_its_newest_version():
    unit = WorkUnitFactory()
    earlier, sheet, later = (
        EvaluationFactory(unit=unit, period=PeriodFactory(quarter=quarter)) for quarter in (2, 3, 4)
    )
    member = actor(person(Role.UNIT_MEMBER, unit))
    old = EvidenceVersionFactory(unit=unit, title="SK lama")
    EvidenceUseFactory(evaluation=earlier, code=YES_NO, version=old)
    EvidenceVersionFactory(evidence=old.evidence, number=2, title="SK baru")
    here = EvidenceVersionFactory(unit=unit, title="Notulen")
    EvidenceUseFactory(evaluation=sheet, code=YES_NO, version=here)
    EvidenceUseFactory(evaluation=earlier, code=CHOICE, version=here)
    EvidenceUseFactory(evaluation=sheet, code=CHOICE, version=EvidenceVersionFactory(unit=unit, title="Sudah ada"))
    gone = EvidenceVersionFactory(unit=unit, title="Ditarik")
    EvidenceUseFactory(evaluation=sheet, version=gone, withdrawn_at=NOW, withdrawn_by=UserFactory())
    ill = EvidenceVersionFactory(unit=unit, file=StoredFileFactory(scan=ScanState.INFECTED, scanned_at=NOW))
    EvidenceUseFactory(evaluation=sheet, version=ill)
    EvidenceUseFactory(evaluation=later, version=EvidenceVersionFactory(unit=unit, title="Dari TW IV"))
    EvidenceUseFactory(code=YES_NO)  # of another unit
    found = reusable(member, sheet, CHOICE)
    assert titles(found) == [("Notulen", [YES_NO, f"{CHOICE}, TW II 2024"]), ("SK baru", [f"{YES_NO}, TW II 2024"])]
    assert found[1].version == EvidenceVersion.objects.get(title="SK baru")


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("notulen", ["Notulen"]),
        (" SK ", ["SK Tim"]),
        ("rapat.pdf", ["Notulen"]),
        ("ppid.go.id", ["Situs"]),
        ("tidak ada", []),
        ("", ["Situs", "SK Tim", "Notulen"]),
    ],
)
def test_search_looks_in_titles_names_and_links(search, expected):
    sheet = EvaluationFactory()
    unit = sheet.unit
    for version in (
        EvidenceVersionFactory(unit=unit, title="Notulen", file=StoredFileFactory(name="Rapat.pdf")),
        EvidenceVersionFactory(unit=unit, title="SK Tim", file=StoredFileFactory(name="a.pdf")),
        EvidenceVersionFactory(unit=unit, title="Situs", file=None, url="https://ppid.go.id/a"),
    ):
        EvidenceUseFactory(evaluation=sheet, code=YES_NO, version=version)
    member = actor(person(Role.UNIT_MEMBER, sheet.unit))
    assert [one.version.title for one in reusable(member, sheet, CHOICE, search)] == expected


def test_only_those_who_write_for_the_unit_are_offered_anything():
    sheet = EvaluationFactory()
    EvidenceUseFactory(evaluation=sheet, code=YES_NO)
    people = {
        "member": person(Role.UNIT_MEMBER, sheet.unit),
        "head": person(Role.UNIT_HEAD, sheet.unit),
        "member of another unit": person(Role.UNIT_MEMBER, WorkUnitFactory()),
        "evaluator": person(Role.EVALUATOR, sheet.unit),
        "supervisor": person(Role.SUPERVISOR),
        "leader": person(Role.LEADER),
        "administrator": person(Role.ADMINISTRATOR),
        "nobody": UserFactory(),
    }
    found = {who: len(reusable(actor(user), sheet, CHOICE)) for who, user in people.items()}
    assert found == dict.fromkeys(people, 0) | {"member": 1, "head": 1}


@pytest.mark.parametrize("count", [1, 30])
def test_the_offer_costs_the_same_however_long(django_assert_num_queries, count):
    sheet = EvaluationFactory()
    for _ in range(count):
        EvidenceUseFactory(evaluation=sheet, code=YES_NO)
    member = actor(person(Role.UNIT_MEMBER, sheet.unit))
    with django_assert_num_queries(2):
        found = [(one.version.title, one.version.file.name, one.places) for one in reusable(member, sheet, CHOICE)]
    assert len(found) == count


# --- the same content -----------------------------------------------------------------------------
def test_the_same_content_is_found_at_other_units_and_questions():
    sheet, neighbour, third = (EvaluationFactory() for _ in range(3))
    shared, alone, twice = "a" * 64, "b" * 64, "c" * 64

    def show(evaluation, code, sha256, **fields):
        version = EvidenceVersionFactory(unit=evaluation.unit, file=StoredFileFactory(sha256=sha256))
        return EvidenceUseFactory(evaluation=evaluation, code=code, version=version, **fields)

    show(sheet, CHOICE, shared)
    show(sheet, YES_NO, alone)
    show(sheet, YES_NO, twice)
    show(sheet, CHOICE, twice)
    show(neighbour, YES_NO, shared)
    show(neighbour, CHOICE, shared)
    show(third, YES_NO, shared, withdrawn_at=NOW, withdrawn_by=UserFactory())
    show(third, YES_NO, twice, withdrawn_at=NOW, withdrawn_by=UserFactory())
    found = {sha: (twin.units, twin.questions) for sha, twin in twins(sheet).items()}
    assert found == {shared: ([neighbour.unit], 1), twice: ([], 2)}


def test_the_same_content_of_an_earlier_quarter_counts_too():
    earlier, sheet = make_sheet(quarter=2, code="01"), make_sheet(quarter=3, code="02")
    for row in (earlier, sheet):
        version = EvidenceVersionFactory(unit=row.unit, file=StoredFileFactory(sha256="a" * 64))
        EvidenceUseFactory(evaluation=row, version=version)
    assert [twin.units for twin in twins(sheet).values()] == [[earlier.unit]]
