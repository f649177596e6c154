"""The history of one question: the whole story in order, and nothing a reader may not know."""

from datetime import timedelta

import pytest

from evaluations.actions.answers import agree, save_answer
from history import log
from tests.factories import NOW, UserFactory, actor, person
from tests.integration.evaluations.sheet_case import CHOICE, FIGURES, HTMX, cast, make_sheet, url
from units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db):
    """The unit answers twice, the TPI agrees and then keeps it with a note."""
    evaluation = make_sheet()
    member = person(Role.UNIT_MEMBER, evaluation.unit, full_name="Rina")
    verifier = person(Role.EVALUATOR, evaluation.unit, full_name="Tono")
    for version, (value, note) in enumerate([("B", ""), ("A", "Semua terpilih")]):
        save_answer(
            evaluation=evaluation, code=CHOICE, assessor="unit", value=value, note=note, version=version,
            by=actor(member), now=NOW,
        )  # fmt: skip
    evaluation.state, evaluation.submitted_at, evaluation.submitted_by = "in_review", NOW, member
    evaluation.save()
    agree(evaluation=evaluation, code=CHOICE, version=0, by=actor(verifier), now=NOW)
    save_answer(
        evaluation=evaluation, code=CHOICE, assessor="tpi", value="A", note="SK diperiksa", version=1,
        by=actor(verifier), now=NOW,
    )  # fmt: skip
    return evaluation


def changes(client, evaluation, user, code=CHOICE, headers=HTMX):
    client.force_login(user, backend="accounts.backends.Backend")
    response = client.get(url(evaluation, f"{code}/riwayat/"), headers=headers)
    assert response.status_code == 200
    return [
        (c.side, c.by, c.source, c.old_value, c.new_value, c.old_note, c.new_note) for c in response.context["changes"]
    ]


UNIT_STORY = [
    ("Unit", "Rina", "layar", "B", "A", "", "Semua terpilih"),
    ("Unit", "Rina", "layar", "", "B", "", ""),
]
TPI_STORY = [
    ("TPI", "Tono", "layar", "A", "A", "", "SK diperiksa"),
    ("TPI", "Tono", "layar", "", "A", "", ""),
]


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["htmx", "page"])
def test_the_inspectorate_reads_the_whole_story_newest_first(client, story, headers):
    assert changes(client, story, person(Role.LEADER), headers=headers) == TPI_STORY + UNIT_STORY


def test_the_unit_reads_the_tpis_part_only_once_it_may(client, story):
    member = person(Role.UNIT_MEMBER, story.unit)
    assert changes(client, story, member) == UNIT_STORY
    story.state, story.return_reason = "returned", "Lengkapi"
    story.save()
    assert changes(client, story, member) == TPI_STORY + UNIT_STORY


def test_figures_are_told_with_their_labels(client):
    evaluation = make_sheet()
    member = person(Role.UNIT_MEMBER, evaluation.unit)
    save_answer(
        evaluation=evaluation, code=FIGURES, assessor="unit", value={"kepala_satker": "1"}, note="", version=0,
        by=actor(member), now=NOW,
    )  # fmt: skip
    ((*_, new, _, _),) = changes(client, evaluation, member, FIGURES)
    assert new == "Banyaknya kepala satuan kerja yang wajib lapor LHKPN: 1"


def test_an_untouched_question_says_so(client, story):
    assert changes(client, story, person(Role.LEADER), "A.I.1.i.a") == []
    client.force_login(person(Role.LEADER), backend="accounts.backends.Backend")
    assert "Belum ada perubahan pada pertanyaan ini." in client.get(url(story, "A.I.1.i.a/riwayat/")).content.decode()


def test_who_may_read_it(client, story):
    statuses = {}
    for who, user in cast(story).items():
        client.force_login(user, backend="accounts.backends.Backend")
        statuses[who] = client.get(url(story, f"{CHOICE}/riwayat/")).status_code
    assert statuses == dict.fromkeys(statuses, 200) | {"member of another unit": 404}
    assert client.get(url(story, "Z.9/riwayat/")).status_code == 404
    assert client.post(url(story, f"{CHOICE}/riwayat/")).status_code == 405


@pytest.mark.parametrize("entries", [1, 200])
@pytest.mark.parametrize("role", [Role.UNIT_MEMBER, Role.SUPERVISOR])
def test_the_history_costs_the_same_however_long(client, django_assert_num_queries, role, entries):
    """Of a very long one the newest hundred are told."""
    evaluation = make_sheet("returned")
    user = person(role, evaluation.unit if role == Role.UNIT_MEMBER else None)
    log.write_all([_entry(evaluation, number) for number in range(entries)])
    client.force_login(user, backend="accounts.backends.Backend")
    with django_assert_num_queries(5):
        response = client.get(url(evaluation, f"{CHOICE}/riwayat/"), headers=HTMX)
    assert [change.new_note for change in response.context["changes"]] == [
        f"Catatan {number}" for number in reversed(range(entries))
    ][:100]


def _entry(evaluation, number: int):
    """One of many writes, by somebody else each time."""
    return log.entry(
        verb="jawaban disimpan",
        subject=evaluation,
        topic=f"{CHOICE}/{['unit', 'tpi'][number % 2]}",
        by=UserFactory(),
        at=NOW + timedelta(minutes=number),
        new={"jawaban": "A", "catatan": f"Catatan {number}"},
    )
