"""Writing in a report: who may, when, what two writers meet, and what the history keeps."""

from datetime import timedelta
from hashlib import sha256

import pytest

from evaluations.exceptions import Invalid, NotAllowed, Stale, WrongState
from evaluations.queries.history_log import Wanted
from evaluations.queries.history_log import entries as history_entries
from evaluations.queries.history_words import Teller
from history.models import Entry
from reports.actions.narratives import confirm, reset, write
from reports.enums import Paper, Section
from reports.models import Edition, Narrative
from reports.queries.narratives import narratives, texts, versions
from tests.factories import NOW, EvaluationFactory, PeriodFactory, WorkUnitFactory, actor, person
from tests.integration.evaluations.people import everybody
from units.roles import Role

pytestmark = pytest.mark.django_db
BASIS = sha256(b"kalimat dari angka").hexdigest()


@pytest.fixture
def sheet(instrument):
    return EvaluationFactory(period=PeriodFactory(quarter=2, state="locked"), unit=WorkUnitFactory(code="07"))


def written(period, by=None, html="<p>Satu</p>", **changes):
    fields = {"section": Section.SUMMARY, "unit": None, "version": 0, "basis": BASIS, "now": NOW}
    return write(period=period, html=html, by=actor(by or person(Role.EVALUATOR)), **fields | changes)


def pending(period, paper=Paper.QUARTERLY, unit=None):
    """An edition that was asked for and is not issued yet."""
    fields = {"title": "Laporan", "letter_number": f"700/{paper}", "dated": NOW.date(), "token": paper}
    return Edition.objects.create(
        paper=paper, period=period, unit=unit, asked_at=NOW, asked_by=person(Role.SUPERVISOR), **fields
    )


# --- who and when -----------------------------------------------------------------------------------
WRITERS = {"evaluator", "evaluator of another unit", "evaluator and member", "supervisor"} | {
    "supervisor who verified",
    "supervisor and member",
    "supervisor and evaluator",
}
OUTSIDE = {"evaluator and member", "supervisor and member"}  # nobody writes about the unit they belong to


@pytest.mark.parametrize("about", ["the quarter", "the unit"])
def test_who_may(sheet, about):
    place = (
        {"section": Section.SUMMARY, "unit": None}
        if about == "the quarter"
        else {"section": Section.UNIT, "unit": sheet.unit}
    )
    steps = {
        "write": lambda who: written(sheet.period, who, **place),
        "confirm": lambda who: confirm(period=sheet.period, version=0, basis=BASIS, by=actor(who), now=NOW, **place),
        "reset": lambda who: reset(period=sheet.period, version=0, by=actor(who), now=NOW, **place),
    }
    allowed = {name: set() for name in steps}
    for who, user in everybody(sheet.unit).items():
        for name, step in steps.items():
            Narrative.objects.all().delete()
            try:
                step(user)
            except NotAllowed:
                continue
            allowed[name].add(who)
    expected = WRITERS if about == "the quarter" else WRITERS - OUTSIDE
    assert allowed == dict.fromkeys(steps, expected)


@pytest.mark.parametrize(
    ("state", "role", "taken"),
    [
        ("planned", Role.SUPERVISOR, False),
        ("open", Role.EVALUATOR, True),
        ("locked", Role.EVALUATOR, True),
        ("reported", Role.EVALUATOR, False),
        ("reported", Role.SUPERVISOR, True),  # to prepare a correction
    ],
)
def test_when_it_may_be_written(instrument, state, role, taken):
    period = PeriodFactory(quarter=2, state=state)
    if taken:
        assert written(period, person(role)).html == "<p>Satu</p>"
        return
    with pytest.raises(WrongState):
        written(period, person(role))


@pytest.mark.parametrize(
    ("paper", "sections"),
    [
        (Paper.QUARTERLY, {Section.SUMMARY, Section.UNIT}),
        (Paper.LHE, {Section.UNIT}),
        (Paper.RECORD, set()),
    ],
)
def test_nothing_changes_while_a_paper_that_holds_it_is_being_issued(sheet, paper, sections):
    pending(sheet.period, paper, None if paper == Paper.QUARTERLY else sheet.unit)
    refused = set()
    for section, unit in ((Section.SUMMARY, None), (Section.UNIT, sheet.unit)):
        try:
            written(sheet.period, section=section, unit=unit)
        except WrongState:
            refused.add(section)
    assert refused == sections


def test_only_units_that_take_part(sheet):
    with pytest.raises(Invalid):
        written(sheet.period, section=Section.UNIT, unit=WorkUnitFactory())
    assert Narrative.objects.count() == 0


# --- writing ------------------------------------------------------------------------------------------
def test_a_text_is_kept_clean(sheet, django_assert_num_queries):
    writer = person(Role.EVALUATOR)
    written(sheet.period, writer, html="<div onclick='x()'>Nilai <b>naik</b><script>alert(1)</script></div>")
    written(sheet.period, writer, section=Section.UNIT, unit=sheet.unit, html="Baik")
    with django_assert_num_queries(1):
        found = {key: (row.html, row.version, row.changed_by) for key, row in narratives(sheet.period).items()}
    assert found == {
        (Section.SUMMARY, None): ("<p>Nilai <strong>naik</strong></p>", 1, writer),
        (Section.UNIT, sheet.unit_id): ("<p>Baik</p>", 1, writer),
    }


def test_what_is_printed_is_cleaned_once_more(sheet):
    """Whatever way it came into the database."""
    row = written(sheet.period)
    Narrative.objects.filter(pk=row.pk).update(html="<p>a<img src=x onerror=alert(1)></p>")
    assert texts(sheet.period) == {(Section.SUMMARY, None): "<p>a</p>"}


@pytest.mark.parametrize("html", ["<p> </p>", "a" * 1_000_000, "\u202e"])
def test_what_is_no_text_changes_nothing(sheet, html):
    written(sheet.period)
    with pytest.raises(Invalid):
        written(sheet.period, html=html, version=1)
    assert Narrative.objects.get().html == "<p>Satu</p>"


def test_a_page_without_its_basis_is_refused(sheet):
    with pytest.raises(Invalid):
        written(sheet.period, basis="")


def test_the_same_twice_is_no_change(sheet):
    first = written(sheet.period)
    again = written(sheet.period, html="<div>Satu</div>")  # what may have arrived goes out again with its old version
    assert (again.pk, again.version, Entry.objects.filter(subject="narrative").count()) == (first.pk, 1, 1)


def test_the_second_of_two_writers_is_told(sheet):
    first = person(Role.EVALUATOR)
    written(sheet.period, first)
    with pytest.raises(Stale) as refused:
        written(sheet.period, html="Dua")
    assert str(refused.value) == f"Bagian ini sudah diubah {first} sejak Anda membukanya. Putuskan isinya."
    assert (refused.value.current.html, Narrative.objects.get().html) == ("<p>Satu</p>", "<p>Satu</p>")
    written(sheet.period, html="Dua", version=1)
    assert Narrative.objects.get().html == "<p>Dua</p>"


def test_a_page_from_before_a_reset_never_writes_over_a_newer_text(sheet):
    written(sheet.period)
    reset(
        period=sheet.period, section=Section.SUMMARY, unit=None, version=1, by=actor(person(Role.SUPERVISOR)), now=NOW
    )
    with pytest.raises(Stale):
        written(sheet.period, html="Lama", version=1)
    assert written(sheet.period, html="Baru").version == 2
    with pytest.raises(Stale):
        written(sheet.period, html="Lama", version=1)
    assert Narrative.objects.get().html == "<p>Baru</p>"


# --- the figures move -----------------------------------------------------------------------------------
def test_that_it_was_compared_with_newer_figures_is_said_once(sheet):
    by, newer = actor(person(Role.EVALUATOR)), sha256(b"lain").hexdigest()
    place = {"period": sheet.period, "section": Section.SUMMARY, "unit": None, "by": by}
    written(sheet.period)
    for _ in range(2):
        confirm(**place, version=1, basis=newer, now=NOW)
    row = Narrative.objects.get()
    assert (row.basis, row.version) == (newer, 1)
    assert Entry.objects.filter(verb="narasi diperiksa dengan angka terbaru").count() == 1
    with pytest.raises(Stale):
        confirm(**place, version=7, basis=BASIS, now=NOW)


# --- history --------------------------------------------------------------------------------------------
def test_the_history_keeps_what_each_sitting_began_from(sheet):
    """Ten minutes of one person's typing are one entry; every text at the end of a sitting can be had back."""
    first, second = person(Role.EVALUATOR), person(Role.SUPERVISOR)
    minutes = [
        (first, "a", 0),
        (first, "ab", 1),
        (first, "abc", 9),
        (second, "abcd", 9),
        (first, "abcde", 10),
        (first, "abcdef", 25),
    ]
    for version, (who, html, minute) in enumerate(minutes):
        written(sheet.period, who, html=html, version=version, now=NOW + timedelta(minutes=minute))
    found = versions(sheet.period, Section.SUMMARY, None, limit=10)
    assert [(one.by, one.html, one.is_current) for one in found] == [
        (first, "<p>abcdef</p>", True),
        (first, "<p>abcde</p>", False),
        (second, "<p>abcd</p>", False),
        (first, "<p>abc</p>", False),
    ]


def test_the_history_outlives_a_reset(sheet):
    by = person(Role.SUPERVISOR)
    written(sheet.period, by)
    reset(period=sheet.period, section=Section.SUMMARY, unit=None, version=1, by=actor(by), now=NOW)
    assert narratives(sheet.period) == {}
    written(sheet.period, by, html="Dua")
    found = versions(sheet.period, Section.SUMMARY, None, limit=10)
    assert [(one.html, one.is_current) for one in found] == [
        ("<p>Dua</p>", True),
        (None, False),
        ("<p>Satu</p>", False),
    ]


def test_the_history_page_tells_it_in_words(sheet):
    by = person(Role.SUPERVISOR)
    written(
        sheet.period, by, html="<p>Nilai <b>naik</b></p><ul><li>satu</li></ul>", section=Section.UNIT, unit=sheet.unit
    )
    found = history_entries(actor(by), Wanted(unit=sheet.unit, period=sheet.period, kind="narasi"))
    (told,) = Teller(actor(by)).tell(found)
    assert (told.event, told.kind, told.name, told.topic, told.url) == (
        "Narasi ditulis",
        "Narasi laporan",
        f"Analisis unit kerja {sheet.unit} TW II 2024",
        "",
        "/tw/2024-2/laporan/narasi/analisis/07/",
    )
    assert [(change.label, change.old, change.new) for change in told.changes] == [("Teks", "", "Nilai naik\n\n- satu")]
