"""The application as `./run` starts it, with the slow job. Everything else comes from the environment."""

from zi_tracker.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.slow.apps.SlowConfig"]  # noqa: F405
