"""The PDF: text, structure, fonts, and that nothing is fetched."""

import base64
import io
import re

import pikepdf
import pypdfium2
import pytest

from reports import pdf
from reports.documents.follow_up import Monitoring
from reports.documents.visits import AdviceLine, Visits
from reports.drawer import OwnFiles, RefusedAddress
from reports.drawing import static_folders
from tests.unit.reports.report_case import (
    advice,
    drawn,
    followed,
    monitored,
    presented,
    report,
    unit,
    unscored,
    visit,
)

LONG_NOTE = " ".join(f"kata{number}" for number in range(250)) + " AKHIR-CATATAN"
HOSTILE = "<script>alert(1)</script> & Rekan"
LONG_ADVICE = " ".join(f"saran{number}" for number in range(250)) + " AKHIR-SARAN"
LONG_TURN = " ".join(f"laporan{number}" for number in range(620)) + " AKHIR-LAPORAN"
LONG_FINDINGS = " ".join(f"temuan{number}" for number in range(1000)) + " AKHIR-TEMUAN"

MONITORING = Monitoring(
    (
        monitored(
            "01", *(advice(number, "settled", last=followed(step="TPI menyatakan tuntas")) for number in range(1, 9))
        ),
        monitored(
            "02", advice(1, "open", "02", is_overdue=True), advice(2, "in_progress", "02", last=followed(LONG_TURN))
        ),
        monitored("03", advice(3, "open", "03", text=LONG_ADVICE)),
    )
)
VISITS = Visits(
    (
        visit(1, advice=(AdviceLine("01/R-9", "Susun rencana aksi."),)),
        visit(2, kind="Pelatihan", findings=LONG_FINDINGS),
    ),
    presented(),
)


def pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [" ".join(page.get_textpage().get_text_range().replace("\ufffe", "-").split()) for page in document]


@pytest.fixture(scope="module")
def content() -> bytes:
    long = unit(2, "70", name="Unit Kerja Contoh 02", code="02")
    row = long.sheet[2]
    rows = (*long.sheet[:2], type(row)("question", "A.I.1.i.a", "Apakah?", "Ya", "Tidak", None, LONG_NOTE, LONG_NOTE))
    advised = unit(1, name=HOSTILE, recommendations=(advice(5, text=HOSTILE), advice(6, text=LONG_ADVICE, due_on=None)))
    units = (advised, type(long)(**{**_fields(long), "sheet": rows * 6}), unscored(3))
    chapters = {"monitoring": MONITORING, "visits": VISITS}
    return drawn(report(*units, legal_basis=("Surat Contoh tanggal 10 Juli 2023",), **chapters))


def _fields(one) -> dict:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


@pytest.fixture(scope="module")
def texts(content) -> list[str]:
    return pages(content)


# --- text -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "words",
    [
        "Daftar isi",
        "Ringkasan eksekutif",
        "Bab I Pendahuluan",
        "A. Dasar hukum",
        "B. Tujuan",
        "C. Ruang lingkup",
        "D. Metode",
        "Bab II Hasil evaluasi",
        "A. Hasil semua unit kerja",
        "B. Perkembangan nilai",
        "C. Hasil per unit kerja",
        "Rekomendasi TPI",
        "01/R-5 <script>",
        "Status: disetujui · Rekomendasi triwulan ini: 2",
        "Status: disetujui · Rekomendasi triwulan ini: tidak ada",
        "Bab III Monitoring tindak lanjut rekomendasi",
        "Tabel 3. Peta capaian area Triwulan II Tahun 2024",
        "Tabel 4. Rekomendasi dari triwulan sebelumnya menurut status saat periode dikunci",
        "B. Tindak lanjut per unit kerja",
        "TW I 2024, 1 triwulan lalu",
        "31 Juli 2024 lewat batas waktu Terbuka Belum ada",
        "2 Juli 2024: TPI menyatakan tuntas Rancangan keputusan sudah disampaikan.",
        "Bab IV Pendampingan, pelatihan, dan rapat koordinasi",
        "Temuan: Rencana kerja belum ditetapkan. Saran:",
        "01/R-9: Susun rencana aksi.",
        "Saran: tidak ada.",
        "B. Ekspose hasil evaluasi",
        "Mengusulkan dua unit.",
        "Bab V Simpulan dan saran",
        "A. Simpulan",
        "B. Saran",
        "Lampiran 2 Lembar Kerja Evaluasi Unit Kerja Contoh 02",
        "Surat Contoh tanggal 10 Juli 2023",
        "Palangka Raya, 21 Agustus 2024",
        "dikunci pada 11 Agustus 2024",
        "berlaku pada 30 Juni 2024",
        "NIP 19650101 199003 1 001",
        "Nilai rata-rata unit kerja yang sudah disetujui adalah 75,00",
        "tidak selesai",
        "WBK 60 %",
        "80,00 %",
        "Keputusan belum ada.",
        "Banyaknya perubahan",
    ],
)
def test_says(texts, words):
    assert any(words in text for text in texts)


def test_body_and_annexes_are_numbered_each_for_itself(texts):
    """Every page but the cover says where it stands: in the body, or in which annex."""
    found = [re.findall(r"(Halaman|Lampiran \d, halaman) (\d+) dari (\d+)", text) for text in texts]
    assert found[0] == []
    counted = [(label, int(number), int(total)) for ((label, number, total),) in found[1:]]
    labels = [label for label, *_ in counted]
    totals = {label: labels.count(label) + (label == "Halaman") for label in dict.fromkeys(labels)}
    assert list(totals) == ["Halaman", *(f"Lampiran {number}, halaman" for number in (1, 2, 3))]
    assert totals["Lampiran 2, halaman"] > 1
    assert counted == [
        (label, number, total)
        for label, total in totals.items()
        for number in range(2 if label == "Halaman" else 1, total + 1)
    ]


def test_contents_name_the_pages_of_chapters_and_how_many_an_annex_has(texts):
    listed = " ".join(texts[1].replace(".", " ").split())
    (number,) = [
        number for number, text in enumerate(texts, start=1) if "Simpulan dan saran A. Simpulan Dari 3" in text
    ]
    assert f"Bab V Simpulan dan saran {number}" in listed
    count = sum("Lampiran 2, halaman" in text for text in texts)
    assert f"Lampiran 2 Lembar Kerja Evaluasi Unit Kerja Contoh 02 {count} halaman" in listed


def test_running_head_names_title_and_annex(texts):
    assert all("Laporan Hasil Evaluasi dan Monitoring" in text for text in texts)
    annex = [text for text in texts if "kata17 " in text]
    assert all("Unit Kerja Contoh 02" in text for text in annex)


def test_table_heads_repeat(texts):
    assert all("Kode Pertanyaan Unit TPI Nilai Catatan" in text for text in texts if "kata17 " in text)


def test_long_notes_are_printed_to_their_end(texts):
    assert sum(text.count("AKHIR-CATATAN") for text in texts) == 2 * 6


@pytest.mark.parametrize(
    ("prefix", "count", "end", "times"),
    [
        ("saran", 250, "AKHIR-SARAN", 2),
        ("laporan", 620, "AKHIR-LAPORAN", 1),
        ("temuan", 1000, "AKHIR-TEMUAN", 1),
    ],
)
def test_long_texts_are_printed_word_by_word(texts, prefix, count, end, times):
    """Advice in the unit's section and in the monitoring, a turn, findings: over as many pages as they need."""
    words = [word for text in texts for word in text.split() if re.fullmatch(rf"{prefix}\d+", word)]
    assert words == [f"{prefix}{number}" for number in range(count)] * times
    assert sum(text.count(end) for text in texts) == times


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("laporan", "Nomor Rekomendasi Prioritas Batas waktu Status Tindak lanjut terakhir"),
        ("temuan", "Tanggal Kegiatan Unit kerja Tim"),
    ],
)
def test_heads_repeat_where_a_long_text_goes_on(texts, words, head):
    found = [text for text in texts if len(re.findall(rf"\b{words}\d+", text)) > 10]
    assert len(found) > 1
    assert all(head in text for text in found)


def test_contents_name_the_new_chapters(texts):
    listed = texts[1].replace(".", " ")
    for words in (
        "Bab III Monitoring tindak lanjut rekomendasi",
        "Bab IV Pendampingan, pelatihan, dan rapat koordinasi",
    ):
        (number,) = [number for number, text in enumerate(texts, start=1) if f"{words} A. " in text]
        assert f"{words} {number}" in " ".join(listed.split())


@pytest.mark.parametrize("count", range(1, 12))
def test_no_heading_stands_alone_at_the_foot_of_a_page(count):
    """Whatever comes before it: a unit's name in the monitoring stands above a row of its table."""
    first = monitored("01", *(advice(number) for number in range(1, count + 1)))
    second = monitored("02", advice(1, "open", "02"))
    texts = pages(drawn(report(monitoring=Monitoring((first, second)))))
    (found,) = [text for text in texts if "Unit Kerja 02 Nomor" in text]
    assert "02/R-1 Tetapkan" in found


def test_nothing_advised_and_nobody_visited():
    texts = pages(drawn(report(unit(1))))
    assert sum("tidak ada rekomendasi dari triwulan sebelumnya yang belum ditutup." in text for text in texts) == 1
    assert sum("tidak ada pendampingan, pelatihan, atau rapat koordinasi yang" in text for text in texts) == 1
    assert [text for text in texts if "Ekspose" in text or "Tabel 4" in text] == []


def test_hostile_names_are_text(content, texts):
    assert any(HOSTILE in text for text in texts)
    assert b"/JS" not in content


def test_proposals_are_the_passing_units(texts):
    (conclusion,) = [text for text in texts if "A. Simpulan Dari 3" in text]
    proposed, _, refused = conclusion.partition("B. Saran")[0].partition("belum dapat diusulkan")
    assert [name in proposed for name in (HOSTILE, "Unit Kerja Contoh 02", "Unit Kerja 03")] == [True, False, False]
    assert [name in refused for name in (HOSTILE, "Unit Kerja Contoh 02", "Unit Kerja 03")] == [False, True, True]


@pytest.mark.parametrize("lines", [{"is_sample": True}, {"is_draft": True, "locked_on": None}])
def test_watermark_lies_on_every_page(lines):
    """Small in the margin, where it can be searched for, and large across the page (its colour is seen there)."""
    made = report(unit(1), **lines)
    content = drawn(made)
    assert all(made.watermark[0] in text for text in pages(content))
    pictures = [page.render(scale=0.5).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(content)]
    assert all((230, 236, 245) in {colour for _, colour in picture.getcolors(1 << 20)} for picture in pictures)


def test_a_final_report_carries_no_watermark(texts):
    assert [text for text in texts if "DATA CONTOH" in text or "DRAF" in text] == []


def test_a_quarter_without_units_is_a_report_too():
    assert any("belum ada unit kerja yang dievaluasi" in text for text in pages(drawn(report())))


def test_unit_names_of_two_hundred_letters_fit():
    name = "Balai Pelayanan " * 12
    assert any("Balai Pelayanan Balai" in text for text in pages(drawn(report(unit(1, name=name[:200])))))


# --- structure ------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def opened(content) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def test_is_tagged_titled_and_indonesian(opened):
    assert str(opened.Root.Lang) == "id"
    assert bool(opened.Root.MarkInfo.Marked)
    assert "/StructTreeRoot" in opened.Root
    assert str(opened.docinfo["/Title"]) == (
        "Laporan Hasil Evaluasi dan Monitoring Pembangunan Zona Integritas Triwulan II Tahun 2024"
    )
    assert str(opened.docinfo["/Author"]) == "Inspektorat Provinsi Kalimantan Tengah"


def test_fonts_are_embedded(opened):
    fonts = [
        item
        for item in opened.objects
        if isinstance(item, pikepdf.Dictionary) and str(item.get("/Type")) == "/FontDescriptor"
    ]
    assert any("Inter" in str(font.FontName) for font in fonts)
    files = {"/FontFile", "/FontFile2", "/FontFile3"}
    assert [str(font.FontName) for font in fonts if not files & set(font.keys())] == []


def test_has_no_script_and_no_outside_link(opened):
    dictionaries = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary)]
    assert [item for item in dictionaries if {"/JS", "/JavaScript", "/URI", "/Launch"} & set(item.keys())] == []


def test_outline_leads_to_chapters_units_and_annexes(opened):
    with opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == [
        "Ringkasan eksekutif",
        "Bab I Pendahuluan",
        "Bab II Hasil evaluasi",
        "Bab III Monitoring tindak lanjut rekomendasi",
        "Bab IV Pendampingan, pelatihan, dan rapat koordinasi",
        "Bab V Simpulan dan saran",
        f"Lampiran 1 Lembar Kerja Evaluasi {HOSTILE}",
        "Lampiran 2 Lembar Kerja Evaluasi Unit Kerja Contoh 02",
        "Lampiran 3 Lembar Kerja Evaluasi Unit Kerja 03",
    ]


def test_charts_carry_a_text_for_those_who_do_not_see_them(opened):
    texts = [str(item.Alt) for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
    assert f"Capaian enam area {HOSTILE} dibandingkan dengan nilai minimal" in texts


# --- fetching -------------------------------------------------------------------------------------
def test_fetches_our_static_files():
    response = OwnFiles(static_folders()).fetch("file:///static/reports/report.css")
    assert b"@page" in response.read()
    assert response.content_type == "text/css"


def test_fetches_data_addresses():
    assert OwnFiles(static_folders()).fetch("data:text/plain;base64,aGFsbw==").read() == b"halo"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.invalid/logo.png",
        "https://example.invalid/",
        "ftp://example.invalid/x",
        "//example.invalid/x",
        "file:///etc/passwd",
        "file:///static/../manage.py",
        "file:///static/%2e%2e/manage.py",
        "file:///static/none.css",
        "file:///static//etc/passwd",
        "HTTP://example.invalid/",
        "javascript:alert(1)",
    ],
)
def test_refuses_everything_else(url):
    with pytest.raises(RefusedAddress):
        OwnFiles(static_folders()).fetch(url)


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="http://example.invalid/a.png" alt="a">',
        '<img src="file:///etc/hostname" alt="a">',
        '<link rel="stylesheet" href="https://example.invalid/a.css">',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://example.invalid/a" width="9" height="9"/></svg>',
    ],
)
def test_a_document_that_asks_for_more_is_not_drawn(markup):
    with pytest.raises(RefusedAddress):
        pdf.write(f"<html><body>{markup}</body></html>", "reports/report.css", [])


def test_the_logo_travels_inside_the_document():
    png = base64.b64encode(
        base64.b64decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        )
    ).decode()
    made = report(unit(1))
    head = made.letterhead
    head = type(head)(head.government, head.name, head.address, head.contact, f"data:image/png;base64,{png}")
    content = drawn(type(made)(**{**_fields(made), "letterhead": head}))
    assert b"/Image" in content
