"""Work in the background: what happens by the clock."""

from datetime import time

from evaluations.actions.reminders import remind
from jobs.registry import daily
from jobs.runs import Run


@daily("reminders", at=time(7), title="Mengingatkan batas waktu")
def reminders(run: Run) -> dict:
    """Every morning; a second run on the same day tells nobody twice."""
    return {"messages": remind(now=run.now)}
