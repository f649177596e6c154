"""The unit adds, reuses, replaces, describes, confirms and withdraws evidence; nothing is lost on the way."""

from datetime import date

import pytest

from evaluations.actions import evidence as actions
from evaluations.exceptions import Invalid, WrongState
from evaluations.models import Evidence, EvidenceUse, EvidenceVersion
from files.models import StoredFile
from tests.factories import (
    NOW,
    EvaluationFactory,
    EvidenceUseFactory,
    EvidenceVersionFactory,
    PeriodFactory,
    StoredFileFactory,
    UserFactory,
)
from tests.integration.evaluations.evidence_case import (
    LINK,
    YES_NO,
    add_file,
    add_link,
    doubt,
    entries,
    evaluator_of,
    member_of,
    put,
    return_only,
    shown,
    upload,
)
from tests.integration.evaluations.sheet_case import CHOICE

pytestmark = pytest.mark.django_db

OTHER = "A.I.1.ii.a"


@pytest.fixture
def sheet(db):
    return EvaluationFactory()


@pytest.fixture
def member(sheet):
    return member_of(sheet)


def attach(sheet, member, evidence, code=CHOICE, place=""):
    return actions.attach(evaluation=sheet, code=code, evidence=evidence, place=place, by=member, now=NOW)


def replace(use, member, text="SK baru", **more):
    return actions.replace_file(use=use, upload=upload(text, "SK baru.pdf"), by=member, now=NOW, **more)


def edit(use, member, **changes):
    stands = {"title": use.version.title, "place": use.place, "valid_until": use.version.valid_until}
    return actions.edit(use=use, by=member, now=NOW, **stands | changes)


# --- adding ---------------------------------------------------------------------------------------
def test_a_file_becomes_evidence_of_the_unit_at_the_question(sheet, member):
    use = add_file(sheet, member, place="hlm. 3", valid_until=date(2024, 12, 31))
    version, file = use.version, StoredFile.objects.get()
    assert (use.evidence.unit, version.number, version.title, version.file) == (sheet.unit, 1, "SK Tim ZI", file)
    assert (version.valid_until, use.place, use.since, use.added_by) == (
        date(2024, 12, 31), "hlm. 3", sheet.period, member.user,
    )  # fmt: skip
    assert (use.is_carried, use.verdict, file.stored_by, file.pages) == (False, "", member.user, 1)
    told = {
        "bukti": "SK Tim ZI", "versi bukti": 1, "letak": "hlm. 3", "berkas": "SK Tim ZI.pdf",
        "sha256": file.sha256, "berlaku sampai": "2024-12-31",
    }  # fmt: skip
    assert entries(sheet) == [(f"{YES_NO}/unit", "bukti dilampirkan", None, told)]


def test_a_link_is_kept_and_shown_with_its_host(sheet, member):
    use = add_link(sheet, member)
    assert (use.version.url, use.version.host, use.version.file) == (LINK, "ppid.kalteng.go.id", None)
    told = {"bukti": "Laman PPID", "versi bukti": 1, "tautan": LINK}
    assert entries(sheet) == [(f"{YES_NO}/unit", "bukti dilampirkan", None, told)]


def test_a_file_without_a_title_is_called_by_its_name(sheet, member):
    assert add_file(sheet, member, title=" ").version.title == "SK Tim ZI"


def test_several_files_and_links_stand_at_one_question(sheet, member):
    add_file(sheet, member, "satu")
    add_file(sheet, member, "dua")
    add_link(sheet, member)
    assert [title for title, *_ in shown(sheet)[YES_NO]] == ["SK Tim ZI", "SK Tim ZI", "Laman PPID"]


@pytest.mark.parametrize("add", [add_file, add_link])
def test_the_same_content_twice_at_one_question_is_told_and_stored_once(sheet, member, add):
    add(sheet, member)
    with pytest.raises(Invalid) as refused:
        add(sheet, member, title="Lagi")
    noun = {"add_file": "berkas", "add_link": "tautan"}[add.__name__]
    title = EvidenceVersion.objects.get().title
    assert str(refused.value) == f"{YES_NO}: {noun} yang sama sudah dilampirkan di sini sebagai “{title}”."
    files = StoredFile.objects.count()
    assert (EvidenceUse.objects.count(), Evidence.objects.count(), files) == (1, 1, 1 if add is add_file else 0)
    add(sheet, member, code=CHOICE)  # at another question it may stand


@pytest.mark.parametrize("add", [add_file, add_link])
def test_the_same_content_coming_back_after_it_was_withdrawn_is_the_same_use(sheet, member, add):
    """Restored as it was, under the new words; nothing is stored twice, and at another question it is new."""
    until, earlier = date(2025, 12, 31), PeriodFactory(quarter=1)
    first = add(sheet, member, place="hlm. 3", valid_until=until)
    EvidenceUse.objects.filter(pk=first.pk).update(since=earlier, is_carried=True)
    stored = StoredFile.objects.count()
    for title, place, stands in [("Lagi", "", "hlm. 3"), ("Sekali lagi", "hlm. 4", "hlm. 4")]:
        actions.withdraw(use=first, by=member, now=NOW)
        again = add(sheet, member, title=title, place=place)
        first.refresh_from_db()
        assert (again, first.withdrawn_at, first.withdrawn_by) == (first, None, None)
        assert (first.version.title, first.place, first.version.valid_until) == (title, stands, until)
        assert (first.since, first.is_carried) == (earlier, True)
    assert [entry[1] for entry in entries(sheet)][1:] == ["bukti ditarik", "bukti dipakai kembali"] * 2
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (1, stored)
    elsewhere = add(sheet, member, code=CHOICE)
    assert (elsewhere.since, elsewhere.is_carried, EvidenceUse.objects.count()) == (sheet.period, False, 2)


def test_without_a_title_what_comes_back_keeps_its_own(sheet, member):
    use = add_file(sheet, member, title="SK Gubernur")
    actions.withdraw(use=use, by=member, now=NOW)
    assert add_file(sheet, member, title="").version.title == "SK Gubernur"


def test_new_words_of_what_comes_back_do_not_reach_another_quarter(sheet, member):
    use = add_file(sheet, member, title="SK Tim ZI")
    earlier = EvidenceUseFactory(
        evaluation=EvaluationFactory(unit=sheet.unit, period=PeriodFactory(quarter=2)), version=use.version
    )
    actions.withdraw(use=use, by=member, now=NOW)
    again = add_file(sheet, member, title="SK Tim yang dibetulkan")
    earlier.refresh_from_db()
    assert (again, again.version.number, again.version.title) == (use, 2, "SK Tim yang dibetulkan")
    assert (earlier.version.number, earlier.version.title) == (1, "SK Tim ZI")
    assert StoredFile.objects.count() == 1


def test_other_content_after_a_withdrawal_is_new(sheet, member):
    for add, old, new in [(add_file, "lama", "baru"), (add_link, LINK, f"{LINK}/baru")]:
        use = add(sheet, member, old)
        actions.withdraw(use=use, by=member, now=NOW)
        assert add(sheet, member, new) != use
    assert [gone for *_, gone in shown(sheet)[YES_NO]] == [True, False] * 2


def test_what_carried_a_virus_is_not_restored_but_looked_at_anew(sheet, member):
    use = add_file(sheet, member)
    actions.withdraw(use=use, by=member, now=NOW)
    StoredFile.objects.update(scan="infected", scanned_at=NOW)
    again = add_file(sheet, member)
    assert (again != use, again.version.file.scan) == (True, "unscanned")


def test_what_was_withdrawn_stays_so_while_its_content_stands_there(sheet, member):
    first, other = add_file(sheet, member), add_file(sheet, member, "lain", title="Lain")
    actions.withdraw(use=first, by=member, now=NOW)
    replace(other, member, "SK Tim", title="Lagi")
    sentence = "sudah dilampirkan di sini sebagai “Lagi”"
    with pytest.raises(Invalid, match=sentence):
        actions.restore(use=first, by=member, now=NOW)
    with pytest.raises(Invalid, match=sentence):
        add_file(sheet, member)
    assert [(title, gone) for title, *_, gone in shown(sheet)[YES_NO]] == [("SK Tim ZI", True), ("Lagi", False)]


def test_an_unknown_question_takes_nothing(sheet, member):
    for add in (add_file, add_link):
        with pytest.raises(Invalid, match=r"Pertanyaan Z\.9 tidak ada"):
            add(sheet, member, code="Z.9")
    assert (StoredFile.objects.count(), Evidence.objects.count()) == (0, 0)


# --- using it again -------------------------------------------------------------------------------
def test_evidence_is_used_again_without_another_upload(sheet, member):
    first = add_file(sheet, member)
    again = attach(sheet, member, first.evidence, place="Lampiran I")
    assert (again.version, again.place, again.since) == (first.version, "Lampiran I", sheet.period)
    assert (StoredFile.objects.count(), Evidence.objects.count()) == (1, 1)
    with pytest.raises(Invalid, match=rf"{CHOICE}: berkas yang sama sudah dilampirkan di sini"):
        attach(sheet, member, first.evidence)


def test_of_an_earlier_quarter_the_newest_version_is_taken(sheet, member):
    earlier = EvaluationFactory(unit=sheet.unit, period=PeriodFactory(quarter=2))
    old = EvidenceUseFactory(evaluation=earlier, code=YES_NO)
    newest = EvidenceVersionFactory(evidence=old.evidence, number=2, title="SK 2024")
    use = attach(sheet, member, old.evidence)
    assert (use.version, use.since) == (newest, sheet.period)
    old.refresh_from_db()
    assert old.version.number == 1


def _of_another_unit(sheet):
    return EvidenceUseFactory(code=YES_NO).evidence


def _of_a_later_quarter(sheet):
    return EvidenceUseFactory(
        evaluation=EvaluationFactory(unit=sheet.unit, period=PeriodFactory(quarter=4)), code=YES_NO
    ).evidence


def _withdrawn_everywhere(sheet):
    return EvidenceUseFactory(evaluation=sheet, withdrawn_at=NOW, withdrawn_by=UserFactory()).evidence


def _infected(sheet):
    file = StoredFileFactory(scan="infected", scanned_at=NOW)
    version = EvidenceVersionFactory(unit=sheet.unit, file=file)
    return EvidenceUseFactory(evaluation=sheet, code=YES_NO, version=version).evidence


NOT_HERE = "Data dukung ini tidak dapat dipakai di sini. Pilih dari daftar bukti unit Anda."


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (_of_another_unit, NOT_HERE),
        (_of_a_later_quarter, NOT_HERE),
        (_withdrawn_everywhere, NOT_HERE),
        (_infected, "Berkas ini mengandung virus. Unggah berkas yang bersih."),
    ],
)
def test_what_may_not_be_used_again(sheet, member, make, sentence):
    evidence = make(sheet)
    before = EvidenceUse.objects.count()
    with pytest.raises(Invalid) as refused:
        attach(sheet, member, evidence)
    assert (str(refused.value), EvidenceUse.objects.count(), entries(sheet)) == (sentence, before, [])


def test_attaching_what_was_withdrawn_there_restores_it(sheet, member):
    """It is as old and as unconfirmed as it was; a place that is given is taken."""
    before = PeriodFactory(quarter=1)
    version = EvidenceVersionFactory(unit=sheet.unit)
    carried = {"evaluation": sheet, "version": version, "is_carried": True, "since": before}
    use = EvidenceUseFactory(code=YES_NO, place="hlm. 3", **carried)
    EvidenceUseFactory(code=CHOICE, **carried)
    for place, stands in {"": "hlm. 3", "hlm. 4": "hlm. 4"}.items():
        actions.withdraw(use=use, by=member, now=NOW)
        again = attach(sheet, member, version.evidence, YES_NO, place)
        use.refresh_from_db()
        assert (again, use.withdrawn_at, use.withdrawn_by, use.place) == (use, None, None, stands)
        assert (use.since, use.is_carried) == (before, True)
    assert [entry[1] for entry in entries(sheet)] == ["bukti ditarik", "bukti dipakai kembali"] * 2


def test_attaching_new_content_of_what_was_withdrawn_there_is_new(sheet, member):
    use = add_file(sheet, member)
    other = attach(sheet, member, use.evidence, CHOICE)
    actions.withdraw(use=use, by=member, now=NOW)
    replace(other, member)
    attach(sheet, member, use.evidence, YES_NO)
    assert shown(sheet)[YES_NO] == [("SK Tim ZI", 1, "", False, True), ("SK Tim ZI", 2, "", False, False)]


TWO_VERSIONS = rf"{YES_NO}: data dukung yang sama sudah dilampirkan di sini sebagai “SK Tim ZI”"


def test_evidence_stands_at_a_question_in_one_version_only(sheet, member):
    use = add_file(sheet, member)
    other = attach(sheet, member, use.evidence, CHOICE)
    return_only(sheet, CHOICE)
    replace(other, member)
    put(sheet, "returned", returned_whole=True, round=3)
    with pytest.raises(Invalid, match=TWO_VERSIONS):  # the older one stands there
        attach(sheet, member, use.evidence, YES_NO)
    actions.withdraw(use=use, by=member, now=NOW)
    attach(sheet, member, use.evidence, YES_NO)
    with pytest.raises(Invalid, match=TWO_VERSIONS):  # by now the newer one does
        actions.restore(use=use, by=member, now=NOW)


# --- replacing ------------------------------------------------------------------------------------
def test_replacing_makes_a_version_and_moves_every_open_question_of_the_sheet(sheet, member):
    earlier = EvaluationFactory(unit=sheet.unit, period=PeriodFactory(quarter=2))
    use = add_file(sheet, member, place="hlm. 3")
    old = EvidenceUseFactory(evaluation=earlier, code=YES_NO, version=use.version)
    attach(sheet, member, use.evidence, CHOICE, "hlm. 4")
    gone = attach(sheet, member, use.evidence, OTHER)
    actions.withdraw(use=gone, by=member, now=NOW)
    replace(use, member, title="SK Tim ZI 2024", place="hlm. 1", valid_until=date(2025, 1, 1))
    assert shown(sheet) == {
        YES_NO: [("SK Tim ZI 2024", 2, "hlm. 1", False, False)],
        CHOICE: [("SK Tim ZI 2024", 2, "hlm. 4", False, False)],
        OTHER: [("SK Tim ZI", 1, "", False, True)],
    }
    old.refresh_from_db()
    assert (old.version.number, EvidenceVersion.objects.count()) == (1, 2)
    first, second = StoredFile.objects.order_by("pk")
    was = {"bukti": "SK Tim ZI", "versi bukti": 1, "berkas": "SK Tim ZI.pdf", "sha256": first.sha256}
    now = {
        "bukti": "SK Tim ZI 2024", "versi bukti": 2, "berkas": "SK baru.pdf", "sha256": second.sha256,
        "berlaku sampai": "2025-01-01",
    }  # fmt: skip
    assert entries(sheet)[-2:] == [
        (f"{YES_NO}/unit", "bukti diganti", was | {"letak": "hlm. 3"}, now | {"letak": "hlm. 1"}),
        (f"{CHOICE}/unit", "bukti diganti", was | {"letak": "hlm. 4"}, now | {"letak": "hlm. 4"}),
    ]


def test_a_replacement_keeps_title_and_place_and_is_new_in_this_quarter(sheet, member):
    use = EvidenceUseFactory(
        evaluation=sheet, code=YES_NO, place="hlm. 3", is_carried=True, since=PeriodFactory(quarter=1)
    )
    title = use.version.title
    other = EvidenceUseFactory(
        evaluation=sheet, code=CHOICE, version=use.version, is_carried=True, since=PeriodFactory(quarter=2)
    )
    use = replace(use, member)
    assert (use.version.title, use.place, use.version.number) == (title, "hlm. 3", 2)
    other.refresh_from_db()
    for one in (use, other):  # wherever it stands, the content is new
        assert (one.version, one.since, one.is_carried, one.confirmed_by) == (
            use.version, sheet.period, False, member.user,
        )  # fmt: skip


def test_a_file_may_be_replaced_by_a_link(sheet, member):
    use = add_file(sheet, member)
    use = actions.replace_link(use=use, url=LINK, title="Di situs", by=member, now=NOW)
    assert (use.version.number, use.version.url, use.version.file) == (2, LINK, None)
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("what", ["the same content", "content that stands there", "content that another use meets"])
def test_a_replacement_that_changes_nothing_or_doubles_is_refused(sheet, member, what):
    use = add_file(sheet, member, "satu")
    add_file(sheet, member, "dua", title="Kedua")
    attach(sheet, member, use.evidence, CHOICE)
    add_file(sheet, member, "tiga", code=CHOICE, title="Ketiga")
    text, sentence = {
        "the same content": ("satu", "Isinya sama dengan versi yang sekarang. Tidak ada yang diganti."),
        "content that stands there": ("dua", f"{YES_NO}: berkas yang sama sudah dilampirkan di sini sebagai “Kedua”."),
        "content that another use meets": (
            "tiga",
            f"{CHOICE}: berkas yang sama sudah dilampirkan di sini sebagai “Ketiga”.",
        ),
    }[what]
    before, files = shown(sheet), StoredFile.objects.count()
    with pytest.raises(Invalid) as refused:
        replace(use, member, text)
    assert (str(refused.value), shown(sheet), StoredFile.objects.count()) == (sentence, before, files)


def test_after_a_return_of_single_questions_only_theirs_are_moved(sheet, member):
    use = add_file(sheet, member)
    attach(sheet, member, use.evidence, CHOICE)
    closed = attach(sheet, member, use.evidence, OTHER)
    return_only(sheet, YES_NO, CHOICE)
    replace(use, member)
    assert {code: rows[0][1] for code, rows in shown(sheet).items()} == {YES_NO: 2, CHOICE: 2, OTHER: 1}
    with pytest.raises(WrongState, match=rf"{OTHER} tidak dikembalikan TPI"):
        replace(closed, member, "lain")


# --- describing -----------------------------------------------------------------------------------
def test_before_the_first_submission_the_words_are_changed_in_place(sheet, member):
    use = add_file(sheet, member, place="hlm. 3")
    edit(use, member, title="SK Tim ZI 2024", place="hlm. 4", valid_until=date(2024, 12, 31))
    assert shown(sheet) == {YES_NO: [("SK Tim ZI 2024", 1, "hlm. 4", False, False)]}
    assert EvidenceVersion.objects.get().valid_until == date(2024, 12, 31)
    old, new = entries(sheet)[-1][2:]
    changed = {key: (old.get(key), new.get(key)) for key in new if old.get(key) != new.get(key)}
    assert changed == {
        "bukti": ("SK Tim ZI", "SK Tim ZI 2024"),
        "letak": ("hlm. 3", "hlm. 4"),
        "berlaku sampai": (None, "2024-12-31"),
    }


def _handed_in(sheet, use):
    put(sheet, "returned")


def _used_in_another_quarter(sheet, use):
    earlier = EvaluationFactory(unit=sheet.unit, period=PeriodFactory(quarter=2))
    EvidenceUseFactory(evaluation=earlier, code=YES_NO, version=use.version)


@pytest.mark.parametrize("seen_by", [_handed_in, _used_in_another_quarter])
def test_what_others_may_have_seen_gets_a_version_with_the_same_content(sheet, member, seen_by):
    use = add_file(sheet, member, place="hlm. 3")
    attach(sheet, member, use.evidence, CHOICE)
    seen_by(sheet, use)
    edit(use, member, title="SK Tim ZI 2024", place="hlm. 4")
    assert shown(sheet) == {
        YES_NO: [("SK Tim ZI 2024", 2, "hlm. 4", False, False)],
        CHOICE: [("SK Tim ZI 2024", 2, "", False, False)],
    }
    first, second = EvidenceVersion.objects.order_by("number")
    assert (first.title, first.file, StoredFile.objects.count()) == ("SK Tim ZI", second.file, 1)


def test_new_words_do_not_bring_other_content_to_another_question(sheet, member):
    """After a return of single questions two of them may show different versions of one piece of evidence."""
    old = add_file(sheet, member, "lama")
    new = attach(sheet, member, old.evidence, CHOICE)
    return_only(sheet, CHOICE)
    replace(new, member, "baru", title="SK Baru")
    put(sheet, "returned", returned_whole=True, round=3)
    edit(old, member, title="SK Lama")
    assert shown(sheet) == {
        YES_NO: [("SK Lama", 3, "", False, False)],
        CHOICE: [("SK Baru", 2, "", False, False)],
    }


def test_the_place_belongs_to_the_use_and_never_makes_a_version(sheet, member):
    use = add_file(sheet, member)
    put(sheet, "returned")
    edit(use, member, place="hlm. 9")
    assert shown(sheet) == {YES_NO: [("SK Tim ZI", 1, "hlm. 9", False, False)]}


def test_saying_the_same_again_changes_nothing(sheet, member):
    use = add_file(sheet, member, place="hlm. 3")
    told = entries(sheet)
    edit(use, member)
    actions.confirm(use=use, by=member, now=NOW)
    actions.restore(use=use, by=member, now=NOW)
    assert entries(sheet) == told
    actions.withdraw(use=use, by=member, now=NOW)
    told = entries(sheet)
    actions.withdraw(use=use, by=member, now=NOW)
    assert entries(sheet) == told


# --- confirming and withdrawing -------------------------------------------------------------------
def test_confirming_says_who_and_when_and_keeps_the_age(sheet, member):
    before = PeriodFactory(quarter=1)
    use = EvidenceUseFactory(evaluation=sheet, code=YES_NO, is_carried=True, since=before)
    use = actions.confirm(use=use, by=member, now=NOW)
    use.refresh_from_db()
    assert (use.is_carried, use.confirmed_at, use.confirmed_by, use.since) == (False, NOW, member.user, before)
    assert [entry[:2] for entry in entries(sheet)] == [(f"{YES_NO}/unit", "bukti dikonfirmasi")]


def test_withdrawing_hides_and_keeps_and_can_be_taken_back(sheet, member):
    use = doubtful = add_file(sheet, member)
    put(sheet, "in_review")
    doubt(doubtful, evaluator_of(sheet))
    put(sheet, "returned")
    actions.withdraw(use=use, by=member, now=NOW)
    use.refresh_from_db()
    assert (use.withdrawn_at, use.withdrawn_by, use.verdict) == (NOW, member.user, "kurang")
    for change in (
        lambda: replace(use, member),
        lambda: edit(use, member, place="hlm. 1"),
        lambda: actions.confirm(use=use, by=member, now=NOW),
    ):
        with pytest.raises(WrongState, match="Bukti ini sudah ditarik"):
            change()
    actions.restore(use=use, by=member, now=NOW)
    use.refresh_from_db()
    assert (use.withdrawn_at, use.withdrawn_by, use.present_verdict) == (None, None, "kurang")
    assert [entry[1] for entry in entries(sheet)] == [
        "bukti dilampirkan", "bukti dinilai", "bukti ditarik", "bukti dipakai kembali",
    ]  # fmt: skip


def test_a_use_that_left_with_its_quarter_says_so(sheet, member):
    use = EvidenceUseFactory(evaluation=sheet, code=YES_NO, is_carried=True)
    EvidenceUse.objects.filter(pk=use.pk).delete()
    with pytest.raises(WrongState, match="tidak ada lagi"):
        actions.confirm(use=use, by=member, now=NOW)
