"""Facts about kinds of files that forms and sentences use."""

import pytest

from files.enums import FileKind
from files.kinds import ABOUT, PICTURES, accept, listed, max_bytes


def test_every_kind_is_described():
    assert set(ABOUT) == set(FileKind)


@pytest.mark.parametrize(
    ("kinds", "words", "attribute"),
    [
        ([FileKind.PDF], "PDF", ".pdf"),
        (PICTURES, "JPEG atau PNG", ".jpg,.jpeg,.jpe,.jfif,.png"),
        ([FileKind.PDF, *PICTURES], "PDF, JPEG, atau PNG", ".pdf,.jpg,.jpeg,.jpe,.jfif,.png"),
    ],
)
def test_kinds_in_words_and_for_a_file_field(kinds, words, attribute):
    assert (listed(kinds), accept(kinds)) == (words, attribute)


def test_limits(settings):
    settings.UPLOAD_MAX_MB, settings.UPLOAD_MAX_VIDEO_MB = 3, 7
    assert {kind: max_bytes(kind) // 1024**2 for kind in FileKind} == dict.fromkeys(FileKind, 3) | {FileKind.MP4: 7}
