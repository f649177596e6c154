"""Bagaimana jika: the page, what it computes, and what a unit keeps on it."""

import re

import pytest

from evaluations.actions.periods import lock_period
from evaluations.actions.snapshots import record_period
from evaluations.models import Answer
from insights.models import EffortMark, Scenario
from tests.factories import (
    NOW,
    EvaluationFactory,
    PeriodFactory,
    UserFactory,
    actor,
    answer,
    fill,
    person,
    stricter_instrument,
)
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import CHOICE, HTMX, INDEX, cast, make_sheet
from tests.integration.insights.scenario_case import PAGE, kept, make_scenario, reality
from units.roles import Role

pytestmark = pytest.mark.django_db
COMPUTE, KEEP = PAGE + "hitung/", PAGE + "simpan/"


@pytest.fixture
def sheet(instrument):
    sheet = make_sheet("in_review")
    answer(sheet, CHOICE, "unit", "B")
    return sheet


@pytest.fixture
def member(client, sheet):
    return sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))


def form(**values) -> dict:
    """What the page sends: option by code with dots as underscores, and further fields."""
    return {"penilai": "unit", **values}


OPTION = {f"{CHOICE}.v": "A"}


# --- who ------------------------------------------------------------------------------------------
def test_who_reads_the_sheet_may_try_and_only_the_unit_keeps(client, sheet):
    people = cast(sheet) | {"anonymous": None}
    row = make_scenario(sheet)
    one = f"{PAGE}{row.pk}/"
    readers = dict.fromkeys(people, 200) | {"member of another unit": 404, "anonymous": 302}
    assert statuses(client, people, PAGE) == readers
    assert statuses(client, people, one) == readers
    assert statuses(client, people, COMPUTE, "post") == readers
    writers = dict.fromkeys(people, 403) | {"member of another unit": 404, "anonymous": 302}
    own = {"unit_member": 422, "unit_head": 422}  # nothing was sent
    for address in (KEEP, f"{one}simpan/", f"{one}nama/"):
        assert statuses(client, people, address, "post") == writers | (
            own if address == KEEP else dict.fromkeys(own, 409)  # no version was sent
        )
    assert statuses(client, people, f"{one}hapus/", "post") == writers | dict.fromkeys(own, 409)
    wrong = dict.fromkeys(people, 405) | {"anonymous": 302}
    for address in (PAGE, one):
        assert statuses(client, people, address, "post") == wrong
    for address in (COMPUTE, KEEP, f"{one}simpan/", f"{one}nama/", f"{one}hapus/"):
        assert statuses(client, people, address) == wrong


def test_a_scenario_of_another_unit_or_quarter_is_not_there(member, sheet):
    other = make_scenario(make_sheet(code="08"))
    earlier = make_scenario(EvaluationFactory(unit=sheet.unit, period=PeriodFactory(quarter=2)), name="Lama")
    for pk in (other.pk, earlier.pk, 999_999):
        assert member.get(f"{PAGE}{pk}/").status_code == 404
        assert member.post(f"{PAGE}{pk}/simpan/", form(**OPTION)).status_code == 404
        assert member.post(f"{PAGE}{pk}/nama/", {"nama": "Baru"}).status_code == 404
        assert member.post(f"{PAGE}{pk}/hapus/").status_code == 404
        assert member.post(COMPUTE, form(skenario=str(pk))).status_code == 404
    assert member.get(f"{PAGE}?salin={other.pk}").status_code == 404
    assert member.get(f"{PAGE}?salin=x").status_code == 404
    assert member.get(f"{PAGE}?salin={earlier.pk}").status_code == 200
    assert member.get(f"{PAGE}?jalur=XYZ").status_code == 404
    assert member.get("/tw/2024-3/unit/99/skenario/").status_code == 404


def test_the_tpis_values_are_tried_only_by_who_sees_them(client, instrument):
    sheet = make_sheet("returned")
    answer(sheet, CHOICE, "tpi", "C")
    row = make_scenario(sheet, assessor="tpi")
    addresses = (f"{PAGE}?penilai=tpi", f"{PAGE}{row.pk}/", f"{PAGE}?salin={row.pk}")
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    assert [client.get(address).status_code for address in addresses] == [200] * 3
    sheet.state = "in_review"
    sheet.save()
    assert [client.get(address).status_code for address in addresses] == [404] * 3
    assert client.post(COMPUTE, {"penilai": "tpi"}).status_code == 404
    assert client.post(KEEP, {"penilai": "tpi", "nama": "X"} | OPTION).status_code == 404
    words = text(client.get(PAGE))
    assert "Semua SK terbit" not in words
    assert "Lembar menurut TPI" not in words
    assert client.get(f"{PAGE}?penilai=tpn").status_code == 404
    sign_in(client, person(Role.LEADER))
    assert [client.get(address).status_code for address in addresses] == [200] * 3


# --- trying ---------------------------------------------------------------------------------------
def test_one_change_moves_total_gates_and_way_and_writes_nothing(member, sheet):
    before = reality()
    reply = member.post(COMPUTE, form(**OPTION), headers=HTMX)
    words = " ".join(reply.content.decode().split())
    assert reply.status_code == 200
    assert '<strong class="try-total" id="nilai-coba">0,25</strong>' in words
    assert '<span class="try-change">(+0,13)</span>' in words
    assert '<div id="banding" hx-swap-oob="innerHTML">' in words
    assert "Yang berubah (1)" in words
    assert "<html" not in words
    assert (kept(), reality()) == ([], before)


def test_without_script_the_whole_page_comes_back_with_what_was_tried(member, sheet):
    reply = member.post(COMPUTE, form(nama="Rencana", urut="terlemah", **OPTION, **{f"{INDEX}.f.indeks": "3,6"}))
    page = reply.content.decode()
    assert reply.status_code == 200
    assert '<option value="A" selected>' in page
    assert 'name="B.I.a.f.indeks" value="3,6"' in page
    assert 'name="nama" value="Rencana"' in page
    words = text(reply)
    assert f"{CHOICE} B menjadi A +0,13" not in words  # the arrow is a picture
    assert "Jumlah +15,88" in words
    assert page.index("B.I.a</span>") < page.index("A.I.1.i.a</span>")  # the most to gain first


def test_the_answer_of_the_sheet_is_no_choice_but_following_it(member, sheet):
    control = member.get(PAGE).content.decode().partition('id="c-A-I-1-i-b"')[2].partition("</select>")[0]
    assert re.findall(r'<option value="(.*?)"', control) == ["", "A", "C", "-"]
    assert "Seperti lembar: B" in control


def test_an_answer_can_be_taken_away(member, sheet):
    reply = member.post(COMPUTE, form(**{f"{CHOICE}.v": "-"}))
    assert "Nilai ketat 0,13 0,00 (−0,13)" in text(reply)
    assert '<option value="-" selected>' in reply.content.decode()


def test_bad_values_are_said_and_the_rest_is_computed(member, sheet):
    sent = form(**OPTION, **{f"{INDEX}.f.indeks": "empat", "A.I.1.i.a.v": "Z"})
    for headers in ({}, HTMX):
        reply = member.post(COMPUTE, sent, headers=headers)
        page = reply.content.decode()
        assert reply.status_code == 422
        assert "&quot;empat&quot; tidak dapat dibaca sebagai angka." in page
        assert "Pilihan &quot;Z&quot; tidak dikenal; pilih salah satu dari Ya, Tidak." in page
        assert '<strong class="try-total" id="nilai-coba">0,25</strong>' in page
    assert 'name="B.I.a.f.indeks" value="empat"' in member.post(COMPUTE, sent).content.decode()


def test_the_shortest_way_fills_the_trial_and_passes(member, sheet):
    words = text(member.get(f"{PAGE}?jalur=WBK"))
    assert "langkah jalur tercepat ke WBK." in words
    assert "12 dari 12 nilai minimal memenuhi" in words
    assert words.count("kini terpenuhi") >= 12


def test_the_way_respects_the_units_marks(member, sheet):
    stamp = {"changed_at": NOW, "changed_by": UserFactory()}
    EffortMark.objects.create(unit=sheet.unit, code=INDEX, is_ruled_out=True, **stamp)
    EffortMark.objects.create(unit=sheet.unit, code="Z.9", is_ruled_out=True, **stamp)
    words = text(member.get(f"{PAGE}?jalur=WBK"))
    assert "WBK tidak dapat dicapai selama pertanyaan yang dikesampingkan tidak diperhitungkan:" in words
    assert "Jalur tercepat tidak ada tidak ada" in words


def test_a_sheet_that_passes_needs_no_way(client, instrument):
    sheet = make_sheet()
    fill(sheet, "unit", "A")
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    words = text(client.get(f"{PAGE}?jalur=WBK"))
    assert "Lembar ini sudah memenuhi semua nilai minimal WBK." in words
    assert "Jalur tercepat selesai selesai" in words


def test_an_empty_sheet_can_be_tried_too(client, instrument):
    sheet = make_sheet()
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    words = text(client.get(PAGE))
    assert "Belum ada yang disimpan. Ubah jawaban di bawah, lalu beri nama untuk menyimpannya." in words
    assert "Nilai ketat 0,00 0,00 (0,00)" in words
    assert "Yang berubah (0) Belum ada jawaban yang diubah." in words
    assert not Answer.objects.exists()


def test_a_locked_quarter_is_tried_as_it_was_recorded(client, sheet):
    sheet.period.state = "locked"
    sheet.period.locked_at, sheet.period.locked_by = NOW, UserFactory()
    sheet.period.save()
    record_period(period=sheet.period, by=sheet.period.locked_by, now=NOW, source="screen")
    Answer.objects.filter(evaluation=sheet).update(option="C")
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    words = text(client.get(f"{PAGE}?penilai=unit"))
    assert "Lembar sebagaimana direkam saat periode dikunci" in words
    assert "Nilai ketat 0,13 0,13 (0,00)" in words
    assert client.post(KEEP, form(nama="Untuk TW berikut", **OPTION)).status_code == 302


# --- keeping --------------------------------------------------------------------------------------
def test_a_scenario_is_kept_changed_renamed_copied_and_removed(member, sheet):
    before = reality()
    reply = member.post(KEEP, form(nama="Semua SK terbit", **OPTION), follow=True)
    row = Scenario.objects.get()
    assert reply.redirect_chain == [(f"{PAGE}{row.pk}/", 302)]
    assert "Skenario “Semua SK terbit” tersimpan. Jawaban di LKE tidak berubah." in text(reply)
    assert "Nilai ketat 0,13 0,25 (+0,13)" in text(reply)
    one = f"{PAGE}{row.pk}/"
    member.post(f"{one}simpan/", form(skenario=str(row.pk), versi="1", **OPTION, **{f"{INDEX}.f.indeks": "3,6"}))
    assert kept() == [("Semua SK terbit", "unit", {CHOICE: "A", INDEX: {"indeks": "3.6"}}, 2)]
    member.post(f"{one}nama/", {"nama": "Dengan survei", "versi": "2"})
    copy = member.get(f"{PAGE}?salin={row.pk}")
    assert "Salinan skenario “Dengan survei” dari TW III 2024." in text(copy)
    assert 'name="B.I.a.f.indeks" value="3,6"' in copy.content.decode()
    member.post(f"{one}hapus/", {"versi": "3"})
    assert (kept(), reality()) == ([], before)


def test_what_cannot_be_kept_is_shown_again_with_the_reason(member, sheet):
    make_scenario(sheet)
    for sent, sentence in (
        (form(nama="semua sk TERBIT", **OPTION), "Nama skenario ini sudah dipakai."),
        (form(nama="", **OPTION), "Beri nama skenario ini."),
        (form(nama="Kosong"), "Belum ada jawaban yang berbeda dari lembar yang sebenarnya."),
        (form(nama="Salah", **{f"{CHOICE}.v": "Z"}), f'{CHOICE}: Pilihan "Z" tidak dikenal;'),
    ):
        reply = member.post(KEEP, sent)
        assert reply.status_code == 422
        assert f"Belum tersimpan {sentence}" in text(reply)
        assert f'name="nama" value="{sent["nama"]}"' in reply.content.decode()
    assert len(kept()) == 1


def test_a_conflict_loses_nothing_of_what_was_tried(member, sheet):
    row = make_scenario(sheet)
    member.post(f"{PAGE}{row.pk}/simpan/", form(versi="1", **{f"{CHOICE}.v": "C"}))
    sent = form(versi="1", skenario=str(row.pk), **{f"{CHOICE}.v": "-"})
    reply = member.post(f"{PAGE}{row.pk}/simpan/", sent)
    assert reply.status_code == 409
    assert "Tidak ada yang ditimpa. Buka skenario yang terbaru" in text(reply)
    assert '<option value="-" selected>' in reply.content.decode()
    reply = member.post(f"{PAGE}{row.pk}/nama/", {"nama": "Lain", "versi": "1"})
    assert (reply.status_code, kept()) == (409, [("Semua SK terbit", "unit", {CHOICE: "C"}, 2)])
    assert member.post(f"{PAGE}{row.pk}/hapus/", {"versi": "1"}).status_code == 409
    assert len(kept()) == 1


def test_readers_see_scenarios_without_what_changes_them(client, sheet):
    row = make_scenario(sheet)
    sign_in(client, person(Role.LEADER))
    reply = client.get(f"{PAGE}{row.pk}/")
    page = reply.content.decode()
    assert "Hanya anggota unit yang dapat mengubahnya; percobaan Anda tidak disimpan." in text(reply)
    assert [word for word in ("simpan/", "nama/", "hapus/", "Simpan sebagai") if word in page] == []


def test_what_a_corrected_instrument_lost_is_said_and_left_out(member, sheet):
    row = make_scenario(sheet)
    Scenario.objects.filter(pk=row.pk).update(answers={CHOICE: "A", "A.I.9.z": "A", "A.I.1.i.a": "Sebagian"})
    reply = member.get(f"{PAGE}{row.pk}/")
    words = text(reply)
    assert reply.status_code == 200
    assert "tidak ada dalam instrumen periode ini, jadi tidak ikut dihitung: A.I.9.z." in words
    assert 'Pilihan "Sebagian" tidak dikenal; pilih salah satu dari Ya, Tidak.' in words
    assert "Nilai ketat 0,13 0,25 (+0,13)" in words


def test_text_of_people_stays_text(member, sheet):
    row = make_scenario(sheet, name="<img src=x onerror=alert(1)>")
    for address in (PAGE, f"{PAGE}{row.pk}/", f"{PAGE}?salin={row.pk}"):
        page = member.get(address).content.decode()
        assert "<img" not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page
    page = member.post(COMPUTE, form(nama='"><script>', **{f"{INDEX}.f.indeks": '"><b>'})).content.decode()
    assert "<b>" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


@pytest.mark.parametrize("count", [1, 4])
def test_the_queries_do_not_grow(member, sheet, django_assert_num_queries, count):
    rows = [make_scenario(sheet, name=f"Skenario {number}") for number in range(count)]
    for code in ("A.I.1.i.a", "A.I.1.ii.a", "A.I.3.i.a")[:count]:
        answer(sheet, code, "unit", "Ya")
    with django_assert_num_queries(10):
        member.get(PAGE)
    with django_assert_num_queries(11):
        member.get(f"{PAGE}{rows[0].pk}/")
    with django_assert_num_queries(7):
        member.post(COMPUTE, form(**OPTION), headers=HTMX)


def test_a_scenario_of_another_instrument_is_not_copied(member, sheet):
    other = EvaluationFactory(unit=sheet.unit, period=PeriodFactory(quarter=2, instrument=stricter_instrument()))
    row = make_scenario(other, name="Lama")
    assert "Salin Lama" not in text(member.get(PAGE))
    reply = member.get(f"{PAGE}?salin={row.pk}")
    assert reply.status_code == 409
    assert (
        "Skenario “Lama” dari TW II 2024 tidak dapat disalin: instrumen TW III 2024 menilai dengan cara lain."
        in text(reply)
    )


def test_only_scenarios_that_open_are_offered(client, instrument):
    """Of the TPI's values before: only once this quarter's TPI values are visible as well."""
    sheet = make_sheet("in_review")
    answer(sheet, CHOICE, "tpi", "B")
    earlier = EvaluationFactory(unit=sheet.unit, period=PeriodFactory(quarter=2), state="approved")
    answer(earlier, CHOICE, "tpi", "B")
    make_scenario(earlier, name="Menurut TPI", assessor="tpi")
    make_scenario(earlier, name="Menurut unit")
    offers = []
    for role in (Role.UNIT_MEMBER, Role.LEADER):
        sign_in(client, person(role, sheet.unit if role == Role.UNIT_MEMBER else None))
        links = re.findall(r'href="([^"]+salin=[0-9]+)"', client.get(PAGE).content.decode())
        offers.append([client.get(link).status_code for link in links])
    assert offers == [[200], [200, 200]]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({f"{CHOICE}.v": "A\x00"}, 422),
        ({f"{CHOICE}.v": "A" * 5000}, 422),
        ({f"{INDEX}.f.indeks": "NaN"}, 422),
        ({f"{INDEX}.f.indeks": "1e400"}, 422),
        ({f"{INDEX}.f.indeks": "9" * 4000}, 422),
        ({f"{INDEX}.f.indeks": "\u0663,\u0665"}, 422),
        ({"penilai": "wbbm"}, 404),
        ({"skenario": "0"}, 404),
        ({"nama": "\x00", "versi": "-1", "urut": "\x00", **OPTION}, 200),
    ],
)
def test_nonsense_is_answered_with_a_sentence(member, sent, status):
    assert member.post(COMPUTE, form() | sent).status_code == status
    expected = status if status == 404 else 422
    assert member.post(KEEP, form(nama="\x00") | sent).status_code == expected


def test_a_locked_quarter_says_that_the_marks_are_todays(client, instrument):
    sheet = make_sheet()
    fill(sheet, "unit", "B")
    supervisor = actor(person(Role.SUPERVISOR))
    sentences = {
        "jalur/": "Upaya dan pertanyaan yang dikesampingkan adalah tanda unit hari ini.",
        "pengaruh/": "Upaya dan pertanyaan yang dikesampingkan adalah tanda unit hari ini.",
        "skenario/": "Jalur tercepat memakai tanda upaya unit hari ini.",
    }
    sign_in(client, person(Role.LEADER))
    told = []
    for _ in range(2):
        told.append([words in text(client.get(f"/tw/2024-3/unit/07/{rest}")) for rest, words in sentences.items()])
        if not sheet.period.is_locked:
            lock_period(period=sheet.period, by=supervisor, now=NOW)
            sheet.period.refresh_from_db()
    assert told == [[False] * 3, [True] * 3]
