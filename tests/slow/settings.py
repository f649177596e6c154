"""The application as `./run` starts it, with the slow job. Everything else comes from the environment."""

import os
from datetime import timedelta

from jobs import policies
from zi_tracker.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.slow.apps.SlowConfig"]  # noqa: F405

if "UNHEARD" in os.environ:  # a test waits shorter than a server
    policies.UNHEARD = timedelta(seconds=int(os.environ["UNHEARD"]))
