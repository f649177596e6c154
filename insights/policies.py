"""May this happen to this SCENARIO now?"""

from evaluations.exceptions import Invalid, Stale, WrongState
from evaluations.models import Evaluation
from insights.models import Scenario

MOST = 20  # scenarios of a unit in a quarter


def is_alike(scenario: Scenario, evaluation: Evaluation) -> bool:
    """Does the sheet's instrument score as that of the scenario's quarter?"""
    return scenario.evaluation.period.instrument.fingerprint == evaluation.period.instrument.fingerprint


def check_alike(scenario: Scenario, evaluation: Evaluation) -> None:
    """Raise WrongState when it does not."""
    if not is_alike(scenario, evaluation):
        raise WrongState(
            f"Skenario “{scenario.name}” dari {scenario.evaluation.period} tidak dapat disalin: instrumen "
            f"{evaluation.period} menilai dengan cara lain."
        )


def check_room(evaluation: Evaluation, count: int) -> None:
    """Raise Invalid when the unit keeps as many scenarios (`count`) in this quarter as it may."""
    if count >= MOST:
        raise Invalid(
            f"Unit ini sudah menyimpan {count} skenario pada {evaluation.period}, jumlah paling banyak. Hapus salah "
            "satu sebelum menyimpan yang baru."
        )


def check_seen(scenario: Scenario, seen: int) -> None:
    """Raise Stale when somebody changed the scenario after the page was made."""
    if seen != scenario.version:
        raise Stale(f"Skenario ini baru saja diubah {scenario.changed_by}. Tidak ada yang ditimpa.", scenario)
