"""A draft reads like the paper itself, and what did not change is not drawn again."""

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings as project
from django.contrib.staticfiles import finders
from django.test import override_settings

from reports import drawing
from reports.drafts import draft
from reports.drawing import NotDrawn
from tests.integration.files import test_full_disk
from tests.integration.reports.draft_case import (
    UNITS,
    answered_otherwise,
    drafted,
    drawers,
    opened,
    parts,
    pieces,
    texts,
)
from tests.unit.reports.report_case import drawn, report

FONT = "vendor/inter/inter-latin-wght-normal.woff2"
OTHER_FONT = "vendor/inter/inter-latin-wght-italic.woff2"


@pytest.fixture(scope="module")
def content(tmp_path_factory) -> bytes:
    entry = project.STORAGES["private"]
    options = entry["OPTIONS"] | {"location": tmp_path_factory.mktemp("private")}
    with override_settings(STORAGES=project.STORAGES | {"private": entry | {"OPTIONS": options}}):
        return drafted(parts(*UNITS))


# --- the same paper -------------------------------------------------------------------------------
def test_says_on_every_page_what_the_paper_says(content):
    """With the page numbers of its table of contents, those of the annexes included."""
    assert texts(content) == texts(drawn(report(*UNITS)))


def outline(pdf: pikepdf.Pdf) -> list[tuple[str, int]]:
    """Titles and the places of their pages, the first level."""
    places = {page.objgen: number for number, page in enumerate(pdf.pages)}
    names = pikepdf.NameTree(pdf.Root.Names.Dests) if "/Dests" in pdf.Root.get("/Names", {}) else {}
    with pdf.open_outline() as found:
        return [(item.title, places[_target(item, names).objgen]) for item in found.root]


def _target(item, names) -> pikepdf.Object:
    target = item.destination if item.destination is not None else item.action.D
    if isinstance(target, pikepdf.String):
        target = names[str(target)]
    return (target if isinstance(target, pikepdf.Array) else target.D)[0]


def test_outline_leads_to_the_same_pages(content):
    assert outline(opened(content)) == outline(opened(drawn(report(*UNITS))))


def test_is_titled_and_indonesian(content):
    made, paper = opened(content), opened(drawn(report(*UNITS)))
    assert (str(made.Root.Lang), dict(made.docinfo)) == ("id", dict(paper.docinfo))


def test_the_contents_lead_to_the_annexes(content):
    pdf = opened(content)
    links = [link for link in pdf.pages[1].obj.Annots if "/Dest" in link and isinstance(link.Dest, pikepdf.Array)]
    places = {page.objgen: number for number, page in enumerate(pdf.pages)}
    annexes = [place for title, place in outline(pdf) if title.startswith("Lampiran")]
    assert [places[link.Dest[0].objgen] for link in links] == [place for place in annexes for _ in "ab"]
    assert [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/URI" in item] == []


def test_a_paper_without_annexes_is_its_body_with_tags(content):
    made = parts()
    assert made.annexes == ()
    alone, joined = opened(drafted(made)), opened(content)
    assert ("/StructTreeRoot" in alone.Root, "/StructTreeRoot" in joined.Root) == (True, False)


def test_tells_how_far_it_is():
    told = []
    draft(parts(*UNITS), lambda done, total: told.append((done, total)))
    assert (told[0], told[-1]) == ((0, 5), (5, 5))
    assert told == sorted(told)
    assert {done for done, _ in told} >= {0, 1, 2, 4, 5}  # the body may be done together with the last annex


# --- drawn once -----------------------------------------------------------------------------------
def test_what_did_not_change_is_not_drawn(monkeypatch):
    first = drafted(parts(*UNITS))
    monkeypatch.setattr(drawing.sys, "executable", "/nowhere/python")  # drawing anything would fail
    assert texts(drafted(parts(*UNITS))) == texts(first)


def test_a_changed_answer_draws_one_annex():
    one, *others = UNITS
    drafted(parts(*UNITS))
    before = pieces()
    drafted(parts(answered_otherwise(one), *others))
    assert len(before) == 3 + 1 + 1  # annexes, body, the numbers in its table of contents
    assert len(pieces() - before) == 1  # the body prints no answers


def test_a_changed_date_draws_the_body_only(monkeypatch):
    drafted(parts(*UNITS))
    before = pieces()
    drafted(parts(*UNITS, legal_basis=("Surat Contoh tanggal 10 Juli 2023",)))
    assert len(pieces() - before) == 1


def test_another_font_draws_everything_anew(settings, tmp_path):
    """As after an update that replaces it under the same name."""
    drafted(parts(*UNITS))
    before = pieces()
    (folder,) = {Path(finders.find(name)).parent for name in (FONT, OTHER_FONT)}
    shutil.copytree(folder, tmp_path / "inter")
    shutil.copy(folder / Path(OTHER_FONT).name, tmp_path / "inter" / Path(FONT).name)
    others = [one for one in settings.STATICFILES_DIRS if one != ("vendor/inter", folder)]
    settings.STATICFILES_DIRS = [*others, ("vendor/inter", tmp_path / "inter")]
    drafted(parts(*UNITS))
    assert len(pieces() - before) == len(before)


@pytest.mark.parametrize("rest", [0, 1000])
def test_a_piece_that_was_not_written_to_its_end_is_drawn_again(private_folder, rest):
    first = drafted(parts(*UNITS))
    paths = list((private_folder / "pieces").rglob("*.pdf"))
    for path in paths:
        path.write_bytes(path.read_bytes()[:rest])
    assert texts(drafted(parts(*UNITS))) == texts(first)
    assert all(path.stat().st_size > 1000 for path in paths)


def test_two_people_at_once_get_whole_files(content):
    with ThreadPoolExecutor(2) as people:
        made = list(people.map(lambda _: drafted(parts(*UNITS)), range(2)))
    assert [texts(one) for one in made] == [texts(content)] * 2
    assert len(pieces()) == 5


def test_without_room_the_draft_is_made_all_the_same(content, settings, tmp_path):
    entry = {"BACKEND": "tests.integration.files.test_full_disk.FullStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"private": entry}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(test_full_disk, "SMALL", 1000)
        assert texts(drafted(parts(*UNITS))) == texts(content)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


# --- what can go wrong ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("program", "limits"),
    [
        ("raise SystemExit(3)", {}),
        ("import os; os.kill(os.getpid(), 9)", {}),
        ("while True: pass", {"TIME": 0.5}),
        ("import sys; sys.stdin.readline(); print('{\"pages\": 1, \"size\": 9}', flush=True); print('short')", {}),
        ("import sys; sys.stdin.readline(); print('no answer')", {}),
    ],
    ids=["ends", "killed", "too slow", "breaks off", "nonsense"],
)
def test_a_drawer_that_fails_fails_the_draft_and_nothing_stays(monkeypatch, tmp_path, program, limits):
    own = tmp_path / "drawer.py"
    own.write_text(program)
    monkeypatch.setattr(drawing, "DRAWER", str(own))
    for name, value in limits.items():
        monkeypatch.setattr(drawing, name, value)
    with pytest.raises(NotDrawn):
        drafted(parts(*UNITS))
    assert (pieces(), drawers()) == (set(), [])


def test_drawing_leaves_no_temporary_file(monkeypatch, tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    drafted(parts(*UNITS))
    assert list(folder.iterdir()) == []


def test_a_drawer_takes_no_more_memory_than_it_may(monkeypatch):
    monkeypatch.setattr(drawing, "MEGABYTES", 100)
    with pytest.raises(NotDrawn):
        drafted(parts(*UNITS))
    assert drawers() == []


def test_a_paper_that_asks_for_what_is_not_ours_is_not_drawn():
    with pytest.raises(NotDrawn, match=r"RefusedAddress: http://example\.invalid/a\.png"):
        drawing.draw(drawing.Piece('<img src="http://example.invalid/a.png" alt="a">', "reports/report.css"))


def test_who_stops_listening_leaves_no_drawer():
    def listen(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draft(parts(*UNITS), listen)
    assert drawers() == []
