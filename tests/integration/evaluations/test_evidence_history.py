"""The history of evidence in words; the unit reads no verdict in it early."""

from datetime import date

import pytest

from evaluations.actions import evidence as actions
from evaluations.enums import EvaluationState
from evaluations.permissions import may_supervise
from evaluations.queries.evaluations import visible_evidence, visible_history
from evaluations.queries.instruments import loaded
from evaluations.queries.question_history import question_history
from evaluations.queries.unit import story
from history.models import Entry
from tests.factories import NOW, EvaluationFactory, EvidenceUseFactory, PeriodFactory, actor, assign, grant, person
from tests.integration.evaluations.evidence_case import (
    LINK,
    YES_NO,
    add_file,
    add_link,
    doubt,
    evaluator_of,
    member_of,
    put,
    upload,
)
from tests.integration.evaluations.pages_case import sign_in, text
from tests.integration.evaluations.sheet_case import CHOICE, HTMX, url
from units.roles import Role

pytestmark = pytest.mark.django_db


def remarks(evaluation, code=YES_NO, *, sees_tpi=True) -> list[tuple[str, list[str]]]:
    """(side, sentences) of a question's history, the oldest first."""
    question = loaded(evaluation.period.instrument).instrument.questions[code]
    changes = question_history(evaluation, question, sees_tpi=sees_tpi, inside=True)
    return [(change.side, change.remarks) for change in reversed(changes)]


def test_every_act_is_told_in_a_sentence():
    sheet = EvaluationFactory()
    member = member_of(sheet)
    use = add_file(sheet, member, place="hlm. 3", valid_until=date(2024, 12, 31))
    actions.edit(use=use, title="SK Tim ZI 2024", place="", valid_until=None, by=member, now=NOW)
    actions.replace_link(use=use, url=LINK, by=member, now=NOW)
    actions.withdraw(use=use, by=member, now=NOW)
    actions.restore(use=use, by=member, now=NOW)
    carried = EvidenceUseFactory(evaluation=sheet, code=CHOICE, is_carried=True, version__title="Notulen")
    actions.confirm(use=carried, by=member, now=NOW)
    put(sheet, "in_review")
    evaluator = evaluator_of(sheet)
    doubt(use, evaluator)
    doubt(use, evaluator, "memadai", "")
    doubt(use, evaluator, "", "")
    assert remarks(sheet) == [
        ("Unit", [
            "Bukti dilampirkan: “SK Tim ZI”", "Berkas: SK Tim ZI.pdf", "Letak: hlm. 3",
            "Berlaku sampai: 31 Desember 2024",
        ]),
        ("Unit", [
            "Keterangan bukti diubah: “SK Tim ZI” menjadi “SK Tim ZI 2024”", "Letak dihapus.", "Masa berlaku dihapus.",
        ]),
        ("Unit", ["Bukti diganti: “SK Tim ZI 2024”", f"Tautan: {LINK}"]),
        ("Unit", ["Bukti ditarik: “SK Tim ZI 2024”"]),
        ("Unit", ["Bukti dipakai kembali: “SK Tim ZI 2024”", f"Tautan: {LINK}"]),
        ("TPI", ["Bukti dinilai: “SK Tim ZI 2024”", "Penilaian: Kurang", "Catatan: Belum ditandatangani."]),
        ("TPI", ["Bukti dinilai: “SK Tim ZI 2024”", "Penilaian: Memadai"]),
        ("TPI", ["Penilaian bukti dicabut: “SK Tim ZI 2024”"]),
    ]  # fmt: skip
    assert [side for side, _ in remarks(sheet, sees_tpi=False)] == ["Unit"] * 5
    assert remarks(sheet, CHOICE)[0][1][0] == "Bukti dikonfirmasi: “Notulen”"


# --- what the unit may not know yet ---------------------------------------------------------------
SEEN = {"returned", "approved"}
SECRET = "Catatan rahasia TPI"


def judged(state: str):
    """A sheet whose evidence was judged, in that state."""
    sheet = EvaluationFactory(state="in_review")
    use = EvidenceUseFactory(evaluation=sheet, code=YES_NO)
    doubt(use, evaluator_of(sheet), note=SECRET)
    return put(sheet, state)


@pytest.mark.parametrize("state", EvaluationState.values)
def test_a_unit_reads_no_verdict_before_the_sheet_is_back(client, state):
    """In the question's history, on the unit's page and wherever else these entries are listed."""
    sheet = judged(state)
    member = person(Role.UNIT_HEAD, sheet.unit)
    sign_in(client, member)
    page = client.get(url(sheet, f"{YES_NO}/riwayat/"), headers=HTMX).content.decode()
    assert (SECRET in page) is (state in SEEN)
    told = [entry.verb for entry in story(actor(member), sheet)]
    assert ("bukti dinilai" in told) is (state in SEEN)
    assert ("Bukti dinilai" in text(client.get(url(sheet).removesuffix("lke/")))) is (state in SEEN)


@pytest.mark.parametrize("state", EvaluationState.values)
def test_who_reads_the_history_reads_no_verdict_on_their_own_unit_either(state):
    """Such a pair of roles cannot be entered; the rules hold even so."""
    sheet, other = judged(state), judged(state)
    both = person(Role.SUPERVISOR)
    grant(both, Role.UNIT_MEMBER, sheet.unit)
    entries = visible_history(actor(both)).filter(verb="bukti dinilai")
    expected = {sheet.pk, other.pk} if state in SEEN else {other.pk}
    assert set(entries.values_list("subject_id", flat=True)) == expected
    assert set(visible_evidence(actor(both)).values_list("evaluation", flat=True)) == expected


def test_another_units_evidence_is_nobodys_business():
    sheet = judged("approved")
    stranger = actor(person(Role.UNIT_HEAD, EvaluationFactory().unit))
    assert not visible_evidence(stranger).filter(evaluation=sheet).exists()
    assert visible_evidence(actor(person(Role.LEADER))).filter(evaluation=sheet).exists()


def test_who_judged_evidence_does_not_approve_the_sheet():
    """Whoever had a hand in the verification is no second pair of eyes (permissions.may_supervise)."""
    sheet = EvaluationFactory(state="in_review")
    supervisor = person(Role.SUPERVISOR)
    grant(supervisor, Role.EVALUATOR)
    use = EvidenceUseFactory(evaluation=sheet, code=YES_NO)
    assert may_supervise(actor(supervisor), sheet)
    duty = assign(supervisor, sheet.unit)
    doubt(use, actor(supervisor))
    duty.delete()
    assert not may_supervise(actor(supervisor), sheet)


# --- those who read the whole history -------------------------------------------------------------
def test_the_history_page_tells_evidence_and_files_in_words(client):
    sheet = EvaluationFactory(period=PeriodFactory(quarter=2))
    member = member_of(sheet)
    use = add_file(sheet, member)
    actions.replace_file(use=use, upload=upload("baru", "SK baru.pdf"), by=member, now=NOW)
    add_link(sheet, member)
    sign_in(client, person(Role.SUPERVISOR))
    lines = client.get(f"/pengelolaan/riwayat/?unit={sheet.unit.code}").context["lines"]
    assert [(line.event, line.kind, line.name) for line in lines] == [
        ("Bukti dilampirkan", "Penilaian", f"{sheet.unit}, TW II 2024"),
        ("Bukti diganti", "Penilaian", f"{sheet.unit}, TW II 2024"),
        ("Berkas diunggah", "Berkas", "SK baru.pdf"),
        ("Bukti dilampirkan", "Penilaian", f"{sheet.unit}, TW II 2024"),
        ("Berkas diunggah", "Berkas", "SK Tim ZI.pdf"),
    ]
    assert (lines[0].topic, lines[0].url) == (f"{YES_NO}, Unit", url(sheet, f"{YES_NO}/riwayat/"))
    assert [(change.label, change.old, change.new) for change in lines[0].changes] == [
        ("Bukti", "", "Laman PPID"),
        ("Versi bukti", "", "1"),
        ("Tautan", "", LINK),
    ]
    changed = {change.label: (change.old, change.new) for change in lines[1].changes}
    assert changed["Berkas"] == ("SK Tim ZI.pdf", "SK baru.pdf")
    only = client.get("/pengelolaan/riwayat/?objek=berkas").context["lines"]
    assert [line.event for line in only] == ["Berkas diunggah"] * 2


def test_entries_of_evidence_cost_no_query_each(client, django_assert_max_num_queries):
    supervisor = person(Role.SUPERVISOR)
    counted = []
    for number in (1, 6):
        sheet = EvaluationFactory()
        member = member_of(sheet)
        for place in range(number):
            add_file(sheet, member, f"isi {place}")
        sign_in(client, supervisor)
        with django_assert_max_num_queries(40) as asked:
            client.get(f"/pengelolaan/riwayat/?unit={sheet.unit.code}")
        counted.append(len(asked))
    assert counted[0] == counted[1]
    assert Entry.objects.filter(subject="storedfile").count() == 7
