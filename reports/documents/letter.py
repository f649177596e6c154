"""The letter that brings the quarterly report (surat pengantar): whom it is written to, and what it says."""

from dataclasses import dataclass

from evaluations.scoring.rounding import text
from reports.documents.quarterly import QuarterlyReport
from reports.documents.words import day_text, head_of, listed

MOST_NAMED = 5  # units to be proposed that the letter names


@dataclass(frozen=True, slots=True)
class Letter:
    """The covering letter of a quarter's report: one page."""

    title: str
    report: QuarterlyReport

    @property
    def addressee(self) -> str:
        """Whom it is written to: as it was issued, else the head of the government."""
        return self.report.imprint.addressee or head_of(self.report.letterhead.government)

    @property
    def paragraphs(self) -> list[str]:
        """The body, between salutation and closing."""
        return [paragraph for paragraph in (self._brings(), self._results(), self._proposes()) if paragraph]

    def _brings(self) -> str:
        report = self.report
        state = (
            f"Angka menggambarkan keadaan pada {day_text(report.signature.day)} dan masih dapat berubah."
            if report.is_draft
            else f"Angka diambil dari penilaian yang dikunci pada {day_text(report.locked_on)}."
        )
        return (
            f"Bersama ini kami sampaikan {report.full_title} di lingkungan {report.letterhead.government}. Laporan "
            "memuat hasil evaluasi setiap unit kerja, tindak lanjut rekomendasi, kegiatan pendampingan, serta simpulan "
            f"dan saran. {state}"
        )

    def _results(self) -> str:
        report = self.report
        if not report.units:
            return f"Pada {report.quarter} tidak ada unit kerja yang dievaluasi."
        first = f"Evaluasi mencakup {len(report.units)} unit kerja; "
        if not report.finished:
            return f"{first}belum ada hasil yang disetujui."
        return (
            f"{first}hasil {len(report.finished)} unit kerja sudah disetujui dengan nilai rata-rata "
            f"{text(report.average)} dari 100 poin."
        )

    def _proposes(self) -> str:
        proposed = self.report.proposed
        if not self.report.finished:
            return ""
        if not proposed:
            return (
                "Belum ada unit kerja yang memenuhi seluruh nilai minimal predikat yang dituju, sehingga belum ada "
                "yang dapat diusulkan kepada Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi."
            )
        names = listed(f"{unit.name} ({unit.proposed_for})" for unit in proposed)
        told = f", yaitu {names}" if len(proposed) <= MOST_NAMED else ", sebagaimana tercantum dalam Bab V laporan"
        return (
            f"Sebanyak {len(proposed)} unit kerja memenuhi seluruh nilai minimal predikat yang dituju dan dapat "
            "diusulkan kepada Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi" + told + "."
        )
