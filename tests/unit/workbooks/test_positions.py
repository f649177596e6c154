"""Every answer of the built-in instrument has its place in the ministry's formats."""

from evaluations.scoring import library
from workbooks.positions import Position, positions


def test_every_answer_has_its_place():
    instrument, _, _ = library.read(library.builtin_path())
    wanted = [
        (question.code, key)
        for question in instrument.questions.values()
        for key in ([item.key for item in question.inputs] or [""])
    ]
    assert [(place.code, place.input) for place in positions()] == wanted
    assert len(wanted) == 127


def test_no_place_is_given_twice():
    for name in ("soal_id", "portalrb_row", "lampiran_iii_row"):
        assert len({getattr(place, name) for place in positions()}) == 127


def test_a_place():
    assert positions()[0] == Position("A.I.1.i.a", "", soal_id=1, portalrb_row=6, lampiran_iii_row=8)
