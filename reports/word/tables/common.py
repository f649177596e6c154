"""What both papers say about themselves: who publishes them, of which quarter, how final, and who signs."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from reports.documents import narrative
from reports.documents.parts import Letterhead, Signature
from reports.documents.quarterly import QuarterlyReport
from reports.word.fields import Field, count, flag, one, picture, text, texts
from reports.word.pictures import LOGO
from reports.word.values import day, exact

LETTERHEAD: tuple[Field, ...] = (
    text("pemerintah", "Nama pemerintah daerah.", lambda head: head.government),
    text("instansi", "Nama instansi.", lambda head: head.name),
    text("penerbit", "Nama lengkap penerbit, misalnya Inspektorat Provinsi ….", lambda head: head.publisher),
    text("alamat", "Alamat; kosong bila belum diisi.", lambda head: head.address),
    text("kontak", "Telepon, surel, dan laman; kosong bila belum diisi.", lambda head: head.contact),
    picture("logo", "Logo instansi; kosong bila tidak ada.", lambda head: LOGO if head.logo else ""),
)
SIGNATURE: tuple[Field, ...] = (
    text("tempat", "Tempat penandatanganan.", lambda signature: signature.city),
    text("tanggal", "Tanggal penandatanganan.", lambda signature: day(signature.day)),
    text("tahun", "Tahun penandatanganan.", lambda signature: f"{signature.day.year}"),
    text("jabatan", "Jabatan penanda tangan.", lambda signature: signature.title),
    text("nama", "Nama penanda tangan; kosong bila belum diisi.", lambda signature: signature.name),
    text("pangkat", "Pangkat dan golongan; kosong bila belum diisi.", lambda signature: signature.rank),
    text("nip", "NIP dengan spasi; kosong bila belum diisi.", lambda signature: signature.spaced_nip),
)


def head(report: QuarterlyReport) -> Letterhead:
    """Who publishes."""
    return report.letterhead


def signature(report: QuarterlyReport) -> Signature:
    """Who signs."""
    return report.signature


REPORT: tuple[Field, ...] = (
    one("kop", "Kop surat.", LETTERHEAD, head),
    text("triwulan", "Triwulan yang dilaporkan, misalnya Triwulan II Tahun 2024.", lambda report: report.quarter),
    text(
        "triwulan_lalu",
        "Triwulan pembanding; kosong bila tidak ada.",
        lambda report: "" if report.previous is None else report.previous,
    ),
    text("hari_terakhir", "Hari terakhir triwulan.", lambda report: day(report.quarter.last)),
    text("tanggal", "Tanggal dokumen.", lambda report: day(report.imprint.dated)),
    text("keadaan", "Kalimat tentang tetap atau tidaknya angka.", narrative.status),
    flag("draf", "Periode belum dikunci, jadi angka masih dapat berubah?", lambda report: report.is_draft),
    flag("contoh", "Memuat data contoh (rekaan)?", lambda report: report.is_sample),
    text("penanda", "Tanda draf dan data contoh; kosong bila final.", lambda report: " – ".join(report.watermark)),
    texts("dasar_hukum", "Dasar hukum yang berlaku pada hari terakhir triwulan.", lambda report: report.legal_basis),
    text("instrumen", "Nama instrumen.", lambda report: report.instrument),
    text("dasar_instrumen", "Peraturan yang memuat instrumen.", lambda report: report.instrument_basis),
    count("jumlah_pertanyaan", "Banyaknya pertanyaan instrumen.", lambda report: report.questions),
    text(
        "persen_wbk",
        "Nilai minimal area untuk WBK, dalam persen dari bobot.",
        lambda report: exact(report.area_percent.get("WBK")),
    ),
    text(
        "persen_wbbm",
        "Nilai minimal area untuk WBBM, dalam persen dari bobot.",
        lambda report: exact(report.area_percent.get("WBBM")),
    ),
    one("tanda_tangan", "Penanda tangan laporan.", SIGNATURE, signature),
)


def of_report(table: Iterable[Field], report: Callable[[Any], QuarterlyReport]) -> tuple[Field, ...]:
    """The same names for a subject that holds a report."""
    return tuple(replace(field, read=lambda subject, read=field.read: read(report(subject))) for field in table)
