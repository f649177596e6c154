"""Where files live and how large they may be is the environment's word; a wrong value stops the start with a hint."""

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

SHOW = """
import json
from django.conf import settings
from django.core.files.storage import storages
private = storages["private"]
print(json.dumps({
    "class": type(private).__name__, "video": settings.UPLOAD_MAX_VIDEO_MB, "accel": settings.X_ACCEL_PREFIX,
    "s3": [private.bucket_name, private.location, private.endpoint_url, private.region_name, private.access_key,
        private.secret_key, private.file_overwrite, private.max_memory_size, private.default_acl]
        if hasattr(private, "bucket_name") else None,
    "folder": None if hasattr(private, "bucket_name") else private.location,
}))
"""


def start(tmp_path, **environment) -> subprocess.CompletedProcess:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("S3_", "AWS_", "UPLOAD_"))}
    own = {"DJANGO_SETTINGS_MODULE": "zi_tracker.settings", "VAR_DIR": str(tmp_path), "SECRET_KEY": "x" * 50}
    program = f"import django; django.setup()\n{SHOW}"
    return subprocess.run(
        [sys.executable, "-c", program], env=clean | own | environment, cwd=ROOT, capture_output=True, text=True
    )


def shown(tmp_path, **environment) -> dict:
    done = start(tmp_path, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_private_folder_by_default(tmp_path):
    assert shown(tmp_path, X_ACCEL_PREFIX="/private/") == {
        "class": "PrivateStorage",
        "video": 100,
        "accel": "/private/",
        "s3": None,
        "folder": str(tmp_path / "private"),
    }
    assert (tmp_path / "incoming").stat().st_mode & 0o777 == 0o700


def test_a_bucket_by_environment(tmp_path):
    environment = {
        "S3_BUCKET": "bukti",
        "S3_FOLDER": "/zi/",
        "S3_ENDPOINT": "https://s3.example.go.id",
        "S3_REGION": "id-jkt",
        "S3_ACCESS_KEY": "kunci",
        "S3_SECRET_KEY": "rahasia",
    }
    told = shown(tmp_path, **environment)
    assert (told["class"], told["s3"]) == (
        "S3Storage",
        ["bukti", "zi", "https://s3.example.go.id", "id-jkt", "kunci", "rahasia", False, 2 * 1024 * 1024, None],
    )


@pytest.mark.parametrize(
    ("environment", "hint"),
    [
        ({"UPLOAD_MAX_MB": "banyak"}, "UPLOAD_MAX_MB is wrong"),
        ({"UPLOAD_MAX_MB": "0"}, "Use megabytes from 1 to 2000"),
        ({"UPLOAD_MAX_MB": "200"}, "the video's not below the other"),
        ({"UPLOAD_MAX_VIDEO_MB": "3000"}, "Use megabytes from 1 to 2000"),
        ({"X_ACCEL_PREFIX": "private"}, "X_ACCEL_PREFIX is wrong (private). Use an address such as /private/."),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_hint(tmp_path, environment, hint):
    done = start(tmp_path, **environment)
    assert done.returncode != 0
    assert hint in done.stderr.splitlines()[-1]
