"""The slow job, and a short one for the benchmark."""

from pathlib import Path

from jobs.registry import job
from jobs.runs import Run


@job("uji-lambat", title="Pekerjaan uji yang lambat")
def wait(run: Run) -> dict:
    """The first attempt waits for somebody to write into the pipe of its payload; the second ends at once."""
    run.progress(1, 4)
    if run.attempt == 1:
        Path(run.payload["pipe"]).read_text()
    return {"attempt": run.attempt}


@job("uji-singkat", title="Pekerjaan uji yang singkat")
def write(run: Run) -> None:
    """As little as a job can be: one row of the queue, one claim, one write, one end."""
    run.progress(1, 1)
