"""Instruments in the administration: copy, edit the draft, publish; a published one is read-only."""

import json

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from evaluations.actions.instruments import copy_instrument
from evaluations.actions.instruments_delete import delete_draft, delete_part
from evaluations.admin.instruments import DraftAdmin
from evaluations.exceptions import NotAllowed, WrongState
from evaluations.models import AnswerScale, Area, Component, Indicator, Instrument, Threshold
from evaluations.queries.instruments import loaded
from history.models import Entry
from tests.factories import NOW, PeriodFactory, actor, person
from units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client, instrument):
    user = person(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


@pytest.fixture
def draft(administrator, instrument):
    return copy_instrument(instrument=instrument, by=actor(administrator), now=NOW)


def _change(row):
    return reverse(f"admin:evaluations_{row._meta.model_name}_change", args=[row.pk])


def _act(client, action, *rows):
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    response = client.post(reverse("admin:evaluations_instrument_changelist"), data)
    return [str(message) for message in get_messages(response.wsgi_request)][-len(rows) :]


def _form(client, row):
    """What the page of a row would post unchanged."""
    form = client.get(_change(row)).context["adminform"].form
    return {name: "" if (value := form[name].value()) is None else value for name in form.fields}


def test_a_published_one_is_copied_edited_and_published(client, administrator, instrument):
    assert _act(client, "copy_instruments", instrument) == [f"{instrument}: disalin menjadi draf versi baru."]
    draft = Instrument.objects.get(version=2)
    question = draft.question_set.get(code="A.I.1.i.a")
    data = {**_form(client, question), "text": "Apakah tim sudah ditetapkan?"}
    assert client.post(_change(question), data).status_code == 302
    entry = Entry.objects.get(subject="question")
    assert (entry.verb, entry.source, entry.by, entry.new) == (
        "pertanyaan diubah",
        "admin",
        administrator,
        {"text": "Apakah tim sudah ditetapkan?"},
    )
    assert _act(client, "publish_instruments", draft) == [f"{draft}: terbit dan tidak dapat diubah lagi."]
    draft.refresh_from_db()
    assert (draft.state, draft.fingerprint) == ("published", instrument.fingerprint)  # new wording scores alike
    assert loaded(draft).instrument.questions["A.I.1.i.a"].text == "Apakah tim sudah ditetapkan?"
    assert loaded(instrument).instrument.questions["A.I.1.i.a"].text != "Apakah tim sudah ditetapkan?"


def test_what_is_wrong_is_told_with_its_code(client, draft):
    indicator = draft.indicator_set.get(code="A.I.1.i")
    assert client.post(_change(indicator), {**_form(client, indicator), "weight": "0.75"}).status_code == 302
    (sentence,) = _act(client, "publish_instruments", draft)
    assert sentence.removeprefix(f"{draft}: ").split(":")[0] == "A.I.1"
    draft.refresh_from_db()
    assert (draft.state, draft.fingerprint) == ("draft", "")


def test_a_draft_is_not_copied(client, draft):
    assert _act(client, "copy_instruments", draft) == [
        f"{draft}: Hanya instrumen yang sudah terbit yang dapat disalin menjadi versi baru."
    ]
    assert Instrument.objects.count() == 2


def test_a_published_one_is_not_published_again(client, administrator, instrument):
    assert _act(client, "publish_instruments", instrument) == [
        f"{instrument}: Instrumen yang sudah terbit tidak dapat diubah. Buat versi baru."
    ]


@pytest.mark.parametrize("part", ["area", "answerscale", "component", "indicator", "question", "threshold"])
def test_every_part_of_a_draft_is_saved_and_of_a_published_one_refused(client, instrument, draft, part):
    row = getattr(draft, f"{part}_set").last()
    data = {**_form(client, row), "order": 99}
    assert client.post(_change(row), data).status_code == 302
    row.refresh_from_db()
    assert row.order == 99
    published = getattr(instrument, f"{part}_set").last()
    assert client.post(_change(published), data).status_code == 403
    assert published.order == getattr(instrument, f"{part}_set").last().order


def test_a_new_part_goes_only_into_a_draft(client, instrument, draft):
    data = {"order": 30, "predicate": "WBK", "target": "A.I", "minimum": "20"}
    add = reverse("admin:evaluations_threshold_add")
    response = client.post(add, {**data, "instrument": instrument.pk})
    assert list(response.context["adminform"].form.errors) == ["instrument"]
    assert client.post(add, {**data, "instrument": draft.pk}).status_code == 302
    assert list(Threshold.objects.filter(target="A.I").values_list("instrument", "predicate")) == [(draft.pk, "WBK")]


@pytest.mark.parametrize(
    ("part", "field", "value", "sentence"),
    [
        (
            "answerscale",
            "options",
            '[["A", "1"], ["B", "dua"]]',
            'Tulis daftar pasangan, misalnya [["A", "1"], ["B", "0.5"], ["C", "0"]].',
        ),
        (
            "answerscale",
            "options",
            '{"A": "1"}',
            'Tulis daftar pasangan, misalnya [["A", "1"], ["B", "0.5"], ["C", "0"]].',
        ),
        ("answerscale", "options", "[[", "Masukkan JSON yang valid."),
        ("indicator", "weight", "0", None),
        ("question", "formula", '{"kind": "index"}', None),
        ("area", "number", "2", None),
    ],
)
def test_a_bad_part_is_shown_and_not_saved(client, draft, part, field, value, sentence):
    row = getattr(draft, f"{part}_set").first()
    before = Entry.objects.count()
    data = _form(client, row)
    response = client.post(_change(row), {**data, field: value})
    assert response.status_code == 200
    errors = response.context["adminform"].form.errors
    if sentence:
        assert errors == {field: [sentence]}
    assert (len(errors), Entry.objects.count()) == (1, before)
    assert _form(client, row) == data


def test_bad_names_of_predicates_are_shown(client, draft):
    response = client.post(_change(draft), {**_form(client, draft), "predicates": json.dumps(["WBK"])})
    assert response.context["adminform"].form.errors == {
        "predicates": ['Tulis pasangan kode dan nama, misalnya {"WBK": "Wilayah ..."}.']
    }


def test_an_emptied_list_is_stored_as_nothing(client, draft):
    question = draft.question_set.get(code="A.I.1.i.a")
    assert client.post(_change(question), {**_form(client, question), "evidence": ""}).status_code == 302
    question.refresh_from_db()
    assert question.evidence == []


def test_a_part_of_another_version_is_not_offered(client, instrument, draft):
    question = draft.question_set.get(code="A.I.1.i.a")
    other = instrument.indicator_set.get(code="A.I.1.i")
    response = client.post(_change(question), {**_form(client, question), "indicator": other.pk})
    assert list(response.context["adminform"].form.errors) == ["indicator"]


# --- deleting -------------------------------------------------------------------------------------
PARTS = ["area", "answerscale", "component", "indicator", "question", "threshold"]


def _delete_url(row):
    return reverse(f"admin:evaluations_{row._meta.model_name}_delete", args=[row.pk])


def _unused(draft, part):
    """A new part that nothing refers to."""
    rows = {
        "area": lambda: Area(number=9, title="Area baru"),
        "answerscale": lambda: AnswerScale(key="baru", options=[["A", "1"]]),
        "component": lambda: Component(code="Z", title="Baru", weight="1"),
        "indicator": lambda: Indicator(code="Z.1", title="Baru", weight="1", component=draft.component_set.first()),
        "question": lambda: draft.question_set.last(),
        "threshold": lambda: draft.threshold_set.last(),
    }
    row = rows[part]()
    row.instrument, row.order = draft, 99
    row.save()
    return row


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_a_draft_is_deleted_with_history(client, administrator, draft, part):
    row = _unused(draft, part)
    pk, others = row.pk, getattr(draft, f"{part}_set").count() - 1
    page = client.get(_delete_url(row))
    assert (page.status_code, page.context["protected"], page.context["perms_lacking"]) == (200, [], set())
    assert client.get(_change(row)).context["has_delete_permission"]
    assert client.post(_delete_url(row), {"post": "yes"}).status_code == 302
    assert getattr(draft, f"{part}_set").count() == others
    entry = Entry.objects.get(subject=part)
    assert (entry.verb, entry.source, entry.by, entry.subject_id, entry.old["id"], entry.new) == (
        f"{row._meta.verbose_name} dihapus",
        "admin",
        administrator,
        pk,
        pk,
        None,
    )


@pytest.mark.parametrize("part", ["area", "answerscale", "component", "indicator"])
def test_a_part_that_others_refer_to_is_kept(client, draft, part):
    row = getattr(draft, f"{part}_set").first()
    before = [getattr(draft, f"{name}_set").count() for name in PARTS]
    page = client.post(_delete_url(row), {"post": "yes"})
    assert page.status_code == 200
    assert page.context["protected"] != []
    assert [getattr(draft, f"{name}_set").count() for name in PARTS] == before


def test_a_question_added_meanwhile_is_told(client, draft, monkeypatch):
    """The page found nothing in the way, the action does."""
    monkeypatch.setattr(DraftAdmin, "get_deleted_objects", lambda *_: ([], {}, set(), []))
    row = draft.answerscale_set.first()
    question = row.questions.first()
    response = client.post(_delete_url(row), {"post": "yes"})
    assert (response.status_code, response.url) == (302, _delete_url(row))
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        f"{row} masih dipakai oleh pertanyaan {question} dan tidak dapat dihapus."
    ]


def test_a_draft_is_deleted_with_its_parts(client, administrator, instrument, draft):
    parts = [getattr(instrument, f"{part}_set").count() for part in PARTS]
    pk = draft.pk
    assert client.get(_delete_url(draft)).status_code == 200
    assert client.post(_delete_url(draft), {"post": "yes"}).status_code == 302
    assert list(Instrument.objects.all()) == [instrument]
    assert [getattr(instrument, f"{part}_set").count() for part in PARTS] == parts
    entry = Entry.objects.get(subject="instrument", subject_id=pk, verb="instrumen dihapus")
    assert (entry.by, entry.source, entry.old["version"]) == (administrator, "admin", 2)


def test_a_published_one_is_never_deleted(client, administrator, instrument):
    rows = [instrument, *(getattr(instrument, f"{part}_set").last() for part in PARTS)]
    assert [client.post(_delete_url(row), {"post": "yes"}).status_code for row in rows] == [403] * 7
    by = actor(administrator)
    sentence = r"^Instrumen yang sudah terbit tidak dapat diubah\. Buat versi baru\.$"
    with pytest.raises(WrongState, match=sentence):
        delete_draft(instrument=instrument, by=by, now=NOW)
    with pytest.raises(WrongState, match=sentence):
        delete_part(part=instrument.threshold_set.last(), by=by, now=NOW)


def test_a_draft_in_use_is_kept(administrator, draft):
    """Only published instruments can be planned with; the rule holds even so."""
    PeriodFactory(instrument=draft, state="planned")
    with pytest.raises(WrongState, match=r"masih dipakai oleh periode TW III 2024"):
        delete_draft(instrument=draft, by=actor(administrator), now=NOW)
    assert draft.question_set.count() == 113


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.EVALUATOR])
def test_only_an_administrator_deletes(client, draft, role):
    user = person(role)
    client.force_login(user)
    part = draft.threshold_set.last()
    assert [client.post(_delete_url(row), {"post": "yes"}).status_code for row in (draft, part)] == [403, 403]
    with pytest.raises(NotAllowed):
        delete_draft(instrument=draft, by=actor(user), now=NOW)
    with pytest.raises(NotAllowed):
        delete_part(part=part, by=actor(user), now=NOW)
