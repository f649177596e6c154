"""How far each sheet came: which steps were taken and how many questions both sides got to."""

from dataclasses import dataclass

from evaluations.sample.targets import OPEN_QUARTER, UNFINISHED

EVERYTHING = 1_000  # more questions than there are
HOLE = 23  # in a half-filled sheet every so manieth question was passed over

SUBMITTED = ("submit",)
REVIEWING = (*SUBMITTED, "start_review")
RETURNED = (*REVIEWING, "return_marked")
REVIEWED = (*REVIEWING, "finish_review")
APPROVED = (*REVIEWED, "approve")


@dataclass(frozen=True, slots=True)
class Progress:
    """Steps taken, answers of unit and TPI in the order of the sheet, questions returned and of these repaired."""

    steps: tuple[str, ...] = ()
    unit: int = EVERYTHING
    tpi: int = 0
    returned: int = 0
    repaired: int = 0


DONE = Progress(APPROVED, tpi=EVERYTHING)
LEFT = Progress(REVIEWING, tpi=70)

# TW III 2024: every state a newcomer can meet, and work for every role.
OPEN_SHEETS: dict[str, Progress] = {
    "01": Progress(REVIEWING, tpi=60),
    "02": Progress(SUBMITTED),
    "03": Progress(RETURNED, tpi=EVERYTHING, returned=5, repaired=2),
    "04": Progress(REVIEWED, tpi=EVERYTHING),
    "05": Progress(),
    "06": Progress(unit=14),
    "07": Progress(unit=58),
    "08": Progress(SUBMITTED),
    "09": Progress(REVIEWING, tpi=30),
    "10": Progress(unit=0),
    "11": Progress(unit=83),
    "12": Progress(unit=3),
}

RETURN_REASON = "{count} pertanyaan perlu diperbaiki dan ditanggapi."
REQUESTS = (
    "Data dukung belum sesuai dengan kriteria jawaban. Lengkapi, atau sesuaikan jawabannya.",
    "Dokumen yang ditunjukkan berasal dari tahun lalu. Lampirkan yang berlaku pada triwulan ini.",
    "Jawaban belum didukung bukti pelaksanaan. Tambahkan laporan atau notulen kegiatannya.",
)
REPAIR_NOTE = "Diperbaiki sesuai catatan TPI; data dukung yang kurang sedang dilengkapi."
RESPONSE = "Jawaban sudah kami sesuaikan dengan hasil pemeriksaan TPI."


def progress(unit: str, quarter: tuple[int, int]) -> Progress:
    """How far the unit's sheet of that quarter came."""
    if quarter == OPEN_QUARTER:
        return OPEN_SHEETS[unit]
    return LEFT if (unit, quarter) == UNFINISHED else DONE


def reached(codes: list[str], count: int) -> list[str]:
    """The questions answered when somebody got through the first `count`: all of them once the sheet is complete."""
    if count >= len(codes):
        return codes
    return [code for number, code in enumerate(codes[:count], start=1) if number % HOLE]
