"""Work in the background: what happens by the clock."""

from datetime import time

from jobs.registry import daily
from jobs.runs import Run
from plans.actions.reminders import remind


@daily("action_reminders", at=time(7), title="Mengingatkan rencana aksi")
def reminders(run: Run) -> dict:
    """Every morning; a second run on the same day tells nobody twice."""
    return {"messages": remind(now=run.now)}
