"""The slow job."""

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
