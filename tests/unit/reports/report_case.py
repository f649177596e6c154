"""Makes report documents for tests, without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from fractions import Fraction

from evaluations.enums import RecommendationState
from reports import pdf
from reports.documents.follow_up import FollowUpLine, Monitoring, RecommendationLine, UnitMonitoring
from reports.documents.imprint import Imprint
from reports.documents.parts import (
    AnnexRow,
    AreaLine,
    GateLine,
    Letterhead,
    Minimum,
    NoteLine,
    ScoreLine,
    Signature,
    Signer,
    SpelledQuarter,
    TrendPoint,
)
from reports.documents.quarterly import QuarterlyReport, UnitResult
from reports.documents.visits import EksposeLine, VisitLine, Visits
from reports.enums import Paper
from reports.papers import whole

AREA_TITLES = (
    "Manajemen Perubahan",
    "Penataan Tatalaksana",
    "Penataan Sistem Manajemen SDM Aparatur",
    "Penguatan Akuntabilitas",
    "Penguatan Pengawasan",
    "Peningkatan Kualitas Pelayanan Publik",
)

QUARTERS = (
    SpelledQuarter(2023, 3),
    SpelledQuarter(2023, 4),
    SpelledQuarter(2024, 1),
    SpelledQuarter(2024, 2),
)


def gate(label: str = "Nilai total", reached="80", kind: str = "total", wbk="75", wbbm="85") -> GateLine:
    reached, wbk, wbbm = D(reached), D(wbk), D(wbbm)
    return GateLine(
        code=kind,
        label=label,
        kind=kind,
        weight=D(100),
        reached=reached,
        wbk=wbk,
        wbk_missing=max(wbk - reached, D(0)),
        passes_wbk=reached >= wbk,
        wbbm=wbbm,
        wbbm_missing=max(wbbm - reached, D(0)),
        passes_wbbm=reached >= wbbm,
    )


def area(number: int, ratio="0.8", change: D | None = None) -> AreaLine:
    ratio = D(ratio)
    passes = (ratio >= D("0.6"), ratio >= D("0.75"))
    return AreaLine(number, AREA_TITLES[number - 1], D(10), ratio * 10, ratio, *passes, change=change)


def unit(number: int = 1, total="80", **fields) -> UnitResult:
    """An approved unit that passes WBK and not WBBM, three points better than last quarter."""
    points = D(total)
    made = UnitResult(
        unit_id=number,
        number=number,
        code=f"{number:02}",
        name=f"Unit Kerja {number:02}",
        parent_agency="Dinas Contoh",
        head=Signer(f"Kepala Unit Kerja {number:02}", "Nama Kepala", "Pembina", "197001011995031001"),
        target="WBK",
        state="disetujui",
        is_approved=True,
        is_unfinished=False,
        rank=number,
        total=points,
        official=points,
        unit_total=points + 2,
        change=D(3),
        scored_otherwise=False,
        answered=113,
        questions=113,
        enablers=D(45),
        results=points - 45,
        passes_wbk=points >= 75,
        passes_wbbm=points >= 85,
        proposed_for="WBK" if points >= 75 else "",
        areas=tuple(area(n) for n in range(1, 7)),
        gates=(gate(reached=total),),
        scores=(
            ScoreLine("A", "Pengungkit", 0, D(60), D(46), D(45), D(44), D(1)),
            ScoreLine("", "Nilai total", 0, D(100), points + 2, points, points - 3, D(3)),
        ),
        notes=(
            NoteLine("A.I.1.i.a", "Apakah tim dibentuk?", "Ya", "Tidak", "Keputusan belum ada.", Fraction(1), False),
        ),
        notes_total=1,
        sheet=(
            AnnexRow("group", "A", "Pengungkit", weight=D(60), points=D(45)),
            AnnexRow("indicator", "A.I.1.i", "Penyusunan Tim Kerja", weight=D("0.5"), points=D("0.25")),
            AnnexRow("question", "A.I.1.i.a", "Apakah tim dibentuk?", "Ya", "Tidak", Fraction(0), "", "Belum ada."),
            AnnexRow("figure", "", "Banyaknya perubahan", "7", "5"),
        ),
        recommendations=(),
        trend=trend(None, "70", points - 3, points),
    )
    return replace(made, **fields)


def trend(*totals) -> tuple[TrendPoint, ...]:
    """The totals of the quarters up to TW II 2024."""
    quarters = [QUARTERS[place] for place in range(-len(totals), 0)]
    return tuple(
        TrendPoint(quarter, None if total is None else D(total))
        for quarter, total in zip(quarters, totals, strict=True)
    )


def unscored(number: int = 9, **fields) -> UnitResult:
    """A unit the TPI has not touched when the quarter was locked."""
    made = unit(
        number,
        official=None,
        unit_total=None,
        change=None,
        rank=None,
        enablers=None,
        results=None,
        state="tidak selesai",
        is_approved=False,
        is_unfinished=True,
        answered=0,
        passes_wbk=False,
        passes_wbbm=False,
        proposed_for="",
        areas=(),
        gates=(),
        notes=(),
        notes_total=0,
        trend=trend(None, None, None, None),
    )
    return replace(made, **{"total": None, **fields})


def report(*units: UnitResult, **fields) -> QuarterlyReport:
    """TW II 2024, locked, real data, dated 21 August 2024."""
    made = QuarterlyReport(
        letterhead=Letterhead("Pemerintah Provinsi Kalimantan Tengah", "Inspektorat", "Jalan Contoh 1", "", ""),
        imprint=Imprint("", date(2024, 8, 21)),
        signature=Signature(
            "Palangka Raya",
            date(2024, 8, 21),
            "Inspektur",
            "Nama Inspektur",
            "Pembina Utama Madya",
            "196501011990031001",
        ),
        quarter=SpelledQuarter(2024, 2),
        previous=SpelledQuarter(2024, 1),
        is_draft=False,
        is_sample=False,
        locked_on=date(2024, 8, 11),
        instrument="Lembar Kerja Evaluasi",
        instrument_basis="Peraturan Menteri PANRB Nomor 90 Tahun 2021",
        questions=113,
        legal_basis=("Peraturan Menteri PANRB Nomor 90 Tahun 2021",),
        minimums=(
            Minimum("Nilai total", "total", D(100), D(75), D(85)),
            Minimum("Area 1 Manajemen Perubahan", "area", D(8), D("4.8"), D(6)),
        ),
        area_percent={"WBK": D(60), "WBBM": D(75)},
        units=units,
        monitoring=Monitoring(),
        visits=Visits(),
    )
    return replace(made, **fields)


def drawn(made: QuarterlyReport) -> bytes:
    """The report with its annexes as a PDF."""
    paper = whole(Paper.QUARTERLY, made, "laporan")
    return pdf.write(paper.html, paper.stylesheet, paper.watermark)


def advice(number: int = 1, state: str = "open", unit: str = "01", **fields) -> RecommendationLine:
    """A recommendation of the quarter before, medium priority, due in the quarter, without a follow-up."""
    made = RecommendationLine(
        name=f"{unit}/R-{number}",
        subject="A.I.1.i.a",
        text="Tetapkan keputusan Tim ZI yang baru.",
        priority="Sedang",
        due_on=date(2024, 7, 31),
        given=SpelledQuarter(2024, 1),
        age=1,
        state=RecommendationState(state),
        is_closed=state in {"settled", "impossible"},
        is_overdue=False,
    )
    return replace(made, **fields)


def followed(text: str = "Rancangan keputusan sudah disampaikan.", step: str = "Unit melaporkan kemajuan"):
    """A turn about a recommendation on 2 July 2024."""
    return FollowUpLine(date(2024, 7, 2), step, text)


def monitored(code: str, *lines: RecommendationLine) -> UnitMonitoring:
    """What became of the earlier recommendations to a unit."""
    return UnitMonitoring(code, f"Unit Kerja {code}", lines)


def visit(number: int = 1, **fields) -> VisitLine:
    """A visit of one day with one unit, without advice."""
    made = VisitLine(
        day=date(2024, 5, number),
        until=None,
        kind="Pendampingan",
        topic="Penyusunan rencana kerja",
        place="Aula unit kerja",
        units=("Unit Kerja 01",),
        team=("Nama Ketua", "Nama Anggota"),
        findings="Rencana kerja belum ditetapkan.",
    )
    return replace(made, **fields)


def presented(**fields) -> EksposeLine:
    """The ekspose of 20 July 2024."""
    made = EksposeLine(
        date(2024, 7, 20), "Aula Jayang Tingang", "Wakil Gubernur,\nkepala unit kerja.", ("Mengusulkan dua unit.",)
    )
    return replace(made, **fields)
