"""The application's own settings, with the addresses of the benchmarks."""

from zi_tracker.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.file_site.urls"
