"""How an action moves from one state to the next: data. Whoever works for the unit may take every step."""

from dataclasses import dataclass

from plans.enums import ActionState

S = ActionState


@dataclass(frozen=True, slots=True)
class Step:
    """A step as its button shows it. `done` is the word for it having happened: "dibatalkan", for the history, the
    confirmation and a refusal; `reason` the label of a mandatory reason.
    """

    key: str
    label: str
    icon: str
    sources: tuple[ActionState, ...]
    target: ActionState
    done: str
    reason: str = ""


STEPS: dict[str, Step] = {
    step.key: step
    for step in (
        Step("start", "Mulai kerjakan", "player-play", (S.PLANNED,), S.RUNNING, "mulai dikerjakan"),
        Step("finish", "Tandai selesai", "circle-check", (S.PLANNED, S.RUNNING), S.DONE, "ditandai selesai"),
        Step("resume", "Kerjakan lagi", "rotate", (S.DONE, S.DROPPED), S.RUNNING, "dikerjakan lagi"),
        Step(
            "drop",
            "Batalkan",
            "circle-x",
            (S.PLANNED, S.RUNNING),
            S.DROPPED,
            "dibatalkan",
            reason="Mengapa rencana aksi ini dibatalkan?",
        ),
    )
}


def steps_from(state: str) -> list[Step]:
    """The steps an action in that state can take."""
    return [step for step in STEPS.values() if state in step.sources]
