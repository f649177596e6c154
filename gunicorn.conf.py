"""The web server's settings, for `./run` and for production alike (README, "Production")."""

import os

bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"  # TLS and the outside world are the reverse proxy's work
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
timeout = 120  # a report of all units takes tens of seconds to draw on a small machine; a slow upload is not cut off
graceful_timeout = 30  # on stop, requests under way may finish
keepalive = 5
max_requests = 2_000  # a worker that drew many reports gives its memory back ...
max_requests_jitter = 200  # ... but not all workers at once
loglevel = "warning"
accesslog = None  # the proxy keeps one; here it would only bury the warnings
proc_name = "zi_tracker"
control_socket_disable = True  # its default place is shared by every gunicorn of the same user


def post_worker_init(worker):
    """The application is loaded: the collector need not look at it again."""
    from zi_tracker.collector import settle  # noqa: PLC0415 - importable once the worker runs

    settle()
