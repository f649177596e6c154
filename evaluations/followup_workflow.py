"""The states of a recommendation, every step between them, and the moving of its last day: data, no logic.

Unlike a sheet's, these steps ask for no open quarter: a recommendation lives until it is closed.
"""

from dataclasses import dataclass
from enum import StrEnum

from evaluations.enums import RecommendationState
from inbox.events import Event

S = RecommendationState


class Side(StrEnum):
    """Whose step it is: the unit's own people report, the TPI (its evaluators, or a supervisor) judges."""

    UNIT = "unit"
    TPI = "tpi"


@dataclass(frozen=True, slots=True)
class Step:
    """One transition; without a `target` the state stays.

    `label` is the button, `explanation` what the person should know before pressing it, `done` the message after,
    `told` what the thread says happened. From a state among `explained` the person must write a text, asked for as
    `asks`. `event` names the message; a step of the unit is told to the TPI and the other way round.
    """

    action: str
    label: str
    done: str
    told: str
    sources: frozenset[RecommendationState]
    target: RecommendationState | None
    side: Side
    event: Event
    asks: str
    explained: frozenset[RecommendationState]
    explanation: str


BEFORE_CLAIM = frozenset({S.OPEN, S.IN_PROGRESS})
ALIVE = BEFORE_CLAIM | {S.DONE_BY_UNIT}
CLOSED = (S.SETTLED, S.IMPOSSIBLE)

STEPS: dict[str, Step] = {
    step.action: step
    for step in (
        Step(
            "report",
            "Laporkan kemajuan",
            "Kemajuan dilaporkan kepada TPI.",
            "melaporkan kemajuan",
            ALIVE,
            S.IN_PROGRESS,
            Side.UNIT,
            Event.FOLLOWED_UP,
            asks="Tulis apa yang sudah dilakukan.",
            explained=ALIVE,
            explanation="Rekomendasi tetap terbuka dan tercatat sedang ditindaklanjuti.",
        ),
        Step(
            "claim_done",
            "Laporkan selesai",
            "Rekomendasi dilaporkan selesai; menunggu penilaian TPI.",
            "melaporkan selesai",
            ALIVE,
            S.DONE_BY_UNIT,
            Side.UNIT,
            Event.FOLLOWED_UP,
            asks="Tulis apa yang sudah dilakukan.",
            explained=ALIVE,
            explanation="TPI menilai apakah rekomendasi sudah tuntas.",
        ),
        Step(
            "settle",
            "Nyatakan tuntas",
            "Rekomendasi dinyatakan tuntas.",
            "menyatakan tuntas",
            ALIVE,
            S.SETTLED,
            Side.TPI,
            Event.JUDGED,
            asks="Tulis dasar menyatakan tuntas: unit belum melaporkan selesai.",
            explained=BEFORE_CLAIM,
            explanation="Rekomendasi ditutup dan tidak dibawa ke triwulan berikutnya.",
        ),
        Step(
            "not_yet",
            "Nyatakan belum tuntas",
            "Rekomendasi dikembalikan kepada unit untuk dilanjutkan.",
            "menyatakan belum tuntas",
            frozenset({S.DONE_BY_UNIT}),
            S.IN_PROGRESS,
            Side.TPI,
            Event.JUDGED,
            asks="Tulis apa yang masih kurang.",
            explained=frozenset({S.DONE_BY_UNIT}),
            explanation="Unit melanjutkan tindak lanjutnya sesuai catatan Anda.",
        ),
        Step(
            "impossible",
            "Nyatakan tidak dapat ditindaklanjuti",
            "Rekomendasi dinyatakan tidak dapat ditindaklanjuti.",
            "menyatakan tidak dapat ditindaklanjuti",
            ALIVE,
            S.IMPOSSIBLE,
            Side.TPI,
            Event.JUDGED,
            asks="Tulis alasan mengapa tidak dapat ditindaklanjuti.",
            explained=ALIVE,
            explanation="Rekomendasi ditutup dengan alasan Anda.",
        ),
        Step(
            "reopen",
            "Buka kembali",
            "Rekomendasi dibuka kembali.",
            "membuka kembali",
            frozenset(CLOSED),
            S.IN_PROGRESS,
            Side.TPI,
            Event.JUDGED,
            asks="Tulis alasan membuka kembali.",
            explained=frozenset(CLOSED),
            explanation="Unit menindaklanjuti lagi sampai dinyatakan tuntas.",
        ),
    )
}

# A turn of the TPI that closes and opens nothing. It asks for a day besides the text, so it is no step of the table.
MOVE = Step(
    "move",
    "Ubah batas waktu",
    "Batas waktu diubah; unit diberi tahu.",
    "mengubah batas waktu",
    ALIVE,
    None,
    Side.TPI,
    Event.JUDGED,
    asks="Tulis alasan mengubah batas waktu.",
    explained=ALIVE,
    explanation="Hanya dapat diundurkan. Unit diberi tahu, dan batas yang lama tetap tercatat.",
)
# Everything a turn of the thread may be.
TURNS: dict[str, Step] = STEPS | {MOVE.action: MOVE}

# The same state in the words of each audience; lists, filters and reports use the official ones of the enumeration.
UNIT_WORDS: dict[RecommendationState, str] = {
    S.OPEN: "Perlu ditindaklanjuti",
    S.IN_PROGRESS: "Sedang ditindaklanjuti",
    S.DONE_BY_UNIT: "Dilaporkan selesai, menunggu TPI",
    S.SETTLED: "Dinyatakan tuntas",
    S.IMPOSSIBLE: "Tidak dapat ditindaklanjuti",
}
INSPECTORATE_WORDS: dict[RecommendationState, str] = {
    S.OPEN: "Belum ditindaklanjuti",
    S.IN_PROGRESS: "Sedang ditindaklanjuti",
    S.DONE_BY_UNIT: "Selesai menurut unit, perlu dinilai",
    S.SETTLED: "Dinyatakan tuntas",
    S.IMPOSSIBLE: "Tidak dapat ditindaklanjuti",
}
