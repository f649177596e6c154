"""Charts with example figures, each also as it looks when something is missing, many or long."""

from fractions import Fraction

from charts.bars import Bar, Level, area_bars, unit_bars
from charts.base import Chart, Mark, Share
from charts.distribution import Part, Spread, distribution
from charts.heat import Cell, HeatRow, heat_map
from charts.lines import Point, scale, trend_line
from charts.looks import Shade, shade
from charts.radar import Outline, radar
from charts.ring import progress_ring
from charts.series import Series, Value
from charts.trends import Quarter, trend_lines
from evaluations.scoring.rounding import percent_text, text

AREAS = (
    "1. Manajemen Perubahan",
    "2. Penataan Tatalaksana",
    "3. Penataan Sistem Manajemen SDM",
    "4. Penguatan Akuntabilitas",
    "5. Penguatan Pengawasan",
    "6. Peningkatan Kualitas Pelayanan Publik",
)
WBK, WBBM = Fraction(60, 100), Fraction(75, 100)
AREA_MARKS = (Mark("WBK", "WBK 60 %", WBK), Mark("WBBM", "WBBM 75 %", WBBM))
TOTAL_MARKS = (Mark("WBK", "WBK 75", Fraction(75, 100)), Mark("WBBM", "WBBM 85", Fraction(85, 100)))
OUTLINES = (Outline("minimal WBK 60 %", [WBK] * 6), Outline("minimal WBBM 75 %", [WBBM] * 6))
UNIT = (88, 74, 61, 92, 55, 79)  # percent
TPI = (81, 70, 57, 76, 42, 78)
LEGEND = {
    Shade.FAR: "kurang dari 50 %",
    Shade.BELOW: "di bawah minimal WBK (60 %)",
    Shade.FIRST: "memenuhi minimal WBK",
    Shade.SECOND: "memenuhi minimal WBBM (75 %)",
    Shade.TOP: "90 % ke atas",
}
LONG = "Unit Pelaksana Teknis Pelayanan Perizinan, Pengujian, dan Pengawasan Terpadu Kabupaten Contoh Sebelah Timur"
QUARTERS = [
    Quarter(numeral, str(year), changed=(year, numeral) == (2024, "I"))
    for year in (2022, 2023, 2024)
    for numeral in ("I", "II", "III", "IV")
]


def charts() -> list[Chart]:
    """Every kind of chart, the usual look first."""
    return [*_bars(), *_radars(), *_trends(), *_heat_maps(), *_distributions()]


def rings() -> list[Chart]:
    """Progress rings stand side by side."""
    return [
        _ring("cincin", Fraction(8147, 10000), "81,47", TOTAL_MARKS),
        _ring("cincin-tanpa-minimal", Fraction(97, 113), "97", label="dari 113 pertanyaan"),
        _ring("cincin-nol", 0, "0,00"),
        _ring("cincin-penuh", 1, "100,00"),
        _ring("cincin-kosong", None, ""),
    ]


def small_lines() -> list[Chart]:
    """Small lines of one scale stand side by side."""
    points = [Point(q.label, q.group, Fraction(70 + 2 * n, 100), text(70 + 2 * n)) for n, q in enumerate(QUARTERS[:4])]
    gap = [points[0], Point("II", "2022", None), *points[2:]]
    shares = [point.share for point in points]
    return [
        trend_line(one, marks=TOTAL_MARKS, scale=scale(shares, TOTAL_MARKS), key=key, title=title)
        for one, key, title in (
            (points, "garis", "Nilai satu unit kerja dari triwulan ke triwulan"),
            (gap, "garis-celah", "Nilai satu unit kerja, satu triwulan tanpa nilai"),
            (points[:1], "garis-satu", "Nilai satu unit kerja, satu triwulan"),
            ([], "garis-kosong", "Nilai satu unit kerja, belum ada triwulan"),
        )
    ]


def _ring(key: str, share: Share | None, value: str, marks=(), label: str = "dari 100 poin") -> Chart:
    return progress_ring(share, value=value, label=label, marks=marks, key=key, title="Nilai total terhadap 100 poin")


def _level(percent: int, first: int, second: int) -> Level:
    if percent >= second:
        return Level.SECOND
    return Level.FIRST if percent >= first else Level.BELOW


def _bars() -> list[Chart]:
    areas = [
        Bar(label, Fraction(percent, 100), percent_text(Fraction(percent, 100)), _level(percent, 60, 75))
        for label, percent in zip(AREAS, TPI, strict=True)
    ]
    odd = [
        Bar("Area dengan bobot nol", None, "", Level.BELOW, "bobot 0"),
        Bar("Area tanpa satu pun jawaban", 0, "0,00 %", Level.BELOW, "0,00 dari 8 poin"),
        Bar("Area sempurna", 1, "100,00 %", Level.SECOND, "8,00 dari 8 poin"),
        Bar(LONG, WBK, "60,00 %", Level.FIRST, "4,80 dari 8 poin"),
    ]
    return [
        area_bars(areas, marks=AREA_MARKS, key="batang", title="Capaian enam area terhadap nilai minimal"),
        area_bars(
            odd, marks=AREA_MARKS, key="batang-aneh", title="Capaian area: tanpa nilai, nol, penuh, nama panjang"
        ),
        area_bars([], marks=AREA_MARKS, key="batang-kosong", title="Capaian area sebelum ada nilai"),
        unit_bars(_units(1), marks=TOTAL_MARKS, key="unit-satu", title="Nilai total satu unit kerja"),
        unit_bars(_units(40), marks=TOTAL_MARKS, key="unit-empat-puluh", title="Nilai total empat puluh unit kerja"),
    ]


def _units(count: int) -> list[Bar]:
    percents = [96 - number * 3 // 2 for number in range(count)]
    return [
        Bar(f"{number}. {_name(number)}", Fraction(percent, 100), text(percent), _level(percent, 75, 85))
        for number, percent in enumerate(percents, start=1)
    ]


def _name(number: int) -> str:
    return f"Unit Kerja Contoh {number:02}"


def _values(percents, write=text) -> list[Value | None]:
    return [None if percent is None else Value(Fraction(percent, 100), write(percent)) for percent in percents]


def _percents(percents) -> list[Value | None]:
    return _values(percents, lambda percent: percent_text(Fraction(percent, 100)))


def _radars() -> list[Chart]:
    both = [Series("Menurut unit", _percents(UNIT)), Series("Menurut TPI", _percents(TPI))]
    gap = [Series("Menurut unit", _percents((88, None, 61, 0, 100, 79))), both[1]]
    nothing = [Series("Menurut unit", [None] * 6)]
    return [
        radar(AREAS, both, outlines=OUTLINES, key="radar", title="Enam area menurut unit dan TPI"),
        radar(AREAS, gap, outlines=OUTLINES[:1], key="radar-celah", title="Enam area, satu area tanpa nilai"),
        radar(AREAS, nothing, outlines=OUTLINES, key="radar-kosong", title="Enam area sebelum ada nilai"),
    ]


def _trends() -> list[Chart]:
    unit = [70, 72, 74, 73, 78, None, 82, 84, 79, 81, 86, 88]
    tpi = [62, 66, 69, 70, 74, None, 77, 79, 72, 75, 80, None]
    pair = [Series("Menurut unit", _values(unit)), Series("Menurut TPI", _values(tpi))]
    one = [Series("RSUD dr. Doris Sylvanus", _values([76, 79, None, 83]))]
    single = [Series("Menurut unit", _values([74])), Series("Menurut TPI", _values([71]))]
    twelve = [Series(_name(number), _values(_course(number))) for number in range(1, 13)]
    forty = [Series(LONG if number == 1 else _name(number), _values(_course(number))) for number in range(1, 41)]
    among = [Series(one.name, one.values, quiet=number != 3) for number, one in enumerate(forty)]
    return [
        _trend(QUARTERS, pair, "tren", "Nilai total dari triwulan ke triwulan, instrumen berubah pada TW I 2024"),
        _trend(QUARTERS[:4], one, "tren-satu-garis", "Nilai satu unit kerja, satu triwulan tanpa nilai"),
        _trend(QUARTERS[:1], single, "tren-satu-triwulan", "Nilai pada satu-satunya triwulan"),
        _trend(QUARTERS, twelve, "tren-semua", "Nilai dua belas unit kerja"),
        _trend(QUARTERS, among, "tren-di-antara", "Satu unit kerja di antara empat puluh"),
        _trend(QUARTERS, forty, "tren-empat-puluh", "Nilai empat puluh unit kerja"),
        _trend([], [], "tren-kosong", "Nilai sebelum ada triwulan"),
    ]


def _trend(quarters, series, key: str, title: str) -> Chart:
    return trend_lines(quarters, series, marks=TOTAL_MARKS, key=key, title=title)


def _course(number: int) -> list[int]:
    """Made-up points over twelve quarters that differ from unit to unit."""
    return [55 + (number * 7) % 24 + quarter * 3 // 2 - (number * quarter) % 4 for quarter in range(12)]


def _heat_maps() -> list[Chart]:
    one = [HeatRow(LONG, [_cell(percent) for percent in (45, 55, 65, 80, 95)] + [Cell()])]
    forty = [HeatRow(_name(number), [_cell(percent) for percent in _course(number)]) for number in range(1, 41)]
    names = [quarter.name for quarter in QUARTERS]
    return [
        heat_map(AREAS, _heat_rows(12), legend=LEGEND, key="peta", title="Peta capaian area dua belas unit kerja"),
        heat_map(
            AREAS, one, legend=LEGEND, key="peta-satu", title="Peta capaian area satu unit kerja, satu tanpa nilai"
        ),
        heat_map(AREAS, [], legend=LEGEND, key="peta-kosong", title="Peta capaian area sebelum ada nilai"),
        heat_map(
            names, forty, legend=LEGEND, key="peta-triwulan", title="Peta capaian empat puluh unit, dua belas triwulan"
        ),
    ]


def _heat_rows(count: int) -> list[HeatRow]:
    return [
        HeatRow(_name(number), [_cell(40 + (number * 11 + place * 17) % 61) for place in range(6)])
        for number in range(1, count + 1)
    ]


def _cell(percent: int) -> Cell:
    ratio = Fraction(percent, 100)
    return Cell(percent_text(ratio), shade(ratio, passes_first=ratio >= WBK, passes_second=ratio >= WBBM))


def _distributions() -> list[Chart]:
    spreads = [
        _spread("A.I.1.i.a Tim kerja sudah dibentuk", {"Ya": 11, "Tidak": 1}),
        _spread(
            "A.I.1.i.b Penentuan anggota tim selain pimpinan dipilih melalui prosedur yang jelas",
            {"A": 7, "B": 3, "C": 1},
            1,
        ),
        _spread("A.II.2.i.a Layanan publik terintegrasi", {"A": 2, "B": 4, "C": 3, "D": 3}),
        _spread("A.I.3.iv.a Pemantauan kinerja individu", {"A": 0, "B": 0, "C": 2, "D": 4, "E": 6}),
        _spread("B.I.a Persepsi anti korupsi", {"di atas 3,60": 5, "3,20 sampai 3,60": 4, "di bawah 3,20": 1}, 2),
        _spread("A.II.6.i.a Belum ada satu pun jawaban", {"A": 0, "B": 0}),
    ]
    forty = [_spread("A.I.5.i.a Pengendalian gratifikasi", {"A": 21, "B": 11, "C": 5, "D": 2}, 1)]
    return [
        distribution(spreads, key="sebaran", title="Sebaran jawaban dua belas unit kerja"),
        distribution(forty, key="sebaran-empat-puluh", title="Sebaran jawaban empat puluh unit kerja"),
        distribution([], key="sebaran-kosong", title="Sebaran jawaban sebelum ada pertanyaan"),
    ]


def _spread(label: str, counts: dict[str, int], unanswered: int = 0) -> Spread:
    best = next(iter(counts))
    units = sum(counts.values()) + unanswered
    parts = [Part(name, count) for name, count in counts.items()]
    return Spread(label, parts, unanswered, f"{counts[best]} dari {units} unit sudah {best}")
