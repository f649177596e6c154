"""What `./run` and `./test` prepare."""

import re
import subprocess

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        (None, ""),
        ("", ""),
        ("DEBUG=true\n", "DEBUG=true\n"),
        ("DEBUG=true", "DEBUG=true\n"),
        ("SECRET_KEY=mine", None),
    ],
    ids=["no file", "empty", "with a line", "without the last line's end", "has a key"],
)
def test_the_secret_gets_a_line_of_its_own(tmp_path, before, kept):
    settings = tmp_path / ".env"
    if before is not None:
        settings.write_text(before)
    script = f'set -euo pipefail; ROOT="{tmp_path}" SPEAK=en; . "{ROOT}/scripts/setup.sh"; secret_key'
    subprocess.run(["bash", "-c", script], check=True, env={"PATH": "/usr/local/bin:/usr/bin:/bin"})
    if kept is None:
        assert settings.read_text() == before
    else:
        assert re.fullmatch(rf"{kept}SECRET_KEY=[\w-]{{64}}\n", settings.read_text())
