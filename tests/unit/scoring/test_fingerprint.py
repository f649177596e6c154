"""The fingerprint: the same for new wording, another for anything that moves a score or a verdict."""

import copy
import re

import pytest

from evaluations.scoring import library
from tests.unit.scoring.tree import node, question

WORDING = {
    "id": lambda d: d.update(id="permenpanrb-90-2021-b"),
    "version": lambda d: d.update(version=2),
    "title": lambda d: d.update(title="Lembar Kerja"),
    "legal basis": lambda d: d.update(legal_basis="Peraturan lain"),
    "area title": lambda d: d["areas"][0].update(title="Perubahan"),
    "node title": lambda d: node(d, "A.I").update(title="Pemenuhan Syarat"),
    "question": lambda d: question(d, "A.I.1.i.a").update(text="Adakah tim?"),
    "criterion": lambda d: question(d, "A.I.1.i.a")["criteria"].update(Ya="Ada."),
    "evidence": lambda d: question(d, "A.I.1.i.a").update(evidence=["Surat"]),
    "input label": lambda d: question(d, "B.I.a")["inputs"][0].update(label="IPAK"),
    "note": lambda d: question(d, "B.I.a").update(note="Bagi empat."),
    "predicate title": lambda d: d["predicates"]["WBK"].update(title="WBK"),
    "check": lambda d: question(d, "A.II.1.i.b").pop("checks"),
    "order of questions": lambda d: node(d, "A.I.1.i")["questions"].reverse(),
    "0.50 for 0.5": lambda d: node(d, "A.I.1.i").update(weight=0.50),
}
SUBSTANCE = {
    "points of an option": lambda d: d["scales"]["abc"].update(B=0.51),
    "0.67 as 2/3": lambda d: d["scales"]["abcd"].update(B=0.666667),
    "weights swapped": lambda d: (node(d, "A.I.1.i").update(weight=1), node(d, "A.I.1.ii").update(weight=0.5)),
    "zero case": lambda d: question(d, "A.II.1.i.a")["formula"].update(when_denominator_zero=1),
    "numerator": lambda d: question(d, "A.II.5.ii.a")["formula"]["numerator"].append("pengaduan_proses"),
    "kind of formula": lambda d: question(d, "B.I.a").update(
        formula={"kind": "ratio", "numerator": ["indeks"], "denominator": ["indeks"], "when_denominator_zero": 0}
    ),
    "maximum of an index": lambda d: question(d, "B.I.a")["formula"].update(maximum=5),
    "another input": lambda d: question(d, "B.I.a")["inputs"].append({"key": "responden", "label": "Responden"}),
    "scale of a question": lambda d: question(d, "A.I.1.i.b").update(
        scale="abcd", criteria=dict.fromkeys("ABCD", "Kriteria.")
    ),
    "minimum total": lambda d: d["predicates"]["WBK"]["minimum"].update(total=76),
    "minimum of a node": lambda d: d["predicates"]["WBBM"]["minimum"]["nodes"].update({"B.II": 16}),
    "minimum per area": lambda d: d["predicates"]["WBK"].update(minimum_percent_per_area=61),
    "minimum dropped": lambda d: d["predicates"]["WBK"]["minimum"]["nodes"].pop("B.I.b"),
    "code of a node": lambda d: node(d, "A.I.1.i").update(code="A.I.1.x"),
    "code of a question": lambda d: question(d, "A.I.1.i.a").update(code="A.I.1.i.x"),
    "area of a node": lambda d: (node(d, "A.I.1").update(area=2), node(d, "A.I.2").update(area=1)),
    "question dropped": lambda d: node(d, "A.I.1.i")["questions"].pop(),
    "question moved": lambda d: node(d, "A.I.1.i")["questions"].append(node(d, "A.I.1.ii")["questions"].pop()),
}


def fingerprint_after(data, change):
    changed = copy.deepcopy(data)
    change(changed)
    assert changed != data or change is WORDING["0.50 for 0.5"]
    return library.parse(changed).fingerprint


@pytest.mark.parametrize("change", WORDING.values(), ids=WORDING)
def test_wording_keeps_the_fingerprint(data, instrument, change):
    assert fingerprint_after(data, change) == instrument.fingerprint


@pytest.mark.parametrize("change", SUBSTANCE.values(), ids=SUBSTANCE)
def test_substance_changes_the_fingerprint(data, instrument, change):
    assert fingerprint_after(data, change) != instrument.fingerprint


def test_changes_differ_from_one_another(data):
    assert len({fingerprint_after(data, change) for change in SUBSTANCE.values()}) == len(SUBSTANCE)


def test_renaming_a_scale_keeps_the_fingerprint(data, instrument):
    data["scales"]["dua_pilihan"] = data["scales"].pop("ya_tidak")
    for component in data["components"]:
        rename(component)
    assert library.parse(data).fingerprint == instrument.fingerprint


def rename(part):
    for below in [*part.get("children", []), *part.get("indicators", []), *part.get("questions", [])]:
        if below.get("scale") == "ya_tidak":
            below["scale"] = "dua_pilihan"
        rename(below)


def test_fingerprint_is_a_sha256_that_stays(instrument):
    """A literal: stored instruments carry it, so a change of the algorithm must be noticed."""
    assert re.fullmatch(r"[0-9a-f]{64}", instrument.fingerprint)
    assert instrument.fingerprint == "17d90876b6516b4e791a85cbc6da4bdf7a598b9ab56045d9b0019663a3d2bc2d"
