"""Our template of the quarterly report: cover, contents, five chapters, and the sheets of all units."""

from docx.shared import Mm

from reports.word.ours.kit import Cell, Column, Row, Sheet, cell, line
from reports.word.ours.looks import CAPTION, CENTRE, RIGHT, SMALL, field, shape
from reports.word.ours.pieces import (
    ARROW,
    DOTS,
    UPRIGHT,
    WIDE,
    annexes,
    areas,
    gates,
    letterhead,
    notes,
    recommendations,
    running,
    scores,
    signature,
    trend,
    warnings,
)

WIDTH, WIDE_WIDTH = 165, 261  # of the text, millimetres
AREAS = range(6)


def build() -> bytes:
    """The template (DOCX)."""
    sheet = Sheet()
    shape(sheet.document.sections[0], False, (22, 22, 20, 22))
    _cover(sheet)
    running(sheet.section(margins=UPRIGHT), WIDTH)
    _contents(sheet)
    _summary(sheet)
    _introduction(sheet)
    _results(sheet)
    _units(sheet)
    _monitoring(sheet)
    _visits(sheet)
    _conclusion(sheet)
    annexes(sheet)
    return sheet.bytes()


def _cover(sheet: Sheet) -> None:
    letterhead(sheet, 166)
    title = sheet.text("{{ judul }}", "ZI Judul", align=CENTRE)
    title.paragraph_format.space_before = Mm(42)
    sheet.text("{{ triwulan }}", "ZI Subjudul", align=CENTRE)
    warnings(sheet)
    for place, (label, words) in enumerate((("Nomor", DOTS), ("Tanggal", "{{ tanggal }}"))):
        made = sheet.text(f"{label}\t:\t{words}")
        looks = made.paragraph_format
        looks.left_indent, looks.space_before = Mm(42), Mm(0 if place else 24)
        looks.tab_stops.add_tab_stop(Mm(65))
        looks.tab_stops.add_tab_stop(Mm(69))
    foot = sheet.text("{{ tanda_tangan.tempat }}", align=CENTRE, bold=True)
    foot.paragraph_format.space_before = Mm(40)
    sheet.text("{{ tanda_tangan.tahun }}", align=CENTRE, bold=True)


def _contents(sheet: Sheet) -> None:
    sheet.text("Daftar isi", "ZI Judul Daftar")
    made = sheet.document.add_paragraph(style="toc 1")
    field(made, 'TOC \\o "1-3" \\h \\z \\u', "Klik kanan, lalu pilih Perbarui Bidang untuk menyusun daftar isi.")


def _proposed(sheet: Sheet) -> None:
    sheet.command("if diusulkan")
    sheet.table(
        [
            Column("No.", 12, "{{ loop.index }}", CENTRE),
            Column("Unit kerja", WIDTH - 60, "{{ u.nama }}"),
            Column("Predikat", 24, "{{ u.diusulkan }}"),
            Column("Nilai", 24, "{{ u.nilai }}", RIGHT),
        ],
        "u in diusulkan",
        caption="Unit kerja yang dapat diusulkan",
    )
    sheet.command("endif")


def _summary(sheet: Sheet) -> None:
    sheet.heading("Ringkasan eksekutif", 1, breaks=True)
    sheet.story("ringkasan")
    sheet.text("{{ keadaan }}")
    _proposed(sheet)


def _introduction(sheet: Sheet) -> None:
    sheet.chapter("Bab I", "Pendahuluan")
    sheet.heading("A. Dasar hukum", 2)
    sheet.command("if dasar_hukum")
    sheet.text(
        "Evaluasi dan monitoring ini dilaksanakan berdasarkan ketentuan yang berlaku pada {{ hari_terakhir }}:",
        keep=True,
    )
    sheet.items("d", "dasar_hukum", "{{ loop.index }}.\t{{ d }}{% if loop.last %}.{% else %};{% endif %}")
    sheet.command("else")
    sheet.text("Dasar hukum yang berlaku pada {{ hari_terakhir }} belum dicatat.")
    sheet.command("endif")
    sheet.heading("B. Tujuan", 2)
    sheet.text("Laporan ini menyajikan:", keep=True)
    for number, words in enumerate(
        (
            "hasil evaluasi pembangunan Zona Integritas pada setiap unit kerja selama {{ triwulan }};",
            "perkembangan nilai dan tindak lanjut rekomendasi sejak triwulan sebelumnya, serta pendampingan;",
            "hal yang masih harus dipenuhi untuk mencapai predikat Wilayah Bebas dari Korupsi (WBK) atau Wilayah "
            "Birokrasi Bersih dan Melayani (WBBM); dan",
            "unit kerja yang dapat diusulkan kepada Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi.",
        ),
        start=1,
    ):
        made = sheet.text(f"{number}.\t{words}", "ZI Butir")
        made.paragraph_format.tab_stops.add_tab_stop(Mm(7))
    sheet.heading("C. Ruang lingkup", 2)
    sheet.text(
        "Evaluasi mencakup {{ unit|length }} unit kerja di lingkungan {{ kop.pemerintah }} dan seluruh "
        "{{ jumlah_pertanyaan }} pertanyaan {{ instrumen }} menurut {{ dasar_instrumen }}. Komponen yang dinilai "
        "adalah Pengungkit (enam area perubahan, masing-masing aspek Pemenuhan dan Reform) dan Hasil."
    )
    sheet.heading("D. Metode", 2)
    sheet.story("metode")
    sheet.table(
        [
            Column(
                "Nilai minimal untuk",
                WIDTH - 66,
                "{{ n.nama }}{% if n.area %} ({{ persen_wbk }} % dan {{ persen_wbbm }} % dari bobot){% endif %}",
            ),
            Column("Bobot", 22, "{{ n.bobot }}", RIGHT),
            Column("WBK", 22, "{{ n.wbk }}", RIGHT),
            Column("WBBM", 22, "{{ n.wbbm }}", RIGHT),
        ],
        "n in nilai_minimal",
        caption="Tabel 1. Nilai minimal untuk predikat WBK dan WBBM (poin)",
        strong="n.total",
    )


# --- chapter II -----------------------------------------------------------------------------------
def _results(sheet: Sheet) -> None:
    running(sheet.section(wide=True, margins=WIDE), WIDE_WIDTH)
    sheet.chapter("Bab II", "Hasil evaluasi", breaks=False)
    sheet.heading("A. Hasil semua unit kerja", 2)
    sheet.command("if unit_dinilai")
    sheet.text(
        "{% if bagan_nilai and bagan_nilai[0].bagan %}Bagan 1 memperlihatkan nilai total setiap unit kerja terhadap "
        "nilai minimal total. {% endif %}Unit kerja yang totalnya mencapai nilai minimal tetap belum memenuhi predikat "
        "selama ada nilai minimal lain yang belum tercapai. Rincian per area terdapat dalam Tabel 2."
    )
    sheet.command("for b in bagan_nilai if b.bagan")
    sheet.text(
        "Bagan 1{% if not loop.first %} (lanjutan){% endif %}. Nilai total {{ triwulan }} (nilai ketat menurut TPI, "
        "dari 100 poin)",
        CAPTION,
        keep=True,
    )
    sheet.picture(
        "b.bagan", WIDTH, "Bagan nilai total setiap unit kerja dibandingkan dengan nilai minimal", align=CENTRE
    )
    sheet.command("endfor")
    sheet.command("elif unit")
    sheet.text("Belum ada nilai hasil verifikasi TPI. Keadaan setiap unit kerja terdapat dalam Tabel 2.")
    sheet.command("else")
    sheet.text("Pada {{ triwulan }} belum ada unit kerja yang dievaluasi.")
    sheet.command("endif")
    _all_units(sheet)
    _heat(sheet)


def _all_units(sheet: Sheet) -> None:
    """Table 2."""
    columns = [
        Column("Peringkat", 18, "{{ u.peringkat }}", CENTRE),
        Column("Unit kerja", 43, _name_and_state()),
        *map(_area_points, AREAS),
        Column("Pengungkit", 20, "{{ u.pengungkit }}", RIGHT),
        Column("Hasil", 14, "{{ u.hasil }}", RIGHT),
        Column("Total", 15, cell(line("{{ u.nilai }}", is_bold=True), align=RIGHT), RIGHT),
        Column("Perubahan", 19, "{{ u.perubahan }}", RIGHT),
        Column("WBK", 17, _passes("memenuhi_wbk")),
        Column("WBBM", 17, _passes("memenuhi_wbbm")),
    ]
    cells = [column.cell for column in columns]
    unscored = [cells[0], cells[1], cell("belum dinilai TPI", align=CENTRE), *cells[8:]]
    sheet.table(
        columns,
        "u in unit",
        caption="Tabel 2. Nilai hasil verifikasi TPI {{ triwulan }} (nilai ketat, poin)",
        rows=(
            Row(cells, when="u.dinilai"),
            Row(unscored, otherwise=True, spans=(1, 1, 6, 1, 1, 1, 1, 1, 1), ends=True),
        ),
    )
    sheet.text(
        f"{ARROW} di bawah nilai minimal WBK. Perubahan: selisih poin dengan "
        "{{ triwulan_lalu or 'triwulan sebelumnya' }}; tanda – berarti tidak ada pembanding.{% if ada_tidak_selesai %} "
        "Dalam kurung: banyaknya pertanyaan yang sudah terverifikasi.{% endif %} Persentase dihitung dari bobot area.",
        SMALL,
    )
    sheet.text(
        "{% for a in area %}Area {{ a.nomor }}: {{ a.nama }} (bobot {{ a.bobot }}){% if loop.last %}.{% else %}; "
        "{% endif %}{% endfor %}",
        SMALL,
    )


def _name_and_state() -> Cell:
    state = (
        "{{ u.status }}{% if u.dinilai and u.terverifikasi < u.pertanyaan %} ({{ u.terverifikasi }}/"
        "{{ u.pertanyaan }}){% endif %}"
    )
    return cell(line("{{ u.nama }}"), line(state, when="not u.disetujui", is_italic=True))


def _area_points(place: int) -> Column:
    """What was reached of an area, and below it the share of its weight."""
    points = line(f"{{{{ u.area[{place}].nilai }}}}", low=f"not u.area[{place}].memenuhi_wbk")
    share = line(f"{{{{ u.area[{place}].persen }}}}", is_small=True)
    return Column(f"Area {place + 1}", 16.5, cell(points, share, align=RIGHT), RIGHT)


def _passes(name: str) -> str:
    return f"{{% if not u.dinilai %}}–{{% elif u.{name} %}}Memenuhi{{% else %}}Belum{{% endif %}}"


def _heat(sheet: Sheet) -> None:
    """Table 3: the map of areas."""
    running(sheet.section(margins=UPRIGHT), WIDTH)
    sheet.command("if unit_dinilai")
    sheet.text(
        "Tabel 3 memperlihatkan capaian setiap unit kerja pada keenam area; makin gelap petaknya, makin tinggi "
        "capaiannya."
    )
    sheet.command("for k in kalimat_area")
    sheet.text("{{ k }}")
    sheet.command("endfor")
    columns = [
        Column(
            "Unit kerja",
            WIDTH - 6 * 19,
            cell(line("{{ u.nama }}"), line("{{ u.status }}", when="not u.disetujui", is_small=True)),
        )
    ]
    columns += [
        Column(
            f"Area {place + 1}",
            19,
            cell(
                f"{{{{ u.area[{place}].persen }}}}{{% if not u.area[{place}].memenuhi_wbk %}} {ARROW}{{% endif %}}",
                shade=f"u.area[{place}].warna",
                align=CENTRE,
            ),
            CENTRE,
        )
        for place in AREAS
    ]
    means = [
        "Rata-rata hasil yang disetujui",
        *(cell(f"{{{{ rata_area[{place}].persen }}}}", align=CENTRE) for place in AREAS),
    ]
    sheet.table(
        columns,
        "u in unit_dinilai",
        caption="Tabel 3. Peta capaian area {{ triwulan }} (persen dari bobot area, nilai ketat menurut TPI)",
        last=means,
        last_when="rata_area",
    )
    sheet.text(f"{ARROW} di bawah nilai minimal area untuk WBK ({{{{ persen_wbk }}}} % dari bobot).", SMALL)
    sheet.command("endif")


# --- each unit ------------------------------------------------------------------------------------
def _units(sheet: Sheet) -> None:
    sheet.command("if unit")
    sheet.heading("B. Hasil per unit kerja", 2, breaks=True)
    sheet.command("endif")
    sheet.command("for u in unit")
    sheet.command("if loop.first")
    sheet.heading("{{ u.nomor }}. {{ u.nama }}", 3)
    sheet.command("else")
    sheet.heading("{{ u.nomor }}. {{ u.nama }}", 3, breaks=True)
    sheet.command("endif")
    sheet.text(
        "{% if u.induk %}{{ u.induk }} · {% endif %}Predikat yang dituju: {{ u.predikat }} · Status: {{ u.status }} · "
        "Rekomendasi triwulan ini: {{ u.rekomendasi|length or 'tidak ada' }}",
        SMALL,
    )
    sheet.story("u.analisis")
    sheet.command("if u.dinilai")
    sheet.command("if u.bagan_area")
    sheet.text("Capaian area terhadap nilai minimal (persen dari bobot)", CAPTION, keep=True)
    sheet.picture("u.bagan_area", 140, "Bagan capaian keenam area dibandingkan dengan nilai minimal")
    sheet.command("else")
    areas(sheet, "u", WIDTH)
    sheet.command("endif")
    gates(sheet, "u", WIDTH)
    sheet.command("endif")
    trend(sheet, "u")
    scores(sheet, "u", WIDTH)
    sheet.command("if u.catatan")
    sheet.heading("Catatan TPI atas jawaban yang diubah", 4)
    sheet.command("if u.jumlah_catatan > u.catatan|length")
    sheet.text(
        "Dari {{ u.jumlah_catatan }} catatan, berikut {{ u.catatan|length }} yang paling memengaruhi nilai. Selebihnya "
        "tercantum dalam lampiran.",
        keep=True,
    )
    sheet.command("endif")
    notes(sheet, "u", WIDTH)
    sheet.command("endif")
    sheet.command("if u.rekomendasi")
    sheet.heading("Rekomendasi TPI", 4)
    recommendations(sheet, "u.rekomendasi", WIDTH)
    sheet.command("endif")
    sheet.command("endfor")


# --- chapters III and IV --------------------------------------------------------------------------
def _monitoring(sheet: Sheet) -> None:
    running(sheet.section(wide=True, margins=WIDE), WIDE_WIDTH)
    sheet.chapter("Bab III", "Monitoring tindak lanjut rekomendasi", breaks=False)
    sheet.command("for k in monitoring.kalimat")
    sheet.text("{{ k }}")
    sheet.command("endfor")
    sheet.command("if monitoring.unit")
    _states(sheet)
    sheet.heading("Tindak lanjut per unit kerja", 2)
    sheet.command("endif")
    sheet.command("for u in monitoring.unit")
    sheet.heading("{{ u.nama }}", 4)
    _follow_up(sheet)
    sheet.command("endfor")


def _states(sheet: Sheet) -> None:
    """Table 4: how many recommendations of each unit are in which state."""
    states = [
        Column(f"{{{{ monitoring.status[{place}].nama }}}}", 30, f"{{{{ u.status[{place}].jumlah }}}}", RIGHT)
        for place in range(5)
    ]
    sheet.table(
        [
            Column("Unit kerja", 61, "{{ u.nama }}"),
            *states,
            Column("Jumlah", 22, "{{ u.jumlah }}", RIGHT),
            Column("Lewat batas waktu", 28, "{{ u.lewat }}", RIGHT),
        ],
        "u in monitoring.unit",
        caption="Tabel 4. Rekomendasi dari triwulan sebelumnya menurut status{% if not draf %} saat periode dikunci"
        "{% endif %}",
        last=[
            "Semua unit kerja",
            *(f"{{{{ monitoring.status[{place}].jumlah }}}}" for place in range(5)),
            "{{ monitoring.jumlah }}",
            "{{ monitoring.lewat }}",
        ],
    )


def _follow_up(sheet: Sheet) -> None:
    """The recommendations of a unit, and what was last done about each."""
    sheet.table(
        [
            Column("Nomor", 20, "{{ r.nomor }}"),
            Column(
                "Rekomendasi",
                92,
                cell(
                    line("{{ r.isi }}"),
                    line("{% if r.hal %}{{ r.hal }} · {% endif %}{{ r.diberikan }}", is_small=True),
                ),
            ),
            Column("Prioritas", 20, "{{ r.prioritas }}"),
            Column(
                "Batas waktu",
                32,
                cell(
                    line("{{ r.batas }}"),
                    line("semula {{ r.batas_semula }}", when="r.batas_semula", is_small=True),
                    line("lewat batas waktu", when="r.lewat", is_bold=True),
                ),
            ),
            Column("Status", 32, "{{ r.status }}"),
            Column(
                "Tindak lanjut terakhir",
                65,
                cell(
                    line("{{ r.langkah or 'Belum ada' }}", is_small=True),
                    line("{{ r.tindak_lanjut }}", when="r.tindak_lanjut"),
                ),
            ),
        ],
        "r in u.rekomendasi",
    )


def _visits(sheet: Sheet) -> None:
    running(sheet.section(margins=UPRIGHT), WIDTH)
    sheet.chapter("Bab IV", "Pendampingan, pelatihan, dan rapat koordinasi", breaks=False)
    sheet.command("for k in kegiatan.kalimat")
    sheet.text("{{ k }}")
    sheet.command("endfor")
    columns = [
        Column("Tanggal", 24, "{{ v.hari }}"),
        Column(
            "Kegiatan",
            47,
            cell(
                line("{{ v.jenis }}", is_bold=True),
                line("{{ v.topik }}"),
                line("{{ v.tempat }}", when="v.tempat", is_small=True),
            ),
        ),
        Column("Unit kerja", 58, "{{ v.unit|join('; ') }}"),
        Column("Tim", 36, "{{ v.tim|join('; ') }}"),
    ]
    told = cell(
        line("{{ v.temuan }}", lead="Temuan:"),
        line("tidak ada.", lead="Saran:", when="not v.saran"),
        line(
            "{% for s in v.saran %}{{ s.nomor }}: {{ s.isi }}{% if not loop.last %}\n{% endif %}{% endfor %}",
            lead="Saran:",
            when="v.saran",
        ),
    )
    sheet.command("if kegiatan.daftar")
    sheet.table(
        columns,
        "v in kegiatan.daftar",
        caption="Kegiatan {{ triwulan }}",
        rows=(Row([column.cell for column in columns], is_bold=False), Row(["", told], spans=(1, 3))),
    )
    sheet.command("endif")
    sheet.command("if ekspose.ada")
    sheet.heading("Ekspose hasil evaluasi", 2)
    sheet.command("for k in ekspose.kalimat")
    sheet.text("{{ k }}", keep=True)
    sheet.command("endfor")
    sheet.items("k", "ekspose.keputusan", "{{ loop.index }}.\t{{ k }}", keep=True)
    sheet.command("endif")


# --- chapter V ------------------------------------------------------------------------------------
def _conclusion(sheet: Sheet) -> None:
    sheet.chapter("Bab V", "Simpulan dan saran")
    sheet.heading("A. Simpulan", 2)
    sheet.story("simpulan")
    sheet.command("if unit and not diusulkan")
    sheet.text("Belum ada unit kerja yang dapat diusulkan.")
    sheet.command("endif")
    _proposed(sheet)
    sheet.command("if belum_diusulkan")
    sheet.text("Unit kerja berikut belum dapat diusulkan:", keep=True)
    lacks = cell(
        line(
            "{% if u.tidak_selesai %}Evaluasi tidak selesai sampai periode dikunci{% else %}Evaluasi belum selesai: "
            "{{ u.status }}{% endif %}.",
            when="not u.disetujui",
            is_italic=True,
        ),
        line("{{ k }}", each="k in u.belum_terpenuhi"),
    )
    sheet.table(
        [
            Column("Unit kerja", 45, "{{ u.nama }}"),
            Column("Predikat dituju", 20, "{{ u.predikat }}"),
            Column("Nilai", 18, "{{ u.nilai }}", RIGHT),
            Column("Yang belum terpenuhi", 82, lacks),
        ],
        "u in belum_diusulkan",
        caption="Unit kerja yang belum dapat diusulkan",
    )
    sheet.command("endif")
    sheet.heading("B. Saran", 2)
    sheet.story("saran")
    signature(sheet, place=True)
