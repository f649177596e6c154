"""The names of the LHE of a unit; its subject is a documents.unit_papers.UnitPaper."""

from reports.documents.unit_papers import UnitPaper
from reports.word.fields import Field, many, one, text
from reports.word.tables.common import REPORT, of_report
from reports.word.tables.units import ANNEX, RECOMMENDATION, UNIT, Told


def _told(paper: UnitPaper) -> Told:
    return Told(paper.report, paper.unit)


LHE: tuple[Field, ...] = (
    text("judul", "Judul laporan.", lambda paper: paper.title),
    text("judul_atas", "Judul singkat untuk kepala halaman.", lambda paper: paper.running),
    text(
        "kepada",
        "Kepada siapa laporan ditujukan.",
        lambda paper: paper.report.imprint.addressee or paper.unit.head.role,
    ),
    *of_report(REPORT, lambda paper: paper.report),
    one("unit", "Unit kerja yang dievaluasi.", UNIT, _told),
    many(
        "rekomendasi_lalu",
        "Rekomendasi triwulan sebelumnya yang belum ditutup.",
        RECOMMENDATION,
        lambda paper: paper.earlier,
    ),
    many("lampiran", "Lembar kerja evaluasi unit kerja: satu lampiran.", ANNEX, lambda paper: [paper.annex]),
)
