"""What papers are called: on themselves, on the public page, in messages and in the history."""

from reports.enums import Paper

TITLES = {
    Paper.QUARTERLY: "Laporan Hasil Evaluasi dan Monitoring Pembangunan Zona Integritas {quarter}",
    Paper.LETTER: "Surat Pengantar Laporan Hasil Evaluasi dan Monitoring Pembangunan Zona Integritas {quarter}",
    Paper.RECAP: "Rekapitulasi Hasil Evaluasi Pembangunan Zona Integritas {quarter}",
    Paper.LHE: "Laporan Hasil Evaluasi Pembangunan Zona Integritas {unit}, {quarter}",
    Paper.SLIDES: "Paparan Ekspose Hasil Evaluasi Pembangunan Zona Integritas {quarter}",
    Paper.DESK: "Bahan Desk Evaluasi Zona Integritas {unit}, {quarter}",
    Paper.RECORD: "Berita Acara Hasil Evaluasi Pembangunan Zona Integritas {unit}, {quarter}",
}
NUMERALS = ("I", "II", "III", "IV")


def title_of(paper: str, *, year: int, quarter: int, unit: str = "") -> str:
    """The title of a paper of a quarter (1..4); `unit` is the unit's name as it was recorded."""
    return TITLES[Paper(paper)].format(quarter=f"Triwulan {NUMERALS[quarter - 1]} Tahun {year}", unit=unit)
