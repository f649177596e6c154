"""The states of an evaluation and a period, who owns each, and every step between them: data, no logic."""

from dataclasses import dataclass
from enum import StrEnum

from evaluations.enums import Assessor, EvaluationState, Moment, PeriodState
from inbox.events import Event
from units.roles import Permission

S = EvaluationState


class Side(StrEnum):
    """Who has to be at the wheel for a step."""

    UNIT = "unit"
    EVALUATOR = "evaluator"
    SUPERVISOR = "supervisor"


class Audience(StrEnum):
    """Who is told (evaluations.queries.recipients finds them); never the person who did it."""

    UNIT = "the unit's people"
    EVALUATORS = "assigned evaluators"
    EVALUATORS_OR_SUPERVISORS = "assigned evaluators, supervisors where there are none"
    SUPERVISORS = "supervisors who may approve it"
    READERS = "everybody who sees it"


@dataclass(frozen=True, slots=True)
class Tell:
    """One audience of an event; the words are in evaluations.letters."""

    event: Event
    audience: Audience


@dataclass(frozen=True, slots=True)
class Step:
    """One transition.

    `label` is the button, `explanation` what the person should know before pressing it, `done` the message after.
    `stamp` names the who-and-when pair it fills, `complete` the column that must have no gaps, `reason` whether the
    actor must write why, `again` whether it begins another round of verification, `records` the kind of snapshot taken,
    `tells` who gets a message, `marked` whether it returns only the questions that were marked (there must be one).
    """

    action: str
    label: str
    done: str
    sources: frozenset[EvaluationState]
    target: EvaluationState
    side: Side
    permission: Permission
    explanation: str
    stamp: str = ""
    complete: Assessor | None = None
    reason: bool = False
    again: bool = False
    records: Moment | None = None
    tells: tuple[Tell, ...] = ()
    marked: bool = False


STEPS: dict[str, Step] = {
    step.action: step
    for step in (
        Step(
            "submit",
            "Ajukan ke TPI",
            "Penilaian diajukan kepada TPI.",
            frozenset({S.DRAFT, S.RETURNED}),
            S.SUBMITTED,
            Side.UNIT,
            Permission.SUBMIT,
            explanation="Setelah diajukan, jawaban tidak dapat diubah kecuali TPI mengembalikannya untuk perbaikan.",
            stamp="submitted",
            complete=Assessor.UNIT,
            records=Moment.SUBMIT,
            tells=(Tell(Event.SUBMITTED, Audience.EVALUATORS_OR_SUPERVISORS),),
        ),
        Step(
            "start_review",
            "Mulai verifikasi",
            "Verifikasi dimulai.",
            frozenset({S.SUBMITTED}),
            S.IN_REVIEW,
            Side.EVALUATOR,
            Permission.VERIFY,
            explanation="Jawaban unit dikunci dan Anda mulai memberi nilai TPI.",
        ),
        Step(
            "return_marked",
            "Kembalikan yang ditandai",
            "Pertanyaan yang ditandai dikembalikan kepada unit.",
            frozenset({S.IN_REVIEW}),
            S.RETURNED,
            Side.EVALUATOR,
            Permission.VERIFY,
            explanation="Hanya pertanyaan yang Anda tandai terbuka kembali bagi unit. "
            "Unit menanggapi setiap permintaan, dapat memperbaiki jawabannya sampai batas perbaikan, "
            "dan melihat nilai serta catatan TPI.",
            again=True,
            tells=(Tell(Event.RETURNED, Audience.UNIT),),
            marked=True,
        ),
        Step(
            "return",
            "Kembalikan seluruh lembar",
            "Penilaian dikembalikan kepada unit.",
            frozenset({S.IN_REVIEW}),
            S.RETURNED,
            Side.EVALUATOR,
            Permission.VERIFY,
            explanation="Unit dapat memperbaiki semua jawabannya sampai batas perbaikan "
            "dan melihat nilai serta catatan TPI.",
            reason=True,
            again=True,
            tells=(Tell(Event.RETURNED, Audience.UNIT),),
        ),
        Step(
            "finish_review",
            "Selesaikan verifikasi",
            "Verifikasi selesai; menunggu persetujuan.",
            frozenset({S.IN_REVIEW}),
            S.REVIEWED,
            Side.EVALUATOR,
            Permission.VERIFY,
            explanation="Hasil verifikasi diteruskan kepada pengendali untuk disetujui.",
            stamp="reviewed",
            complete=Assessor.TPI,
            tells=(Tell(Event.REVIEWED, Audience.SUPERVISORS),),
        ),
        Step(
            "send_back",
            "Kembalikan ke evaluator",
            "Penilaian dikembalikan kepada evaluator.",
            frozenset({S.REVIEWED}),
            S.IN_REVIEW,
            Side.SUPERVISOR,
            Permission.APPROVE,
            explanation="Evaluator dapat mengubah kembali nilai TPI.",
            reason=True,
            again=True,
            tells=(Tell(Event.SENT_BACK, Audience.EVALUATORS),),
        ),
        Step(
            "approve",
            "Setujui",
            "Hasil verifikasi disetujui.",
            frozenset({S.REVIEWED}),
            S.APPROVED,
            Side.SUPERVISOR,
            Permission.APPROVE,
            explanation="Hasil verifikasi menjadi nilai akhir triwulan ini dan dapat dilihat unit.",
            stamp="approved",
            records=Moment.APPROVE,
            tells=(Tell(Event.APPROVED, Audience.UNIT), Tell(Event.APPROVED, Audience.EVALUATORS)),
        ),
        Step(
            "reopen",
            "Buka kembali verifikasi",
            "Persetujuan dicabut; penilaian kembali diverifikasi.",
            frozenset({S.APPROVED}),
            S.IN_REVIEW,
            Side.SUPERVISOR,
            Permission.APPROVE,
            explanation="Persetujuan dicabut dan nilai TPI dapat diubah kembali.",
            reason=True,
            again=True,
            tells=(Tell(Event.REOPENED, Audience.UNIT), Tell(Event.REOPENED, Audience.EVALUATORS)),
        ),
    )
}

# Whose column may be written while the sheet is in a state. A state that is missing here is a bug a test finds.
WRITER: dict[EvaluationState, Assessor | None] = {
    S.DRAFT: Assessor.UNIT,
    S.SUBMITTED: None,
    S.IN_REVIEW: Assessor.TPI,
    S.RETURNED: Assessor.UNIT,
    S.REVIEWED: None,
    S.APPROVED: None,
}

# States in which the unit's own people see the TPI's values.
TPI_VISIBLE_TO_UNIT = frozenset({S.RETURNED, S.APPROVED})

# The same state in the words of each audience.
UNIT_WORDS: dict[EvaluationState, str] = {
    S.DRAFT: "Sedang diisi",
    S.SUBMITTED: "Diajukan, menunggu verifikasi",
    S.IN_REVIEW: "Sedang diverifikasi TPI",
    S.RETURNED: "Perlu diperbaiki",
    S.REVIEWED: "Menunggu persetujuan",
    S.APPROVED: "Disetujui",
}
INSPECTORATE_WORDS: dict[EvaluationState, str] = {
    S.DRAFT: "Diisi unit",
    S.SUBMITTED: "Menunggu verifikasi",
    S.IN_REVIEW: "Sedang diverifikasi",
    S.RETURNED: "Diperbaiki unit",
    S.REVIEWED: "Menunggu persetujuan",
    S.APPROVED: "Disetujui",
}

PERIOD_STEPS: dict[str, tuple[PeriodState, PeriodState, Permission]] = {
    "open": (PeriodState.PLANNED, PeriodState.OPEN, Permission.MANAGE_PERIODS),
    "lock": (PeriodState.OPEN, PeriodState.LOCKED, Permission.LOCK_PERIODS),
    "reopen": (PeriodState.LOCKED, PeriodState.OPEN, Permission.LOCK_PERIODS),  # until its report is issued
    "report": (PeriodState.LOCKED, PeriodState.REPORTED, Permission.ISSUE_REPORTS),  # with the quarterly report
}
PERIOD_TELLS: dict[str, tuple[Tell, ...]] = {
    "open": (Tell(Event.PERIOD_OPENED, Audience.UNIT), Tell(Event.PERIOD_OPENED, Audience.EVALUATORS)),
    "lock": (Tell(Event.PERIOD_LOCKED, Audience.READERS),),
    "reopen": (Tell(Event.PERIOD_REOPENED, Audience.READERS),),
    "report": (),  # who issues the report tells of it
}
