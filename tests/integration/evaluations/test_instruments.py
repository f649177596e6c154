"""Loading, copying, editing and publishing an instrument."""

from copy import deepcopy
from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from evaluations.actions.instruments import copy_instrument, load_instrument, publish_instrument, save_part
from evaluations.exceptions import Invalid, NotAllowed, WrongState
from evaluations.models import Indicator, Instrument, Question, Threshold
from evaluations.queries.instruments import as_data, loaded
from evaluations.scoring import library
from history.models import Entry
from tests.factories import NOW, EvaluationFactory, actor, answer, person
from units.roles import Role

pytestmark = pytest.mark.django_db
PARTS = ["area", "answerscale", "component", "indicator", "question", "threshold"]


@pytest.fixture(scope="module")
def builtin():
    return library.read(library.builtin_path())


@pytest.fixture
def administrator(instrument):
    return actor(person(Role.ADMINISTRATOR))


@pytest.fixture
def draft(instrument, administrator):
    return copy_instrument(instrument=instrument, by=administrator, now=NOW)


def test_the_rows_say_what_the_file_says(instrument, builtin):
    parsed, _, sha256 = builtin
    assert library.parse(as_data(instrument)) == parsed
    assert library.parse(as_data(instrument)).fingerprint == parsed.fingerprint == instrument.fingerprint
    assert (instrument.sha256, instrument.state) == (sha256, "published")


def test_nothing_of_a_question_is_lost(instrument, builtin):
    """Equality of the whole leaves out what compares as the same; the texts are looked at one by one."""
    for code, question in library.parse(as_data(instrument)).questions.items():
        expected = builtin[0].questions[code]
        assert (
            question.text,
            dict(question.criteria),
            question.evidence,
            question.inputs,
            question.checks,
            question.note,
        ) == (
            expected.text,
            dict(expected.criteria),
            expected.evidence,
            expected.inputs,
            expected.checks,
            expected.note,
        )


def test_a_note_on_a_choice_is_kept(builtin):
    data = deepcopy(builtin[1]) | {"id": "uji"}
    question = data["components"][0]["children"][0]["children"][0]["indicators"][0]["questions"][0]
    question["note"] = "Lihat penjelasan pada lampiran."
    row, _ = load_instrument(data=data, sha256="1" * 64, now=NOW)
    assert loaded(row).instrument.questions[question["code"]].note == "Lihat penjelasan pada lampiran."


def test_loading_twice_changes_nothing(builtin):
    _, data, sha256 = builtin
    data = data | {"id": "uji"}
    first, new = load_instrument(data=data, sha256=sha256, now=NOW)
    counts = [model.objects.count() for model in (Instrument, Indicator, Question, Threshold, Entry)]
    second, again = load_instrument(data=data, sha256=sha256, now=NOW)
    assert (new, again, second) == (True, False, first)
    assert [model.objects.count() for model in (Instrument, Indicator, Question, Threshold, Entry)] == counts
    told = Entry.objects.get(subject="instrument", subject_id=first.pk)
    assert (told.verb, told.new, told.source) == ("instrumen terbit", first.fingerprint, "command")


def test_other_content_needs_another_version(builtin, instrument):
    _, data, _ = builtin
    with pytest.raises(Invalid) as refused:
        load_instrument(data=data, sha256="0" * 64, now=NOW)
    assert str(refused.value) == f"{instrument} sudah ada dengan isi lain. Naikkan nomor versi dalam berkas."
    row, new = load_instrument(data=data | {"version": 2}, sha256="0" * 64, now=NOW)
    assert (new, row.version, row.fingerprint) == (True, 2, instrument.fingerprint)


def test_a_broken_file_leaves_nothing(builtin):
    data = deepcopy(builtin[1]) | {"id": "uji"}
    data["components"][0]["weight"] = 61
    with pytest.raises(library.InstrumentError):
        load_instrument(data=data, sha256="", now=NOW)
    assert Instrument.objects.filter(identifier="uji").count() == 0


def test_the_command_says_what_it_did(instrument, tmp_path):
    out = StringIO()
    call_command("load_instrument", stdout=out)
    assert out.getvalue() == (
        f"{instrument}: 113 pertanyaan, {instrument.indicator_set.count()} indikator; "
        "sudah dimuat, tidak ada yang berubah.\n"
    )
    broken = tmp_path / "rusak.yaml"
    broken.write_text("id: [", encoding="utf-8")
    with pytest.raises(CommandError, match="Berkas bukan YAML yang sah"):
        call_command("load_instrument", str(broken))
    with pytest.raises(CommandError, match=r"tidak-ada\.yaml"):
        call_command("load_instrument", str(tmp_path / "tidak-ada.yaml"))


# --- copy, edit, publish ----------------------------------------------------------------------------
def test_a_copy_says_the_same(instrument, draft):
    assert (draft.version, draft.state, draft.fingerprint, draft.sha256) == (2, "draft", "", "")
    assert as_data(draft) == as_data(instrument) | {"version": 2}
    assert list(Entry.objects.filter(subject="instrument", subject_id=draft.pk).values_list("verb", "old", "new")) == [
        ("instrumen disalin", 1, 2)
    ]


def test_new_words_keep_the_fingerprint_and_new_weights_do_not(instrument, draft, administrator):
    question = draft.question_set.get(code="A.I.1.i.a")
    question.text = "Apakah tim sudah ada?"
    save_part(part=question, by=administrator, now=NOW)
    words = publish_instrument(instrument=draft, by=administrator, now=NOW)
    other = copy_instrument(instrument=words, by=administrator, now=NOW)
    for code, weight in {"A.I.1.i": "0.75", "A.I.1.ii": "0.75"}.items():
        indicator = other.indicator_set.get(code=code)
        indicator.weight = Decimal(weight)
        save_part(part=indicator, by=administrator, now=NOW)
    weights = publish_instrument(instrument=other, by=administrator, now=NOW)
    assert (words.fingerprint == instrument.fingerprint, weights.fingerprint == instrument.fingerprint) == (True, False)
    assert loaded(weights).instrument.nodes["A.I.1.i"].weight == Decimal("0.75")


def test_a_new_version_leaves_the_past_quarter_alone(instrument, draft, administrator):
    evaluation = EvaluationFactory()
    answer(evaluation, "A.I.1.i.a", "unit", "Ya")
    before = evaluation.scores.values().get()
    scale = draft.answerscale_set.get(key="ya_tidak")
    scale.options = [["Ya", "0.5"], ["Tidak", "0"]]
    save_part(part=scale, by=administrator, now=NOW)
    publish_instrument(instrument=draft, by=administrator, now=NOW)
    answer(evaluation, "A.I.1.i.a", "unit", "Ya")
    assert evaluation.scores.values().get() == before


def test_a_change_is_in_the_history(draft, administrator):
    threshold = draft.threshold_set.get(predicate="WBK", target="total")
    threshold.minimum = Decimal(76)
    save_part(part=threshold, by=administrator, now=NOW)
    entry = Entry.objects.get(subject="threshold")
    assert (entry.verb, entry.subject_id, entry.by, entry.old, entry.new) == (
        "nilai minimal diubah",
        threshold.pk,
        administrator.user,
        {"minimum": "75.0000"},
        {"minimum": "76"},
    )


def test_an_unsound_draft_is_not_published(draft, administrator):
    indicator = draft.indicator_set.get(code="A.I.1.i")
    indicator.weight = Decimal("0.6")
    save_part(part=indicator, by=administrator, now=NOW)
    with pytest.raises(library.InstrumentError) as refused:
        publish_instrument(instrument=draft, by=administrator, now=NOW)
    assert refused.value.code == "A.I.1"
    draft.refresh_from_db()
    assert (draft.state, draft.fingerprint) == ("draft", "")


@pytest.mark.parametrize("part", PARTS)
def test_no_part_of_a_published_one_changes(instrument, administrator, part):
    row = getattr(instrument, f"{part}_set").first()
    row.order = 99
    with pytest.raises(WrongState) as refused:
        save_part(part=row, by=administrator, now=NOW)
    assert str(refused.value) == "Instrumen yang sudah terbit tidak dapat diubah. Buat versi baru."
    assert getattr(instrument, f"{part}_set").get(pk=row.pk).order != 99


def test_a_published_one_itself_does_not_change(instrument, administrator):
    instrument.title = "Judul lain"
    for refused in (
        lambda: save_part(part=instrument, by=administrator, now=NOW),
        lambda: publish_instrument(instrument=instrument, by=administrator, now=NOW),
    ):
        with pytest.raises(WrongState):
            refused()
    instrument.refresh_from_db()
    assert instrument.title != "Judul lain"


def test_a_stale_draft_object_does_not_open_a_published_one(draft, administrator):
    """What the caller holds says draft; the database has the word."""
    question = draft.question_set.select_related("instrument").first()
    publish_instrument(instrument=Instrument.objects.get(pk=draft.pk), by=administrator, now=NOW)
    with pytest.raises(WrongState):
        save_part(part=question, by=administrator, now=NOW)
    with pytest.raises(WrongState):
        publish_instrument(instrument=draft, by=administrator, now=NOW)


def test_a_draft_is_not_copied(draft, administrator):
    with pytest.raises(WrongState):
        copy_instrument(instrument=draft, by=administrator, now=NOW)


def test_a_part_refers_to_its_own_instrument(instrument, draft, administrator):
    question = draft.question_set.get(code="A.I.1.i.a")
    question.indicator = instrument.indicator_set.get(code="A.I.1.i")
    with pytest.raises(ValidationError) as refused:
        save_part(part=question, by=administrator, now=NOW)
    assert refused.value.message_dict == {"indicator": ["Pilih bagian dari instrumen yang sama."]}


@pytest.mark.parametrize(
    "options",
    [
        {"A": "1"},
        [["A", 1], ["B", 0]],
        [["A", "1"], ["A", "0"]],
        [["A", "1,5"]],
        [["A", "2"]],
        [["A"]],
        [["lebih panjang dari sepuluh", "1"], ["B", "0"]],
        "AB",
    ],
)
def test_a_scale_can_be_read_back(draft, administrator, options):
    scale = draft.answerscale_set.first()
    scale.options = options
    with pytest.raises(ValidationError) as refused:
        save_part(part=scale, by=administrator, now=NOW)
    assert list(refused.value.message_dict) == ["options"]


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.SUPERVISOR, Role.LEADER])
def test_only_those_who_manage_instruments(instrument, draft, role):
    who = actor(person(role))
    for refused in (
        lambda: copy_instrument(instrument=instrument, by=who, now=NOW),
        lambda: publish_instrument(instrument=draft, by=who, now=NOW),
        lambda: save_part(part=draft, by=who, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert Instrument.objects.count() == 2
