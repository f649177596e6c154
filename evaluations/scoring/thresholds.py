"""The minimums of WBK and WBBM: every gate of a predicate, judged on the strict score in exact fractions.

A unit passes only when all gates pass. The minimums are data of the instrument (PermenPANRB 90/2021).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from evaluations.scoring.engine import TOTAL, Scores
from evaluations.scoring.formulas import ZERO
from evaluations.scoring.rounding import exact_text
from evaluations.scoring.types import Area, Instrument, Node, Predicate


@dataclass(frozen=True, slots=True)
class Gate:
    """One minimum: what is required, what was reached and what could be reached (weight), all in points."""

    code: str
    label: str
    kind: str
    required: Fraction
    reached: Fraction
    weight: Fraction
    passed: bool
    source: str

    @property
    def missing(self) -> Fraction:
        """Points still missing; 0 when the gate is passed."""
        return max(self.required - self.reached, ZERO)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sheet meets a predicate (WBK or WBBM), and each gate in the order of the sheet."""

    predicate: str
    title: str
    passed: bool
    gates: tuple[Gate, ...]

    @property
    def failed(self) -> tuple[Gate, ...]:
        """The gates that are not passed."""
        return tuple(gate for gate in self.gates if not gate.passed)


def judge(instrument: Instrument, scores: Scores) -> dict[str, Verdict]:
    """Verdict per predicate, WBK before WBBM, on the strict score of a sheet of this instrument."""
    return {key: _verdict(instrument, predicate, scores) for key, predicate in instrument.predicates.items()}


def area_code(number: int) -> str:
    """Gate code of an area: area-1."""
    return f"area-{number}"


def _verdict(instrument: Instrument, predicate: Predicate, scores: Scores) -> Verdict:
    gates = tuple(_gates(instrument, predicate, scores))
    return Verdict(predicate.key, predicate.title, all(gate.passed for gate in gates), gates)


def _gates(instrument: Instrument, predicate: Predicate, scores: Scores) -> Iterator[Gate]:
    """The total, the nodes that hold the areas (Pengungkit), the areas, the other nodes (Hasil)."""
    limited = [node for code, node in instrument.nodes.items() if code in predicate.nodes]
    holders = [node for node in limited if any(below.area for below in node.walk())]
    yield _total_gate(instrument, predicate, scores)
    for node in holders:
        yield _node_gate(instrument, predicate, scores, node)
    for area in instrument.areas:
        yield _area_gate(instrument, predicate, scores, area)
    for node in limited:
        if node.code not in {holder.code for holder in holders}:
            yield _node_gate(instrument, predicate, scores, node)


def _total_gate(instrument: Instrument, predicate: Predicate, scores: Scores) -> Gate:
    source = _source(instrument, "nilai minimal total", predicate)
    return _gate(TOTAL, "Nilai total", TOTAL, predicate.total, scores.strict[TOTAL], instrument.weight, source)


def _node_gate(instrument: Instrument, predicate: Predicate, scores: Scores, node: Node) -> Gate:
    source = _source(instrument, "nilai minimal", predicate, node.title)
    required, reached = predicate.nodes[node.code], scores.strict[node.code]
    return _gate(node.code, node.title, "node", required, reached, node.weight, source)


def _area_gate(instrument: Instrument, predicate: Predicate, scores: Scores, area: Area) -> Gate:
    weight = instrument.area_weights[area.number]
    required = predicate.area_percent * weight / 100
    share = f"{exact_text(predicate.area_percent)} % dari bobot area"
    source = _source(instrument, "nilai minimal setiap area", predicate, share)
    label = f"Area {area.number} {area.title}"
    return _gate(area_code(area.number), label, "area", required, scores.areas[area.number], weight, source)


def _gate(
    code: str, label: str, kind: str, required: Fraction, reached: Fraction, weight: Fraction, source: str
) -> Gate:
    return Gate(code, label, kind, required, reached, weight, reached >= required, source)


def _source(instrument: Instrument, rule: str, predicate: Predicate, detail: str = "") -> str:
    """The rule a reader can look up: the regulation and which of its minimums."""
    source = f"{instrument.legal_basis}, {rule} untuk predikat {predicate.key}"
    return f"{source}: {detail}" if detail else source
