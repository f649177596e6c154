"""May this happen to this ACTION now?"""

from evaluations.exceptions import Stale, WrongState
from plans.enums import ActionState
from plans.models import Action
from plans.workflow import Step


def check_step(action: Action, step: Step) -> None:
    """Raise WrongState when the action cannot take that step from its present state."""
    if action.state not in step.sources:
        raise WrongState(f"{_standing(action)}, jadi tidak dapat {step.done}.")


def check_changeable(action: Action) -> None:
    """Raise WrongState when the action is closed: what was done or dropped stays as it was."""
    if action.is_closed:
        raise WrongState(f"{_standing(action)}. Pilih “Kerjakan lagi” dahulu bila isinya perlu diubah.")


def check_seen(action: Action, seen: int | None) -> None:
    """Raise Stale when somebody changed the action after the page was made (None: not asked)."""
    if seen is not None and seen != action.version:
        raise Stale(
            "Rencana aksi ini baru saja diubah orang lain. Bandingkan dengan isian Anda, lalu simpan lagi.", action
        )


def _standing(action: Action) -> str:
    return f"Rencana aksi ini berstatus {ActionState(action.state).label.lower()}"
