"""Our template of the LHE: a letter to the head of the unit with result, findings and advice, and the unit's sheet."""

from docx.shared import Mm

from reports.word.ours.kit import Sheet
from reports.word.ours.looks import RIGHT, shape
from reports.word.ours.pieces import (
    DOTS,
    annexes,
    areas,
    gates,
    letterhead,
    notes,
    open_recommendations,
    page_number,
    recommendations,
    running,
    scores,
    signature,
    trend,
    warnings,
)

MARGINS = (20, 20, 20, 25)
WIDTH = 165  # of the text, millimetres


def build() -> bytes:
    """The template (DOCX)."""
    sheet = Sheet()
    section = sheet.document.sections[0]
    shape(section, False, MARGINS)
    section.different_first_page_header_footer = True
    running(section, WIDTH)
    page_number(section.first_page_footer.paragraphs[0], WIDTH)
    _opening(sheet)
    _result(sheet)
    _findings(sheet)
    _advice(sheet)
    sheet.text(
        "Demikian laporan ini disampaikan agar hasil evaluasi dan rekomendasi di atas ditindaklanjuti. Lembar Kerja "
        "Evaluasi terlampir.",
        keep=True,
    )
    signature(sheet, place=False)
    annexes(sheet)
    return sheet.bytes()


def _opening(sheet: Sheet) -> None:
    letterhead(sheet, WIDTH)
    warnings(sheet)
    sheet.text("{{ tanda_tangan.tempat }}, {{ tanggal }}", align=RIGHT)
    for label, words in (
        ("Nomor", DOTS),
        ("Sifat", "Biasa"),
        ("Lampiran", "1 (satu) berkas"),
        ("Hal", "{{ judul }}"),
    ):
        made = sheet.text(f"{label}\t:\t{words}")
        looks = made.paragraph_format
        looks.left_indent, looks.first_line_indent, looks.space_after = Mm(27), Mm(-27), Mm(0.5)
        looks.tab_stops.add_tab_stop(Mm(23))
        looks.tab_stops.add_tab_stop(Mm(27))
    to = sheet.text("Yth. {{ kepada }}")
    to.paragraph_format.space_before, to.paragraph_format.space_after = Mm(6), Mm(0)
    sheet.text("di Tempat").paragraph_format.space_after = Mm(6)
    sheet.text(
        "Bersama ini kami sampaikan hasil evaluasi pembangunan Zona Integritas pada {{ unit.nama }}"
        "{% if unit.induk %} ({{ unit.induk }}){% endif %} untuk {{ triwulan }} dengan predikat yang dituju "
        "{{ unit.predikat }}."
    )
    sheet.heading("A. Dasar dan metode", 2)
    sheet.command("if dasar_hukum")
    sheet.text("Evaluasi dilaksanakan berdasarkan ketentuan yang berlaku pada {{ hari_terakhir }}:", keep=True)
    sheet.items("d", "dasar_hukum", "{{ loop.index }}.\t{{ d }}{% if loop.last %}.{% else %};{% endif %}")
    sheet.command("endif")
    sheet.text(
        "Tim Penilai Internal (TPI) memverifikasi {{ unit.pertanyaan }} jawaban {{ instrumen }} yang diisi unit kerja. "
        "Nilai dihitung sebagai nilai ketat: pertanyaan yang belum dijawab bernilai nol. {{ keadaan }}"
    )


def _result(sheet: Sheet) -> None:
    sheet.heading("B. Hasil evaluasi", 2)
    sheet.story("unit.analisis")
    sheet.command("if unit.area")
    sheet.command("if unit.bagan_area")
    sheet.text("Capaian area terhadap nilai minimal (persen dari bobot)", "ZI Judul Tabel", keep=True)
    sheet.picture("unit.bagan_area", WIDTH, "Bagan capaian keenam area dibandingkan dengan nilai minimal")
    sheet.command("endif")
    areas(sheet, "unit", WIDTH)
    sheet.command("endif")
    sheet.command("if unit.minimal")
    gates(sheet, "unit", WIDTH)
    sheet.command("endif")
    trend(sheet, "unit")
    scores(sheet, "unit", WIDTH)


def _findings(sheet: Sheet) -> None:
    sheet.heading("C. Temuan", 2)
    sheet.command("if unit.catatan")
    sheet.text(
        "TPI mengubah {{ unit.jumlah_catatan }} jawaban dengan catatan.{% if unit.jumlah_catatan > "
        "unit.catatan|length %} Berikut {{ unit.catatan|length }} yang paling memengaruhi nilai; selebihnya tercantum "
        "dalam lampiran.{% endif %}",
        keep=True,
    )
    notes(sheet, "unit", WIDTH)
    sheet.command("else")
    sheet.text("TPI tidak mengubah jawaban unit kerja dengan catatan.")
    sheet.command("endif")


def _advice(sheet: Sheet) -> None:
    sheet.heading("D. Rekomendasi", 2)
    sheet.command("if unit.rekomendasi")
    sheet.text("Rekomendasi pada {{ triwulan }}:", keep=True)
    recommendations(sheet, "unit.rekomendasi", WIDTH, leads=True)
    sheet.command("else")
    sheet.text("Pada {{ triwulan }} TPI tidak memberikan rekomendasi baru.")
    sheet.command("endif")
    sheet.command("if rekomendasi_lalu")
    sheet.text("Rekomendasi triwulan sebelumnya yang belum ditutup:", keep=True)
    open_recommendations(sheet, "rekomendasi_lalu", WIDTH)
    sheet.command("endif")
