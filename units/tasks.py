"""Background work of this app."""

from datetime import time

from jobs.registry import daily
from jobs.runs import Run
from units.actions.users_import import forget_old


@daily("forget-user-imports", at=time(1, 30), title="Membuang impor pengguna yang tidak dikonfirmasi")
def forget_user_imports(run: Run) -> dict:
    """A file of names and numbers is not kept longer than it waits for a confirmation."""
    return {"forgotten": forget_old(now=run.now)}
