"""Saving records with their history."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from history.models import Entry
from tests.factories import NOW, TODAY, UserFactory, WorkUnitFactory, actor, assign, grant, person
from units.actions.records import delete_legal_basis, save_record
from units.models import Assignment, LegalBasis, Organisation, RoleGrant, WorkUnit
from units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return actor(person(Role.ADMINISTRATOR))


def _save(record, by, source="screen"):
    return save_record(record=record, by=by, now=NOW, source=source)


def test_the_history_holds_what_changed(administrator):
    unit = _save(WorkUnit(code="77", name="Unit Uji"), administrator, "import")
    unit.name, unit.is_active = "Unit Baru", False
    _save(unit, administrator)
    _save(WorkUnit.objects.get(pk=unit.pk), administrator)  # nothing changed: nothing logged
    rows = Entry.objects.filter(subject="workunit", subject_id=unit.pk).order_by("pk")
    assert [(row.verb, row.source, row.by, row.at, row.old) for row in rows] == [
        ("unit kerja dibuat", "import", administrator.user, NOW, None),
        ("unit kerja diubah", "screen", administrator.user, NOW, {"name": "Unit Uji", "is_active": True}),
    ]
    assert [row.new for row in rows] == [
        {
            "id": unit.pk,
            "code": "77",
            "name": "Unit Uji",
            "parent_agency": "",
            "target": "WBK",
            "head_name": "",
            "head_nip": "",
            "head_rank": "",
            "is_active": True,
            "is_sample": False,
        },
        {"name": "Unit Baru", "is_active": False},
    ]


def test_dates_are_kept_as_text(administrator):
    row = _save(RoleGrant(user=UserFactory(), role=Role.LEADER, starts_on=TODAY), administrator)
    row.ends_on = date(2024, 12, 31)
    _save(row, administrator)
    entry = Entry.objects.filter(subject="rolegrant").latest("pk")
    assert (entry.old, entry.new) == ({"ends_on": None}, {"ends_on": "2024-12-31"})


def _records():
    return [
        WorkUnit(code="77", name="Unit Uji"),
        Organisation(pk=1),
        LegalBasis(title="Surat", issued_on=TODAY),
        RoleGrant(user=UserFactory(), role=Role.LEADER, starts_on=TODAY),
        Assignment(user=UserFactory(), unit=WorkUnitFactory(), starts_on=TODAY),
    ]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_saves(role):
    who = actor(person(role, WorkUnitFactory() if role in {Role.UNIT_MEMBER, Role.UNIT_HEAD} else None))
    for record in _records():
        with pytest.raises(PermissionError, match=r"^Anda tidak berwenang melakukan ini\.$"):
            _save(record, who)
    row = LegalBasis.objects.create(title="Surat", issued_on=TODAY)
    with pytest.raises(PermissionError):
        delete_legal_basis(record=row, by=who, now=NOW)
    assert LegalBasis.objects.filter(pk=row.pk).exists()
    assert Entry.objects.exclude(subject="instrument").count() == 0


@pytest.mark.parametrize(
    ("record", "messages"),
    [
        (lambda: WorkUnit(code="", name="x"), {"code": ["Bidang ini tidak boleh kosong."]}),
        (
            lambda: RoleGrant(user=UserFactory(), role="leader", unit=WorkUnitFactory(), starts_on=TODAY),
            {"__all__": ["Anggota Tim ZI dan kepala unit harus terikat pada satu unit; peran lain tidak."]},
        ),
        (
            lambda: Assignment(user=UserFactory(), unit=WorkUnitFactory(), starts_on=TODAY, ends_on=date(2024, 8, 20)),
            {"__all__": ["Tanggal berakhir tidak boleh sebelum tanggal mulai."]},
        ),
    ],
)
def test_a_broken_record_is_refused(administrator, record, messages):
    with pytest.raises(ValidationError) as refused:
        _save(record(), administrator)
    assert refused.value.message_dict == messages


CONFLICT = ["Orang ini anggota unit tersebut; anggota tidak boleh memverifikasi unitnya sendiri."]
# The other half holds from 10 to 20 August; first and last day of ours, and whether they meet.
MEETINGS = [
    (date(2024, 8, 1), date(2024, 8, 9), False),
    (date(2024, 8, 1), date(2024, 8, 10), True),
    (date(2024, 8, 20), None, True),
    (date(2024, 8, 21), None, False),
    (date(2024, 8, 12), date(2024, 8, 13), True),
]


def _refusal(record, administrator):
    try:
        _save(record, administrator)
    except ValidationError as refused:
        return refused.messages
    return None


@pytest.mark.parametrize(("first", "last", "meet"), MEETINGS)
def test_nobody_verifies_their_own_unit_whichever_comes_second(administrator, first, last, meet):
    held = {"since": date(2024, 8, 10), "until": date(2024, 8, 20)}
    member, verifier, unit = UserFactory(), UserFactory(), WorkUnitFactory()
    grant(member, Role.UNIT_MEMBER, unit, **held)
    assign(verifier, unit, **held)
    expected = CONFLICT if meet else None
    ours = {"unit": unit, "starts_on": first, "ends_on": last}
    assert _refusal(Assignment(user=member, **ours), administrator) == expected
    assert _refusal(RoleGrant(user=verifier, role=Role.UNIT_HEAD, **ours), administrator) == expected
    elsewhere = ours | {"unit": WorkUnitFactory()}
    assert _refusal(Assignment(user=member, **elsewhere), administrator) is None


def test_a_deleted_legal_basis_stays_in_the_history(administrator):
    row = LegalBasis.objects.create(title="Surat", issued_on=TODAY)
    pk = row.pk
    delete_legal_basis(record=row, by=administrator, now=NOW)
    assert LegalBasis.objects.filter(pk=pk).count() == 0
    entry = Entry.objects.get(subject="legalbasis")
    assert (entry.subject_id, entry.verb, entry.old, entry.new) == (
        pk,
        "dasar hukum dihapus",
        {"id": pk, "title": "Surat", "issued_on": "2024-08-21", "ends_on": None, "order": 0},
        None,
    )
