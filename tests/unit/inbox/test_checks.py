"""Settings of mails: what the start and the deployment check refuse."""

import os
import subprocess
import sys

import pytest

from inbox.checks import site_url_is_public
from tests.conftest import ROOT

NAMES = ("SITE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL", "PORT")
READ = """
import os, environ
environ.Env.read_env = lambda *args: None  # not the developer's own .env
os.environ["DJANGO_SETTINGS_MODULE"] = "zi_tracker.settings"
from django.conf import settings as s
print(s.EMAIL_BACKEND.split(".")[-2], s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_HOST_USER, s.EMAIL_HOST_PASSWORD,
    s.EMAIL_USE_TLS, s.EMAIL_USE_SSL, s.DEFAULT_FROM_EMAIL, s.SITE_URL, sep="|")
"""


def start(**environment) -> tuple[int, str]:
    """Exit code and last line of a program that reads the settings with this environment."""
    plain = {name: value for name, value in os.environ.items() if name not in NAMES}
    program = [sys.executable, "-c", READ]
    done = subprocess.run(program, env=plain | environment, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, (done.stdout or done.stderr).strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("environment", "read"),
    [
        ({}, "console|None|25|||False|False|ZI Tracker <zi@localhost>|http://127.0.0.1:8000"),
        (
            {
                "EMAIL_URL": "smtp+tls://zi%40contoh:s%2Fandi@mail.example.go.id:587",
                "DEFAULT_FROM_EMAIL": "Inspektorat <zi@example.go.id>",
                "SITE_URL": "https://zi.example.go.id/",
            },
            "smtp|mail.example.go.id|587|zi@contoh|s/andi|True|False|Inspektorat <zi@example.go.id>"
            "|https://zi.example.go.id",
        ),
        (
            {"EMAIL_URL": "smtp+ssl://mail.example.go.id:465", "PORT": "8001"},
            "smtp|mail.example.go.id|465|||False|True|ZI Tracker <zi@localhost>|http://127.0.0.1:8001",
        ),
    ],
)
def test_mail_is_set_in_the_environment(environment, read):
    assert start(**environment) == (0, read)


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("EMAIL_URL", "mail.example.go.id", "Use smtp://host:25"),
        ("EMAIL_URL", "smtp+tls://mail.example.go.id:surel", "Use smtp://host:25"),
        ("EMAIL_URL", "smtp+tls://", "Use smtp+tls://user:password@host:587."),
        ("DEFAULT_FROM_EMAIL", "Inspektorat", "Use ZI Tracker <zi@example.go.id>."),
        ("SITE_URL", "zi.example.go.id", "Use an address such as https://zi.example.go.id."),
        ("SITE_URL", "https://zi.example.go.id/zi", "Use an address such as https://zi.example.go.id."),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_hint(name, value, hint):
    code, line = start(**{name: value})
    assert code == 1
    assert f"ImproperlyConfigured: {name} is wrong (" in line
    assert hint in line


@pytest.mark.parametrize(
    ("address", "errors"),
    [
        ("https://zi.example.go.id", []),
        ("http://zi.example.go.id", ["inbox.E001"]),
        ("https://127.0.0.1:8000", ["inbox.E001"]),
        ("https://localhost", ["inbox.E001"]),
        ("https://[::1]", ["inbox.E001"]),
    ],
)
def test_links_in_mails_of_a_deployment_lead_to_the_site(settings, address, errors):
    settings.SITE_URL = address
    assert [error.id for error in site_url_is_public(None)] == errors
