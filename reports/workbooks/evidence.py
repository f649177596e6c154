"""The index of an archive of evidence as a workbook: a row for every file and link."""

from collections.abc import Iterator

from reports.documents.evidence import EvidenceIndex, EvidenceLine
from reports.documents.words import moment_text
from workbooks.tables import Column, Sheet, Value, workbook

COLUMNS = (
    Column("Kode", 13),
    Column("Bagian", 24),
    Column("Pertanyaan", 44),
    Column("Jawaban unit", 13),
    Column("Data dukung", 32),
    Column("Letak bukti", 16),
    Column("Versi", 8),
    Column("Jenis", 15),
    Column("Lokasi dalam arsip", 44),
    Column("Tautan", 36),
    Column("Ukuran (bita)", 15, "#,##0"),
    Column("SHA-256", 34),
    Column("Berlaku sampai", 19),
    Column("Keterangan", 26),
    Column("Versi ini ditambahkan oleh", 22),
    Column("Versi ini ditambahkan pada (WIB)", 24),
    Column("Dilampirkan oleh", 22),
    Column("Dilampirkan pada (WIB)", 24),
)
TPI_COLUMNS = (
    Column("Jawaban TPI", 13),
    Column("Penilaian TPI", 15),
    Column("Catatan TPI", 40),
    Column("Dinilai oleh", 22),
    Column("Dinilai pada (WIB)", 24),
)


def evidence_workbook(index: EvidenceIndex) -> bytes:
    """The file; what the TPI says only where the index tells it."""
    sheet = Sheet(
        tab="Data dukung",
        title=index.title,
        facts=(
            f"Cakupan: {index.part.title}. Status penilaian: {index.state}.",
            f"Diunduh oleh {index.taken_by} pada {moment_text(index.taken_at)}.",
        ),
        columns=(*COLUMNS, *(TPI_COLUMNS if index.sees_tpi else ())),
        rows=_rows(index),
        empty="Belum ada data dukung.",
        pages_across=3,
        kept=1,
    )
    return workbook(sheet, at=index.taken_at)


def _rows(index: EvidenceIndex) -> Iterator[tuple[Value, ...]]:
    for line in index.lines:
        yield (*_facts(line), *(_judgement(line) if index.sees_tpi else ()))


def _facts(line: EvidenceLine) -> tuple[Value, ...]:
    return (
        line.code,
        line.part,
        line.question,
        line.unit_answer,
        line.title,
        line.place,
        line.version,
        line.kind,
        line.path,
        line.url,
        line.size,
        line.sha256,
        line.valid_until,
        line.remark,
        line.made_by,
        line.made_at,
        line.added_by,
        line.added_at,
    )


def _judgement(line: EvidenceLine) -> tuple[Value, ...]:
    return (line.tpi_answer, line.verdict, line.verdict_note, line.verdict_by, line.verdict_at)
