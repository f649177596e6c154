"""How to break each rule the database keeps about plans: part of test_constraints' table."""

from tests.factories import ActionFactory
from tests.integration.evaluations.breaking import changed

BREAK = {
    "action_says_what": lambda: changed(ActionFactory(), text=""),
    "action_area_positive": lambda: changed(ActionFactory(), area=0),
    "action_quarter_known": lambda: changed(ActionFactory(), quarter=5),
    "action_year_sensible": lambda: changed(ActionFactory(), year=2009),
    "action_state_known": lambda: changed(ActionFactory(), state="hilang"),
    "action_version_positive": lambda: changed(ActionFactory(), version=0),
    "action_dropped_says_why": lambda: changed(ActionFactory(state="dropped"), reason=""),
    "action_closed_says_when": lambda: changed(ActionFactory(), state="done"),
    "action_closed_at_and_by": lambda: changed(ActionFactory(state="done"), closed_by=None),
}
