"""Our words for phrases of Django."""

import ast
import gettext
import re
from pathlib import Path

import django
from django.utils.translation import gettext as translated
from django.utils.translation import ngettext, override

from tests.conftest import ROOT

FOLDER = ROOT / "zi_tracker" / "locale" / "id" / "LC_MESSAGES"


def _written() -> dict:
    """Phrase -> words of the .po file; for plurals the key that gettext uses."""
    found = {}
    for block in (FOLDER / "django.po").read_text(encoding="utf-8").split("\n\n")[1:]:
        parts = {key: ast.literal_eval(text) for key, text in re.findall(r'^(msg\S+) (".*")$', block, re.MULTILINE)}
        if "msgid_plural" in parts:
            found[parts["msgid"], 0] = parts["msgstr[0]"]
        else:
            found[parts["msgid"]] = parts["msgstr"]
    return found


def _compiled(file: Path) -> dict:
    with file.open("rb") as content:
        catalog = gettext.GNUTranslations(content)._catalog
    return {phrase: words for phrase, words in catalog.items() if phrase}


def test_the_compiled_file_is_of_this_text():
    assert _compiled(FOLDER / "django.mo") == _written()


def test_every_phrase_is_one_of_django():
    """An upgrade that changes a phrase leaves ours without use."""
    library = Path(django.__file__).parent
    known = set()
    for folder in ("conf", "contrib/admin", "contrib/auth"):
        known |= set(_compiled(library / folder / "locale" / "id" / "LC_MESSAGES" / "django.mo"))
    assert set(_written()) - known == set()


def test_ours_are_used():
    with override("id"):
        shown = {
            phrase: ngettext(phrase[0], phrase[0], 1) if isinstance(phrase, tuple) else translated(phrase)
            for phrase in _written()
        }
    assert shown == _written()
