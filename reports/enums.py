"""Papers and the parts of them that people write."""

from django.db import models


class Paper(models.TextChoices):
    """What is made of a quarter. Those in PER_UNIT are about one unit, the others about all."""

    QUARTERLY = "triwulan", "Laporan triwulanan"
    LETTER = "surat-pengantar", "Surat pengantar"
    RECAP = "rekap", "Tabel rekapitulasi"
    LHE = "lhe", "Laporan Hasil Evaluasi"
    RECORD = "berita-acara", "Berita acara hasil evaluasi"
    SLIDES = "paparan", "Paparan ekspose"
    DESK = "bahan-desk", "Bahan desk evaluasi"


ON_RESULT = frozenset({Paper.LHE, Paper.RECORD})  # on the approved result of one unit
PER_UNIT = ON_RESULT | {Paper.DESK}
ISSUED = frozenset({Paper.QUARTERLY, Paper.LETTER, Paper.LHE, Paper.RECORD})  # with number and date


class Section(models.TextChoices):
    """What people may write in the place of sentences composed from the figures. UNIT is one per unit."""

    SUMMARY = "ringkasan", "Ringkasan eksekutif"
    METHOD = "metode", "Metode"
    UNIT = "analisis", "Analisis unit kerja"
    CONCLUSION = "simpulan", "Simpulan"
    ADVICE = "saran", "Saran"


class Form(models.TextChoices):
    """As what a paper is handed out."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"


IN_WORD = frozenset({Paper.QUARTERLY, Paper.LHE})


def forms_of(paper: Paper) -> tuple[Form, ...]:
    """The forms a paper is handed out in, the usual one first."""
    return (Form.PDF, Form.DOCX) if paper in IN_WORD else (Form.PDF,)
