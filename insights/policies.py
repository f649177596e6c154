"""May this happen to this SCENARIO now?"""

from evaluations.exceptions import Invalid, Stale, WrongState
from evaluations.models import Evaluation
from insights.models import Scenario

MOST = 20  # scenarios of a unit in a quarter


def check_alike(scenario: Scenario, evaluation: Evaluation) -> None:
    """Raise WrongState when the sheet's instrument scores otherwise than that of the scenario's quarter."""
    if scenario.evaluation.period.instrument.fingerprint != evaluation.period.instrument.fingerprint:
        raise WrongState(
            f"Skenario “{scenario.name}” dari {scenario.evaluation.period} tidak dapat disalin: instrumen "
            f"{evaluation.period} menilai dengan cara lain."
        )


def is_alike(scenario: Scenario, evaluation: Evaluation) -> bool:
    """Do both instruments score alike?"""
    try:
        check_alike(scenario, evaluation)
    except WrongState:
        return False
    return True


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
