"""May this happen to this SCENARIO now?"""

from evaluations.exceptions import Stale
from insights.models import Scenario


def check_seen(scenario: Scenario, seen: int) -> None:
    """Raise Stale when somebody changed the scenario after the page was made."""
    if seen != scenario.version:
        raise Stale(f"Skenario ini baru saja diubah {scenario.changed_by}. Tidak ada yang ditimpa.", scenario)
