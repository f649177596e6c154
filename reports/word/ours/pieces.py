"""What both templates print alike: letterhead, tables on a unit, recommendations, signature, annexes."""

from copy import deepcopy

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reports.word.ours.kit import Column, Row, Sheet, Table, cell, line
from reports.word.ours.looks import CAPTION, CENTRE, COMMAND, GAP, INK, PALE, RED, RIGHT, SMALL, field, rule_below

DOTS = "." * 46
UPRIGHT = (24, 20, 20, 25)  # margins in millimetres: top, right, bottom, left
WIDE = (25, 18, 20, 18)
ANNEX = (24, 15, 17, 15)
ARROW = "↓"
ANSWERS = (
    Column("Kode", 21),
    Column("Pertanyaan", 68),
    Column("Unit", 15),
    Column("TPI", 15),
    Column("Nilai", 13, align=RIGHT),
    Column("Catatan", 48),
)


def letterhead(sheet: Sheet, width: float) -> None:
    """Logo at the left where there is one, government and office in the middle, a double line below."""
    table = sheet.document.add_table(rows=1, cols=3)
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    left, middle, right = table.rows[0].cells
    for target, wide in ((left, 26), (middle, width - 52), (right, 26)):
        target.width = Mm(wide)
    for grid, wide in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), (26, width - 52, 26), strict=True):
        grid.set(qn("w:w"), str(int(Mm(wide).twips)))
    left.paragraphs[0].style = "ZI Kop"
    left.paragraphs[0].add_run("{{ kop.logo|gambar(21, 'Logo') }}")
    _named(middle.paragraphs[0], "{{ kop.pemerintah|upper }}", 13)
    _named(middle.add_paragraph(), "{{ kop.instansi|upper }}", 16, bold=True)
    for name in ("alamat", "kontak"):
        middle.add_paragraph(style=COMMAND).add_run(f"{{%p if kop.{name} %}}")
        _named(middle.add_paragraph(), f"{{{{ kop.{name} }}}}", 9)
        middle.add_paragraph(style=COMMAND).add_run("{%p endif %}")
    ends = sheet.document.add_paragraph(style="ZI Kop")
    ends.paragraph_format.space_after = Pt(8)
    ends.paragraph_format.line_spacing = Pt(4)
    rule_below(ends, "thinThickSmallGap", 18, INK, 0)


def _named(paragraph, words: str, size: float, *, bold: bool = False) -> None:
    paragraph.style = "ZI Kop"
    paragraph.alignment = CENTRE
    run = paragraph.add_run(words)
    run.font.size, run.bold = Pt(size), bold or None


def warnings(sheet: Sheet, *, align=CENTRE) -> None:
    """That it is a draft, or made of sample data."""
    for name, words in (
        ("draf", "Draf – periode belum dikunci, angka masih dapat berubah"),
        ("contoh", "Data contoh – angka, nama, dan catatan rekaan"),
    ):
        sheet.command(f"if {name}")
        run = sheet.text(words, align=align, bold=True).runs[0]
        run.font.color.rgb = RGBColor.from_string(RED)
        sheet.command("endif")


def running(section, width: float) -> None:
    """Head and foot of the pages of a section."""
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.add_run("{{ judul_atas }}")
    rule_below(head)
    page_number(foot, width)


def page_number(foot, width: float) -> None:
    """What marks a draft at the left, the page at the right."""
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    mark = foot.add_run("{{ penanda }}")
    mark.bold, mark.font.color.rgb = True, RGBColor.from_string(RED)
    foot.add_run("\tHalaman ")
    field(foot, "PAGE")
    foot.add_run(" dari ")
    field(foot, "NUMPAGES")


# --- one unit -------------------------------------------------------------------------------------
def gates(sheet: Sheet, unit: str, width: float) -> None:
    """What was reached of each minimum."""
    narrow, wider, verdict = 14, 16, 20
    sheet.table(
        [
            Column("Nilai minimal untuk", width - 2 * (narrow + wider + verdict), "{{ m.nama }}"),
            Column("Bobot", narrow, "{{ m.bobot }}", RIGHT),
            Column("Capaian", wider, "{{ m.nilai }}", RIGHT),
            Column("WBK", narrow, "{{ m.wbk }}", RIGHT),
            Column("Hasil", verdict, "{{ m.hasil_wbk }}"),
            Column("WBBM", wider, "{{ m.wbbm }}", RIGHT),
            Column("Hasil", verdict, "{{ m.hasil_wbbm }}"),
        ],
        f"m in {unit}.minimal",
        caption="Capaian terhadap nilai minimal (poin)",
        strong="m.total",
        together=True,
    )


def areas(sheet: Sheet, unit: str, width: float) -> None:
    """What was reached of each area, in percent of its weight."""
    sheet.table(
        [
            Column("Area", width - 88, "{{ a.nomor }}. {{ a.nama }}"),
            Column("Bobot", 20, "{{ a.bobot }}", RIGHT),
            Column("Nilai", 20, "{{ a.nilai }}", RIGHT),
            Column("Persen dari bobot", 26, cell(line("{{ a.persen }}", low="not a.memenuhi_wbk"), align=RIGHT), RIGHT),
            Column("Perubahan", 22, "{{ a.perubahan }}", RIGHT),
        ],
        f"a in {unit}.area",
        caption="Capaian area (poin)",
        together=True,
    )
    sheet.text(
        f"{ARROW} di bawah nilai minimal area untuk WBK ({{{{ persen_wbk }}}} % dari bobot; untuk WBBM "
        "{{ persen_wbbm }} %).",
        SMALL,
    )


def trend(sheet: Sheet, unit: str) -> None:
    """The total over the quarters, where there are two at least."""
    sheet.command(f"if {unit}.bagan_perkembangan")
    sheet.text("Nilai total dari triwulan ke triwulan", CAPTION, keep=True)
    sheet.picture(f"{unit}.bagan_perkembangan", 58, "Bagan nilai total dari triwulan ke triwulan")
    sheet.command("endif")


def scores(sheet: Sheet, unit: str, width: float) -> None:
    """Every node above the indicators."""
    narrow, change = 15, 18
    sheet.table(
        [
            Column("Kode", 18, "{{ k.kode }}"),
            Column("Komponen", width - 18 - 4 * narrow - change, "{{ k.nama }}"),
            Column("Bobot", narrow, "{{ k.bobot }}", RIGHT),
            Column("Unit", narrow, "{{ k.unit }}", RIGHT),
            Column("TPI", narrow, "{{ k.tpi }}", RIGHT),
            Column("TW lalu", narrow, "{{ k.lalu }}", RIGHT),
            Column("Perubahan", change, "{{ k.perubahan }}", RIGHT),
        ],
        f"k in {unit}.komponen",
        caption="Nilai per komponen (nilai ketat, poin)",
        strong="k.tingkat == 0",
        together=True,
    )


def notes(sheet: Sheet, unit: str, width: float) -> None:
    """What the TPI wrote where it changed answers."""
    rest = width - 20 - 26
    sheet.table(
        [
            Column("Kode", 20, "{{ c.kode }}"),
            Column("Pertanyaan", rest * 0.48, "{{ c.pertanyaan }}"),
            Column("Unit", 13, "{{ c.unit }}"),
            Column("TPI", 13, "{{ c.tpi }}"),
            Column(
                "Catatan TPI",
                rest * 0.52,
                cell(
                    line("{{ c.catatan }}"),
                    line("(selengkapnya dalam lampiran)", when="c.disingkat", is_italic=True),
                ),
            ),
        ],
        f"c in {unit}.catatan",
    )


def recommendations(sheet: Sheet, name: str, width: float, *, leads: bool = False) -> None:
    """The recommendations of this quarter; `leads` as in Sheet.table."""
    sheet.table(
        [
            Column("Nomor", 20, "{{ r.nomor }}"),
            Column(
                "Rekomendasi",
                width - 72,
                cell(line("{{ r.isi }}"), line("{{ r.hal }}", when="r.hal", is_small=True)),
            ),
            Column("Prioritas", 20, "{{ r.prioritas }}"),
            Column("Batas waktu", 32, "{{ r.batas }}"),
        ],
        f"r in {name}",
        leads=leads,
    )


def open_recommendations(sheet: Sheet, name: str, width: float) -> None:
    """Earlier recommendations that nobody closed, on the page of what comes next."""
    sheet.table(
        [
            Column("Nomor", 20, "{{ r.nomor }}"),
            Column(
                "Rekomendasi",
                width - 86,
                cell(
                    line("{{ r.isi }}"),
                    line("{% if r.hal %}{{ r.hal }} · {% endif %}{{ r.diberikan }}", is_small=True),
                ),
            ),
            Column(
                "Batas waktu", 32, cell(line("{{ r.batas }}"), line("lewat batas waktu", when="r.lewat", is_bold=True))
            ),
            Column("Status", 34, "{{ r.status }}"),
        ],
        f"r in {name}",
        leads=True,
    )


# --- the end --------------------------------------------------------------------------------------
def signature(sheet: Sheet, *, place: bool) -> None:
    """The Inspektur's block at the right."""
    lines = ["{{ tanda_tangan.tempat }}, {{ tanda_tangan.tanggal }}"] if place else []
    lines += ["{{ tanda_tangan.jabatan }},", "", "", ""]
    for place, words in enumerate(lines):
        _signed(sheet, words).paragraph_format.space_before = Pt(0 if place else 14)
    _signed(sheet, f"{{{{ tanda_tangan.nama or '{DOTS}' }}}}").runs[0].bold = True
    sheet.command("if tanda_tangan.pangkat")
    _signed(sheet, "{{ tanda_tangan.pangkat }}")
    sheet.command("endif")
    _signed(sheet, f"NIP {{{{ tanda_tangan.nip or '{DOTS}' }}}}").paragraph_format.keep_with_next = False


def _signed(sheet: Sheet, words: str):
    made = sheet.text(words, "ZI Tanda Tangan")
    made.paragraph_format.left_indent = Mm(90)
    return made


def annexes(sheet: Sheet) -> None:
    """Each sheet on pages of its own; the section before ends where the first begins.

    The document's last section is the annexes' own, so what ends inside the loop is the section before: the body's for
    the first annex, an annex's for the others.
    """
    sheet.command("for l in lampiran")
    sheet.command("if loop.first")
    sheet.section(margins=ANNEX)
    sheet.command("else")
    ends = sheet.document.add_paragraph(style=GAP)
    sheet.command("endif")
    section = sheet.document.sections[-1]
    running(section, 180)
    ends._p.get_or_add_pPr().append(deepcopy(section._sectPr))
    sheet.heading("{{ l.label }}. Lembar Kerja Evaluasi {{ l.unit }}", 1).runs[0].font.size = Pt(13)
    sheet.text("Nilai menurut unit: {{ l.nilai_unit }} · Nilai menurut TPI: {{ l.nilai }} · Status: {{ l.status }}")
    sheet.text(
        "Nilai pada baris pertanyaan adalah nilai jawaban menurut TPI (0 sampai 1); angka pada baris komponen dan "
        "indikator adalah poin menurut TPI dari bobotnya (nilai ketat).{% if l.dijelaskan %} Di bawahnya tercantum "
        "asal angka itu menurut unit dan TPI: rata-rata nilai jawaban × bobot indikator, lalu penjumlahannya."
        "{% endif %}",
        SMALL,
    )
    _answers(sheet)
    sheet.command("endfor")


def _answers(sheet: Sheet) -> None:
    """The table of a sheet: questions with both answers, and where it is explained, how every figure comes about."""
    table = Table(sheet.document, ANSWERS)
    table.band("{{ l.label }}. {{ l.unit }}")
    table.head([column.head for column in ANSWERS])
    table.command("for b in l.baris")
    for row in (*_of_questions(), *_of_nodes()):
        table.row(row)
    table.command("endfor")
    table.command("for j in l.penjelasan")
    table.row(Row([cell(line("{{ j.nama }}", is_bold=True)), _origin("j")], spans=(2, 4)))
    table.command("endfor")
    sheet.document.add_paragraph(style=GAP)


def _of_questions() -> tuple[Row, ...]:
    remarks = cell(
        line("{{ b.catatan_tpi }}", when="b.catatan_tpi", lead="TPI:"),
        line("{{ b.catatan_unit }}", when="b.catatan_unit", lead="Unit:"),
    )
    named = ["{{ b.kode }}", "{{ b.isi }}", "{{ b.unit }}", "{{ b.tpi }}"]
    return (
        Row([*named, cell("{{ b.nilai }}", align=RIGHT), remarks], when="b.jenis == 'pertanyaan'"),
        Row([*named, "", ""], when="b.jenis == 'isian'", otherwise=True),
    )


def _of_nodes() -> tuple[Row, ...]:
    """Components and indicators; below each what its points are made of."""
    cells = ["{{ b.kode }}", "{{ b.isi }}", cell("{{ b.poin }}", align=RIGHT)]
    looks = {"spans": (1, 3, 2), "is_bold": True, "otherwise": True, "keep": True}
    return (
        Row(cells, when="b.jenis == 'komponen'", fill="C0D7F9", **looks),
        Row(cells, fill=PALE, ends=True, **looks),
        Row(["", _origin("b")], when="l.dijelaskan and b.asal", spans=(1, 5), ends=True, keep=True),
    )


def _origin(name: str):
    """How the figures of a row come about, a line for each."""
    return cell(line("{{ a.hitungan }}", each=f"a in {name}.asal", lead="{{ a.siapa }}:"))
