"""Issuing papers: who, when, with which number and date; what is kept, and what is never changed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from evaluations.actions.periods import reopen_period
from evaluations.enums import PeriodState
from evaluations.exceptions import Invalid, NotAllowed, Stale, WrongState
from evaluations.models import Period
from files.models import StoredFile
from history.guard import guard
from history.models import Entry
from inbox.models import Message
from jobs.enums import JobState
from jobs.models import Job
from reports.actions.editions import Numbered, ask, cancel, correct, issue
from reports.models import Edition
from tests.factories import NOW, TODAY, UserFactory, WorkUnitFactory, actor, grant, person
from tests.guard import Editor
from tests.integration.evaluations.people import everybody
from tests.integration.reports.edition_case import asked, drawn, issued, quarter, sheet
from tests.threads import at_once
from tests.uploads import pdf
from units.roles import Role

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)
ALL = {"supervisor", "supervisor who verified", "supervisor and evaluator"}


@pytest.fixture
def period(instrument):
    return quarter()


def refusal(call) -> tuple[str, str, str]:
    """What an action says: the kind of refusal, the sentence, the field; ("", "", "") when it does it."""
    try:
        with transaction.atomic():
            call()
    except (NotAllowed, WrongState, Invalid, Stale) as error:
        return type(error).__name__, str(error), getattr(error, "field", "")
    return "", "", ""


def verbs() -> list[str]:
    return list(Entry.objects.filter(subject="edition").order_by("pk").values_list("verb", flat=True))


# --- who ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("what", ["ask", "correct", "cancel", "issue"])
@pytest.mark.parametrize(
    ("paper", "who_may"), [("triwulan", ALL | {"supervisor and member"}), ("lhe", ALL)], ids=["quarter", "unit"]
)
def test_who_issues_corrects_and_cancels(period, what, paper, who_may):
    row = sheet(period, "07")
    unit = row.unit if paper == "lhe" else None
    edition = None
    if what == "correct":
        edition = issued(period, paper=paper, unit=unit)
    elif what != "ask":
        edition = asked(period, paper=paper, unit=unit)
        Job.objects.update(state=JobState.FAILED, error="Gagal.", finished_at=NOW)

    def act(user):
        by = actor(user)
        if what == "ask":
            ask(paper=paper, period=period, papers=[Numbered("700/9", "", unit)], dated=TODAY, by=by, now=NOW)
        elif what == "correct":
            correct(edition=edition, letter_number="700/9", dated=TODAY, reason="Keliru.", by=by, now=NOW)
        elif what == "cancel":
            cancel(edition=edition, by=by, now=NOW)
        else:
            issue(edition=edition, drawn=drawn(period), by=by, now=NOW)
        transaction.set_rollback(True)

    people = everybody(row.unit)
    assert {name for name, user in people.items() if refusal(lambda user=user: act(user))[0] != "NotAllowed"} == who_may


# --- when, with what ------------------------------------------------------------------------------
@pytest.mark.parametrize("state", PeriodState.values)
def test_only_a_locked_quarter_is_issued(instrument, state):
    period = quarter(state=state)
    said = refusal(lambda: asked(period))
    closed = ("WrongState", f"Periode {period} belum dikunci, jadi belum ada yang dapat diterbitkan.", "")
    assert said == (("", "", "") if state in {"locked", "reported"} else closed)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (-1, "Tanggal terbit paling awal 21 Agustus 2024, hari periode dikunci."),
        (0, ""),
        (2, ""),
        (3, "Tanggal terbit tidak boleh lebih dari hari ini."),
    ],
)
def test_the_date_lies_between_lock_and_today(period, days, sentence):
    said = refusal(lambda: asked(period, dated=TODAY + timedelta(days=days), now=LATER))
    assert said[1:] == (sentence, "dated" if sentence else "")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("  ", "Nomor harus diisi."),
        ("700/a", "Nomor 700/a sudah dipakai pada terbitan lain."),
        (" 700/A ", "Nomor 700/A sudah dipakai pada terbitan lain."),
        ("7 00 /  A", "Nomor 7 00 / A sudah dipakai pada terbitan lain."),
        ("7" * 101, "Nomor terlalu panjang: 101 huruf, paling banyak 100."),
        ("700/B", ""),
    ],
)
def test_the_number_is_the_papers_own(period, number, sentence):
    asked(period, number="700/A")
    said = refusal(lambda: asked(quarter(quarter=1), number=number))
    assert said == (("Invalid", sentence, "letter_number") if sentence else ("", "", ""))


@pytest.mark.parametrize("number", ["700/a", "700 / A", "7 0 0/A"])
def test_two_at_once_with_one_number_written_otherwise_are_told_apart_by_the_database(period, number):
    """What nobody could see when both were checked."""
    first = asked(period, number="700/A")
    other = {"period_id": quarter(quarter=1).pk, "token": "lain", "pk": None}
    values = {field.attname: getattr(first, field.attname) for field in Edition._meta.concrete_fields}
    with pytest.raises(IntegrityError, match="edition_letter_number_once"), transaction.atomic():
        Edition.objects.create(**values | other | {"letter_number": number})
    assert Edition.objects.create(**values | other | {"letter_number": "700/B"}).pk


def test_a_letter_says_whom_it_is_addressed_to(period):
    said = refusal(lambda: asked(period, paper="surat-pengantar", addressee=" "))
    assert said == ("Invalid", "Tulis kepada siapa surat ini ditujukan.", "addressee")


@pytest.mark.parametrize(("state", "taken"), [("approved", True), ("reviewed", False), ("draft", False)])
def test_only_approved_units_get_papers_of_their_own(period, state, taken):
    row = sheet(period, "07", state)
    said = refusal(lambda: asked(period, paper="lhe", unit=row.unit))
    sentence = f"Hasil {row.unit} pada {period} tidak disetujui, jadi tidak diterbitkan."
    assert said == (("", "", "") if taken else ("Invalid", sentence, "letter_number"))


def test_many_units_at_once_all_or_none(period):
    rows = [sheet(period, code) for code in ("05", "06")]
    supervisor = actor(person(Role.SUPERVISOR))

    def ask_both(*numbers):
        pairs = zip(numbers, rows, strict=True)
        papers = [Numbered(number, "", row.unit, f"f{row.unit.code}") for number, row in pairs]
        return ask(paper="lhe", period=period, papers=papers, dated=TODAY, by=supervisor, now=NOW)

    assert refusal(lambda: ask_both("700/1", "700/1")) == (
        "Invalid",
        "Nomor 700/1 sudah dipakai pada terbitan lain.",
        "f06",
    )
    assert (Edition.objects.count(), Job.objects.count()) == (0, 0)
    editions = ask_both("700/1", "700/2")
    assert [job.payload["edition"] for job in Job.objects.order_by("pk")] == [edition.pk for edition in editions]
    assert [edition.title for edition in editions] == [
        f"Laporan Hasil Evaluasi Pembangunan Zona Integritas {row.unit}, Triwulan II Tahun 2024" for row in rows
    ]


def test_nothing_is_asked_for_without_a_number(period):
    by = actor(person(Role.SUPERVISOR))
    said = refusal(lambda: ask(paper="lhe", period=period, papers=[], dated=TODAY, by=by, now=NOW))
    assert said == ("Invalid", "Isi nomor paling sedikit satu unit kerja.", "")


def test_a_paper_is_asked_for_once(period):
    edition = asked(period)
    sentence = f"{edition.title} sedang disiapkan untuk diterbitkan."
    assert refusal(lambda: asked(period)) == ("WrongState", sentence, "")
    issue(edition=edition, drawn=drawn(period), by=actor(edition.asked_by), now=NOW)
    sentence = f"{edition.title} sudah diterbitkan. Buat edisi perbaikan bila ada yang keliru."
    assert refusal(lambda: asked(period)) == ("WrongState", sentence, "")


@pytest.mark.django_db(transaction=True)
def test_two_supervisors_at_once_get_one_edition(instrument):
    period = quarter()
    people = [person(Role.SUPERVISOR), person(Role.SUPERVISOR)]
    results = at_once(*(lambda user=user: asked(period, by=user, number=f"700/{user.pk}") for user in people))
    assert sorted(type(result).__name__ for result in results) == ["Edition", "WrongState"]
    assert (Edition.objects.count(), Job.objects.filter(kind="issue-paper").count()) == (1, 1)


# --- issuing --------------------------------------------------------------------------------------
def test_what_is_issued_is_kept_with_its_hash(period):
    content = pdf(text="Terbit")
    edition = issued(period, content=content, signatory="Inspektur")
    edition = Edition.objects.select_related("file").get(pk=edition.pk)
    assert (edition.issued_at, edition.signatory, edition.letter_number) == (NOW, "Inspektur", "700/1")
    with edition.file.opened() as file:
        assert file.read() == content
    assert (edition.file.name, edition.file.pages) == ("triwulan-2024-tw2.pdf", 1)
    assert len(edition.token) == 20
    assert verbs() == ["terbitan diminta", "terbit"]
    assert Entry.objects.get(verb="terbit").new["SHA-256"] == edition.file.sha256


def test_issuing_twice_keeps_the_first(period):
    edition = asked(period)
    by = actor(edition.asked_by)
    first = issue(edition=edition, drawn=drawn(period, pdf(text="satu")), by=by, now=NOW)
    again = issue(edition=edition, drawn=drawn(period, pdf(text="dua")), by=by, now=LATER)
    assert (again.file_id, again.issued_at) == (first.file_id, NOW)
    assert (StoredFile.objects.count(), verbs()) == (1, ["terbitan diminta", "terbit"])


@pytest.mark.parametrize(
    ("paper", "state"),
    [("triwulan", "reported"), ("surat-pengantar", "locked"), ("lhe", "locked"), ("berita-acara", "locked")],
)
def test_the_quarterly_report_closes_the_quarter_for_good(period, paper, state):
    row = sheet(period, "07")
    issued(period, paper=paper, unit=row.unit if paper in {"lhe", "berita-acara"} else None)
    assert Period.objects.get(pk=period.pk).state == state
    supervisor = actor(person(Role.SUPERVISOR))
    said = refusal(lambda: reopen_period(period=period, reason="Salah", by=supervisor, now=LATER))
    sentence = "Periode TW II 2024 berstatus “Dilaporkan”, jadi langkah ini tidak berlaku."
    assert said == (("WrongState", sentence, "") if state == "reported" else ("", "", ""))


def test_a_quarter_opened_meanwhile_is_not_issued(period):
    edition, ready, by = asked(period), drawn(period), actor(person(Role.SUPERVISOR))
    reopen_period(period=period, reason="Salah", by=by, now=LATER)
    said = refusal(lambda: issue(edition=edition, drawn=ready, by=by, now=LATER))
    assert said[1] == "Periode TW II 2024 belum dikunci, jadi belum ada yang dapat diterbitkan."
    Period.objects.update(state="locked", locked_at=LATER, locked_by=by.user)
    said = refusal(lambda: issue(edition=edition, drawn=ready, by=by, now=LATER))
    assert said[:2] == ("Stale", "Periode TW II 2024 dibuka dan dikunci lagi sejak terbitan ini disusun.")
    assert StoredFile.objects.count() == 0


# --- corrections ----------------------------------------------------------------------------------
def corrected(edition, **more):
    values = {"letter_number": edition.letter_number, "dated": TODAY, "reason": "Nama keliru.", "now": LATER}
    return correct(edition=edition, by=actor(person(Role.SUPERVISOR)), **values | more)


def test_a_correction_names_what_it_replaces(period):
    first = issued(period)
    second = corrected(first)
    assert (second.number, second.replaces, second.reason, second.letter_number) == (2, first, "Nama keliru.", "700/1")
    assert second.token != first.token
    issue(edition=second, drawn=drawn(period, pdf(text="dua")), by=actor(second.asked_by), now=LATER)
    assert Edition.objects.get(number=2).file.name == "triwulan-2024-tw2-edisi-2.pdf"
    assert verbs() == ["terbitan diminta", "terbit", "edisi perbaikan diminta", "terbit"]


def test_only_the_newest_issued_edition_is_corrected(period):
    first = asked(period)
    assert refusal(lambda: corrected(first))[1] == "Terbitan ini belum terbit, jadi belum ada yang diperbaiki."
    first = issue(edition=first, drawn=drawn(period), by=actor(first.asked_by), now=NOW)
    second = corrected(first)
    said = "Edisi 1 sedang digantikan oleh edisi 2. Perbaiki edisi yang terbaru."
    assert refusal(lambda: corrected(first)) == ("WrongState", said, "")
    issue(edition=second, drawn=drawn(period), by=actor(second.asked_by), now=LATER)
    said = "Edisi 1 sudah digantikan oleh edisi 2. Perbaiki edisi yang terbaru."
    assert refusal(lambda: corrected(first)) == ("WrongState", said, "")
    assert corrected(Edition.objects.get(pk=second.pk)).number == 3


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        ({"reason": " "}, "Tulis apa yang diperbaiki dan mengapa.", "reason"),
        ({"letter_number": "700/lain"}, "Nomor 700/lain sudah dipakai pada terbitan lain.", "letter_number"),
        ({"dated": TODAY}, "Tanggal terbit paling awal 22 Agustus 2024, tanggal edisi yang diganti.", "dated"),
    ],
)
def test_what_no_correction_says(period, changes, sentence, field):
    first = issued(period, dated=TODAY + timedelta(days=1), now=LATER)
    asked(period, paper="surat-pengantar", number="700/Lain")
    values = {"dated": TODAY + timedelta(days=1)} | changes
    assert refusal(lambda: corrected(first, **values)) == ("Invalid", sentence, field)


# --- giving up ------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", [*JobState.values, "forgotten", "issued"])
def test_only_what_failed_is_given_up(period, state):
    edition = asked(period)
    if state == "issued":
        issue(edition=edition, drawn=drawn(period), by=actor(edition.asked_by), now=NOW)
    elif state == "forgotten":
        Job.objects.all().delete()
    else:
        stamps = {"failed": {"error": "Gagal.", "finished_at": NOW}, "done": {"finished_at": NOW}}
        running = {"heartbeat_at": NOW, "started_at": NOW, "attempts": 1}
        Job.objects.update(state=state, **(running if state == "running" else stamps.get(state, {})))
    said = refusal(lambda: cancel(edition=edition, by=actor(person(Role.SUPERVISOR)), now=LATER))
    waits = "Terbitan ini sedang disiapkan. Tunggu sampai selesai, atau batalkan setelah gagal."
    there = "Terbitan ini sudah terbit, jadi tidak dapat dibatalkan. Buat edisi perbaikan."
    sentence = {"queued": waits, "running": waits, "issued": there}.get(state, "")
    assert said[1] == sentence
    assert Edition.objects.exists() is bool(sentence)


def test_the_number_of_what_was_given_up_is_free_again(period):
    edition = asked(period, number="700/A")
    Job.objects.all().delete()
    cancel(edition=edition, by=actor(person(Role.SUPERVISOR)), now=LATER)
    assert verbs() == ["terbitan diminta", "terbitan dibatalkan"]
    assert asked(period, number="700/A").letter_number == "700/A"


# --- people are told ------------------------------------------------------------------------------
def test_who_is_told_of_a_quarterly_report(period):
    row = sheet(period, "07")
    people = everybody(row.unit)
    edition = issued(period, by=people["supervisor"])
    told = {
        "evaluator",
        "evaluator of another unit",
        "evaluator and member",
        "supervisor",
        "supervisor who verified",
        "supervisor and member",
        "supervisor and evaluator",
        "leader",
    }
    messages = Message.objects.filter(event="report_issued")
    assert {name for name, user in people.items() if messages.filter(user=user).exists()} == told
    message = messages.first()
    assert (message.title, message.text, message.url) == (
        "Laporan triwulanan TW II 2024 terbit",
        f"{edition.title} terbit dengan nomor 700/1, tanggal 21 Agustus 2024.",
        f"/terbitan/{edition.pk}/",
    )


def test_the_units_people_are_told_of_their_own(period):
    rows = [sheet(period, code) for code in ("05", "06")]
    heads = [person(Role.UNIT_HEAD, row.unit) for row in rows]
    leader = person(Role.LEADER)
    by = actor(person(Role.SUPERVISOR))
    papers = [Numbered(f"700/{row.unit.code}", "", row.unit) for row in rows]
    first, second = ask(paper="lhe", period=period, papers=papers, dated=TODAY, by=by, now=NOW)
    issue(edition=first, drawn=drawn(period), by=by, now=NOW)
    assert list(Message.objects.filter(event="report_issued").values_list("user", flat=True)) == [heads[0].pk]
    issue(edition=second, drawn=drawn(period), by=by, now=NOW)
    assert Message.objects.filter(user=heads[1]).count() == 1
    message = Message.objects.get(user=leader)
    assert (message.title, message.text) == (
        "2 Laporan Hasil Evaluasi TW II 2024 terbit",
        f"Unit kerja: {rows[0].unit}, {rows[1].unit}.",
    )


def test_the_rest_is_told_of_when_one_is_given_up(period):
    rows = [sheet(period, code) for code in ("05", "06")]
    leader, by = person(Role.LEADER), actor(person(Role.SUPERVISOR))
    papers = [Numbered(f"700/{row.unit.code}", "", row.unit) for row in rows]
    first, second = ask(paper="lhe", period=period, papers=papers, dated=TODAY, by=by, now=NOW)
    issue(edition=first, drawn=drawn(period), by=by, now=NOW)
    Job.objects.all().delete()
    cancel(edition=second, by=by, now=NOW)
    assert [message.title for message in Message.objects.filter(user=leader)] == [
        "Laporan Hasil Evaluasi TW II 2024 terbit"
    ]


# --- for good -------------------------------------------------------------------------------------
def run(sql: str) -> str:
    """What the database says to the statement; "" when it went through."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        return str(error).splitlines()[0]
    return ""


def test_the_database_lets_nobody_change_what_is_issued(period):
    edition = issued(period)
    waiting = asked(period, paper="surat-pengantar")
    before = list(Edition.objects.filter(pk=edition.pk).values())
    said = "reports_edition takes no change where OLD.issued_at IS NOT NULL"
    assert run("UPDATE reports_edition SET letter_number = 'x' WHERE issued_at IS NOT NULL") == said
    guard(Editor(), "reports_edition", "OLD.issued_at IS NOT NULL")  # tests may empty tables; now as in the application
    assert run("DELETE FROM reports_edition WHERE issued_at IS NOT NULL") == said
    assert list(Edition.objects.filter(pk=edition.pk).values()) == before
    assert run("UPDATE reports_edition SET letter_number = 'x' WHERE issued_at IS NULL") == ""
    assert run("DELETE FROM reports_edition WHERE issued_at IS NULL") == ""
    assert not Edition.objects.filter(pk=waiting.pk).exists()


def test_what_was_signed_away_is_not_issued(period):
    edition = asked(period)
    former = UserFactory()
    grant(former, Role.SUPERVISOR, until=TODAY - timedelta(days=1))
    said = refusal(lambda: issue(edition=edition, drawn=drawn(period), by=actor(former), now=NOW))
    assert said == ("NotAllowed", "Peminta terbitan ini tidak lagi berwenang menerbitkan laporan.", "")


def test_a_unit_without_a_sheet_in_the_quarter_gets_none(period):
    unit = WorkUnitFactory()
    assert refusal(lambda: asked(period, paper="lhe", unit=unit))[0] == "Invalid"
