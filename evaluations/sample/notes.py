"""Which sentence stands beside which answer."""

from fractions import Fraction
from random import Random

from evaluations.sample.note_types import Sentences
from evaluations.sample.notes_pemenuhan import PEMENUHAN
from evaluations.sample.notes_reform import HASIL, REFORM
from evaluations.scoring.types import Instrument, Question

SENTENCES: dict[str, Sentences] = {**PEMENUHAN, **REFORM, **HASIL}
STRONG = Fraction(3, 4)  # value 0..1 from which an answer is a good one
WEAK = Fraction(2, 5)  # value below which a choice says that hardly anything is there yet
WEAK_NOTES = 8  # of so many weak answers the first few get a sentence, the others none
REMARKS = 12  # percent of agreed answers to which the TPI adds a remark

PLANNED = (
    "Belum terpenuhi; direncanakan selesai pada triwulan berikutnya.",
    "Masih dalam tahap persiapan oleh penanggung jawab area.",
    "Belum dilaksanakan karena menunggu ketersediaan anggaran.",
    "Belum ada dokumen yang dapat disampaikan pada triwulan ini.",
    "Menjadi prioritas perbaikan tim Zona Integritas pada triwulan berikutnya.",
)
LOWERED = (
    "Data dukung baru mencakup sebagian kriteria sehingga nilai disesuaikan.",
    "Dokumen yang diunggah berasal dari tahun sebelumnya; mohon lengkapi dengan dokumen terbaru.",
    "Penerapan belum merata di semua bidang menurut hasil wawancara dengan pegawai.",
    "Dokumen pendukung belum ditandatangani pejabat yang berwenang.",
)
RAISED = (
    "Data dukung menunjukkan penerapan yang lebih baik daripada penilaian unit sehingga nilai dinaikkan.",
    "Kriteria yang lebih tinggi sudah terpenuhi menurut hasil pemeriksaan lapangan.",
)
AGREED = (
    "Sesuai dengan data dukung yang disampaikan.",
    "Data dukung lengkap; pertahankan pelaksanaannya pada triwulan berikutnya.",
    "Sesuai. Dokumentasi kegiatan agar diberi tanggal dan keterangan.",
    "Sesuai hasil wawancara dengan penanggung jawab area.",
    "Sesuai; simpan data dukung dalam folder area masing-masing.",
)


def unit_note(instrument: Instrument, question: Question, value: Fraction, unit: str) -> str:
    """The unit's sentence to an answer worth `value` (0..1), "" when it wrote none."""
    known, place = SENTENCES[question.indicator], _place(instrument, question)
    if value < WEAK and not question.is_numeric:
        return _at(PLANNED, (place + int(unit)) % WEAK_NOTES)
    return _at(known.strong if value >= STRONG else known.partial, place)


def tpi_note(instrument: Instrument, question: Question, difference: Fraction | None, seed: str) -> str:
    """The TPI's sentence; `difference` is its value less the unit's, None where both gave the same answer."""
    dice = Random(f"{seed} {question.code}")  # noqa: S311 - not for secrets
    if difference is None:
        return dice.choice(AGREED) if dice.randrange(100) < REMARKS else ""
    if difference > 0:
        return dice.choice(RAISED)
    known = _at(SENTENCES[question.indicator].lowered, _place(instrument, question))
    return known or dice.choice(LOWERED)


def _at(sentences: tuple[str, ...], place: int) -> str:
    return sentences[place] if place < len(sentences) else ""


def _place(instrument: Instrument, question: Question) -> int:
    """Which question of its indicator this is, from 0."""
    return instrument.nodes[question.indicator].questions.index(question)
