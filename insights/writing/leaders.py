"""The board for leadership as tables: a workbook, and the units alone as CSV."""

import csv
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import StringIO

from django.utils import timezone

from evaluations.enums import Assessor
from evaluations.queries.board_view import AREAS
from evaluations.queries.distance import EXPLANATION, Distance
from evaluations.queries.history_export import BOM, safe
from evaluations.scoring.rounding import missing_text, text, to_storage
from evaluations.workflow import INSPECTORATE_WORDS
from insights.queries.leaders import Changes, LeadersBoard, Line
from workbooks.tables import Column, Sheet, Value, workbook

MINUS = "\N{MINUS SIGN}"  # what stands on screens; a spreadsheet takes it for a letter
COLUMNS = (
    Column("Peringkat", 10),
    Column("Kode", 10),
    Column("Unit kerja", 44),
    Column("Perangkat daerah induk", 34),
    Column("Predikat yang dituju", 12),
    Column("Status", 20),
    Column("Nilai menurut unit", 12),
    Column("Nilai menurut TPI", 12),
    Column("Kedudukan", 20),
    Column("Banyaknya nilai minimal yang belum terpenuhi", 14),
    Column("Nilai minimal yang belum terpenuhi", 60),
    Column("Perubahan nilai TPI dari triwulan lalu", 14),
    *(Column(f"Area {number} (% dari bobot)", 11) for number in AREAS),
    Column("Rekomendasi lewat batas", 13),
    Column("Rencana aksi lewat batas", 13),
    Column("Batas waktu lembar lewat", 12),
)


def leaders_workbook(board: LeadersBoard, *, at: datetime) -> bytes:
    """What the page shows: its figures, its units, its course over the quarters."""
    return workbook(_summary(board, at), _units(board), _course(board), at=at)


def leaders_csv(board: LeadersBoard) -> str:
    """The units. Separated by semicolons, with decimal commas: so Excel with Indonesian settings opens it by itself,
    and so the history is exported. The mark at its beginning tells Excel that it is UTF-8; what a spreadsheet would
    calculate is marked as text, a change below zero excepted, which is a number of ours."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([column.heading for column in COLUMNS])
    for line in board.lines:
        writer.writerow([_plain(value) for value in _cells(line)])
    return BOM + out.getvalue()


def _plain(value: Value) -> str:
    if isinstance(value, Decimal):
        return text(value).replace(MINUS, "-")
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    return "" if value is None else safe(str(value))


def _units(board: LeadersBoard) -> Sheet:
    return Sheet(
        tab="Unit kerja",
        title=f"Unit kerja, {board.period}",
        columns=COLUMNS,
        rows=(_cells(line) for line in board.lines),
        empty="Tidak ada unit kerja yang cocok.",
        facts=(looked_at(board),),
        pages_across=2,
        kept=3,
    )


def _cells(line: Line) -> list[Value]:
    row, evaluation = line.row, line.row.evaluation
    areas = {area.number: area.percent for area in row.areas}
    return [
        row.rank,
        evaluation.unit_code,
        evaluation.unit.name,
        evaluation.unit.parent_agency,
        evaluation.target,
        "Tidak selesai" if evaluation.is_unfinished else str(INSPECTORATE_WORDS[evaluation.state]),
        row.unit and row.unit.strict,
        row.tpi and row.tpi.strict,
        str(line.distance.label),
        len(line.failed) if row.shown else None,
        "; ".join(f"{gate.label} kurang {missing_text(gate.missing)}" for gate in line.failed),
        row.verified_change,
        *(areas.get(number) for number in AREAS),
        line.advice,
        line.actions,
        line.is_late,
    ]


# --- the sheets -----------------------------------------------------------------------------------
def _summary(board: LeadersBoard, at: datetime) -> Sheet:
    return Sheet(
        tab="Ringkasan",
        title=f"Papan pimpinan, {board.period}",
        columns=(Column("Keterangan", 60), Column("Banyaknya", 14)),
        rows=_figures(board),
        empty="",
        facts=(looked_at(board), f"Dibuat {timezone.localtime(at):%d-%m-%Y %H.%M} WIB.", EXPLANATION),
    )


def _figures(board: LeadersBoard) -> Iterator[list[Value]]:
    yield ["Unit kerja yang dilihat", len(board.lines)]
    yield ["Memenuhi WBK, termasuk yang memenuhi WBBM", board.wbk]
    for where in (Distance.WBBM, Distance.NEAR, Distance.FAR, Distance.NONE):
        yield [str(where.label), board.counts[where]]
    yield from _moves(board.changes)
    yield ["Rekomendasi lewat batas hari ini", board.late_advice]
    yield ["Rencana aksi lewat batas hari ini", board.late_actions]
    yield ["Lembar penilaian lewat batas hari ini", board.late_sheets]


def _moves(changes: Changes) -> Iterator[list[Value]]:
    since = f"sejak {changes.before.name} (nilai TPI)"
    yield [f"Nilai naik {since}", len(changes.up)]
    yield [f"Nilai turun {since}", len(changes.down)]
    yield [f"Nilai tetap {since}", changes.same]
    yield [f"Baru memenuhi WBK/WBBM {since}", len(changes.gained)]
    yield [f"Tidak lagi memenuhi {since}", len(changes.lost)]
    yield ["Tidak dibandingkan: instrumen menilai dengan cara lain", changes.otherwise]
    yield ["Tidak dibandingkan: belum selesai diverifikasi", changes.unverified]
    yield [f"Tidak dibandingkan: tanpa nilai yang disetujui pada {changes.before.name}", changes.unknown]


def _course(board: LeadersBoard) -> Sheet:
    return Sheet(
        tab="Per triwulan",
        title=f"Hasil yang disetujui sampai {board.period}",
        columns=(
            Column("Triwulan", 16),
            Column("Hasil disetujui", 14),
            Column("Memenuhi WBK", 14),
            Column("Memenuhi WBBM", 14),
            Column("Rata-rata nilai TPI", 14),
            Column("Instrumen menilai dengan cara lain daripada triwulan di atasnya", 26),
        ),
        rows=([at.when.name, at.approved, at.wbk, at.wbbm, to_storage(at.mean), at.otherwise] for at in board.course),
        empty="Belum ada hasil yang disetujui.",
        facts=(looked_at(board),),
    )


def looked_at(board: LeadersBoard) -> str:
    """The filters in words."""
    view = board.view
    agency = board.agencies[view.agency] if view.agency else "semua"
    whose = Assessor(view.assessor).label
    return f"Perangkat daerah: {agency}. Predikat yang dituju: {view.target or 'WBK dan WBBM'}. Nilai menurut {whose}."
