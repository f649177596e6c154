"""`manage.py import_wording`: the regulation's sentences as a new version that scores alike.

The files are third parties': what is expected is read from them here, and none of their sentences stands in this file.
"""

import json
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from evaluations.actions.periods import open_period
from evaluations.models import Answer, Evaluation, Instrument, Question
from evaluations.queries.instruments import as_data, loaded
from history.models import Entry
from tests.factories import NOW, EvaluationFactory, PeriodFactory, actor, builtin_instrument, fill, person
from tests.unit.workbooks.books import own
from units.roles import Role
from workbooks.positions import positions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]
FORM, MASTER = "lke/lampiran-iii-form.xlsx", "lke/portalrb-master-soal-2026.json"
ROWS = {(place.code, place.input): place.lampiran_iii_row for place in positions()}
SOALS = {(place.code, place.input): place.soal_id for place in positions()}
LHKPN = "A.II.5.iii.a"


def run(*arguments) -> str:
    out = StringIO()
    call_command("import_wording", *map(str, arguments), stdout=out)
    return out.getvalue().strip()


def newest() -> Instrument:
    return Instrument.objects.order_by("-version").first()


def questions(row: Instrument) -> dict[str, Question]:
    return {question.code: question for question in Question.objects.filter(instrument=row).select_related("scale")}


def line(text) -> str:
    return " ".join(str(text).split())


def is_yes_no(question: Question) -> bool:
    return bool(question.scale) and [value for value, _ in question.scale.options] == ["Ya", "Tidak"]


# --- what is taken ------------------------------------------------------------------------------------
def test_the_form_gives_every_question_its_sentence_and_its_criteria(shared_file):
    page = load_workbook(shared_file(FORM))["LKE ZI"]
    assert run(shared_file(FORM)) == (
        "Dari formulir Lampiran III: 113 pertanyaan, 359 kriteria, 22 isian angka. Lembar Kerja Evaluasi Zona "
        "Integritas v2 dibuat sebagai draf. Periksa lalu terbitkan pada halaman admin."
    )
    for code, question in questions(newest()).items():
        if not question.scale:
            continue
        row = ROWS[code, ""]
        assert line(question.text) == line(page[f"G{row}"].value or page[f"E{row}"].value)
        told = line(page[f"I{row}"].value)
        if is_yes_no(question):
            assert question.criteria["Ya"].casefold() == told.casefold()
        else:
            assert all(text in told for text in question.criteria.values())
            assert sum(map(len, question.criteria.values())) >= len(told) - 6 * len(question.criteria)


def test_the_form_gives_the_figures_their_names(shared_file):
    page = load_workbook(shared_file(FORM))["LKE ZI"]
    run(shared_file(FORM))
    found = questions(newest())
    assert line(found[LHKPN].text) == line(page["G177"].value)
    assert line(found[LHKPN].note) == line(page["I177"].value)
    for code, question in found.items():
        if len(question.inputs) > 1:
            theirs = [line(page[f"G{ROWS[code, item['key']]}"].value).removeprefix("- ") for item in question.inputs]
            assert [item["label"] for item in question.inputs] == theirs
    assert found["B.I.a"].inputs == questions(builtin_instrument())["B.I.a"].inputs  # with its scale 0-4


def test_the_master_soal_gives_the_same_of_its_own(shared_file):
    soals = {}
    nodes = list(json.loads(shared_file(MASTER).read_text(encoding="utf-8"))["data"])
    while nodes:
        node = nodes.pop()
        nodes += node["children"]
        soals |= {soal["id"]: (node["nama"], soal) for soal in node["soals"]}
    run(shared_file(MASTER))
    for code, question in questions(newest()).items():
        first = soals[SOALS[code, question.inputs[0]["key"] if question.inputs else ""]]
        if question.scale or len(question.inputs) == 1:
            assert question.text == line(first[1]["teks_pertanyaan"])
        if question.scale and not is_yes_no(question):
            labels = {option["key"]: line(option["label"]) for option in first[1]["skema_penilaian"]}
            assert question.criteria == labels
        if len(question.inputs) > 1:
            theirs = [line(soals[SOALS[code, item["key"]]][1]["teks_pertanyaan"]) for item in question.inputs]
            assert [item["label"] for item in question.inputs] == theirs
            told = line(f"{first[0]} {first[1]['kriteria_nilai']}")
            assert line(question.text) in told
            assert line(question.note) in told or question.note == questions(builtin_instrument())[code].note


@pytest.mark.parametrize("name", [FORM, MASTER])
def test_nothing_but_words_changes(shared_file, name):
    old = builtin_instrument()
    run(shared_file(name), "--terbitkan")
    new = newest()
    assert (new.version, new.state, new.fingerprint) == (old.version + 1, "published", old.fingerprint)
    assert _without_words(as_data(new)) == _without_words(as_data(old))
    verbs = Entry.objects.filter(subject="instrument", subject_id=new.pk).order_by("pk")
    assert list(verbs.values_list("verb", "source")) == [
        ("kata-kata instrumen diimpor", "command"),
        ("instrumen terbit", "command"),
    ]


def _without_words(data):
    """The data without what may be worded anew; what is left of it must be equal."""
    if isinstance(data, dict):
        hidden = {"text", "note", "label"} | ({"version"} if "predicates" in data else set())
        kept = {key: _without_words(value) for key, value in data.items() if key not in hidden}
        return kept | ({"criteria": list(data["criteria"])} if "criteria" in data else {})
    return [_without_words(item) for item in data] if isinstance(data, list) else data


def test_answers_are_carried_into_a_quarter_with_the_new_words(shared_file):
    sheet = EvaluationFactory(state="approved")
    fill(sheet, "unit", "B")
    fill(sheet, "tpi", "B")
    run(shared_file(FORM), "--terbitkan")
    period = PeriodFactory(quarter=4, state="planned", instrument=newest(), opened_at=None, opened_by=None)
    open_period(period=period, by=actor(person(Role.ADMINISTRATOR)), now=NOW)
    next_sheet = Evaluation.objects.get(period=period)
    assert next_sheet.carried_from == sheet
    assert Answer.objects.filter(evaluation=next_sheet, is_carried=True).count() == 113


# --- safe to repeat -----------------------------------------------------------------------------------
def test_the_same_file_makes_one_version(shared_file):
    run(shared_file(FORM))
    assert run(shared_file(FORM)).endswith("v2 (draf) sudah dibuat dari berkas ini; tidak ada versi baru.")
    assert run(shared_file(FORM), "--terbitkan").endswith(
        "v2 (terbit) sudah dibuat dari berkas ini; tidak ada versi baru."
    )
    assert Instrument.objects.count() == 2


def test_a_rehearsal_stores_nothing(shared_file):
    said = run(shared_file(MASTER), "--uji-coba", "--terbitkan")
    assert said.endswith("v2 akan menjadi terbit; tidak ada yang disimpan.")
    assert (Instrument.objects.count(), Entry.objects.filter(verb__contains="kata-kata").count()) == (1, 0)


# --- what is not taken --------------------------------------------------------------------------------
def refusal(*arguments) -> str:
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert Instrument.objects.count() == 1
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("lain.xlsx", own(), "Buku kerja ini bukan formulir Lampiran III PermenPANRB 90/2021."),
        ("lain.xlsx", b"bukan buku kerja", "Berkas ini bukan buku kerja Excel (.xlsx)."),
        ("lain.json", b"{}", 'Berkas ini bukan master soal PortalRB. Yang tidak ada: "data".'),
        ("lain.json", b"[]", "Berkas ini bukan master soal PortalRB."),
        ("lain.json", b"{", "Berkas ini bukan master soal PortalRB."),
        ("lain.json", b"[" * 100_000, "Berkas ini bukan master soal PortalRB."),
        ("lain.json", b'{"data": []}', 'Berkas ini bukan master soal PortalRB. Yang tidak ada: "1".'),
        ("lain.json", b'{"data": [3]}', "Berkas ini bukan master soal PortalRB."),
        ("lain.pdf", b"%PDF", 'Berkas "lain.pdf" tidak dapat dibaca; yang dapat dibaca: .xlsx, .json.'),
        ("besar.json", b" " * 10_485_761, 'Berkas "besar.json" terlalu besar; paling besar 10 MB.'),
    ],
)
def test_anything_else_is_refused(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path) == sentence


def test_a_file_that_is_not_there(tmp_path):
    assert refusal(tmp_path / "tidak-ada.xlsx").endswith("tidak ditemukan atau tidak dapat dibuka.")


def test_an_instrument_that_is_not_there(shared_file):
    assert refusal(shared_file(FORM), "--instrumen", "lain") == (
        "Instrumen terbit “lain” tidak ada. Jalankan dahulu `manage.py load_instrument`."
    )


def test_a_form_without_a_sentence_names_the_cell(shared_file, tmp_path):
    book = load_workbook(shared_file(FORM))
    book["LKE ZI"]["G9"] = None
    assert refusal(_saved(book, tmp_path)) == "LKE ZI!G9: kalimat pertanyaan tidak ada."


def test_a_form_with_a_criterion_too_few_names_the_cell(shared_file, tmp_path):
    book = load_workbook(shared_file(FORM))
    book["LKE ZI"]["I9"] = "a. Satu\nb. Dua"
    assert refusal(_saved(book, tmp_path)) == "LKE ZI!I9: kriteria A.I.1.i.b tidak terdiri atas A, B, C."


def _saved(book, folder):
    out = BytesIO()
    book.save(out)
    path = folder / "formulir.xlsx"
    path.write_bytes(out.getvalue())
    return path


def test_a_master_soal_whose_options_are_worth_something_else_is_another_instrument(shared_file, tmp_path):
    text = shared_file(MASTER).read_text(encoding="utf-8")
    path = tmp_path / "soal.json"
    path.write_text(text.replace('"multiplier": 0.5', '"multiplier": 0.6'), encoding="utf-8")
    assert refusal(path).startswith("soal 2: pilihan atau nilainya berbeda dari A.I.1.i.b.")


def test_the_quarters_there_are_keep_their_words(shared_file):
    period = PeriodFactory(quarter=3, fill_deadline=date(2099, 1, 1))
    run(shared_file(FORM), "--terbitkan")
    period.refresh_from_db()
    assert period.instrument == builtin_instrument()
    assert loaded(period.instrument).instrument.questions["A.I.1.i.a"].text == (
        questions(builtin_instrument())["A.I.1.i.a"].text
    )
