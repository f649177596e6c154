"""Stored scores as boards, unit pages and reports read them. No scoring here, no queries."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from evaluations.models import Score
from evaluations.queries.instruments import Loaded
from evaluations.scoring.rounding import exact_decimal
from evaluations.scoring.thresholds import area_code


@dataclass(frozen=True, slots=True)
class GateStanding:
    """A gate with its stored result; all numbers are points."""

    code: str
    label: str
    kind: str
    source: str
    weight: Decimal
    required: Decimal
    reached: Decimal
    missing: Decimal
    passed: bool


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """One of the six areas: points reached of its weight, and its gate for each predicate."""

    number: int
    title: str
    reached: Decimal
    weight: Decimal
    gates: dict[str, "GateStanding"]

    @property
    def ratio(self) -> Decimal:
        """Share of the weight, 0..1."""
        return self.reached / self.weight

    @property
    def passes_wbk(self) -> bool:
        """Was the WBK minimum reached, judged on the exact figure?"""
        return self.gates["WBK"].passed

    @property
    def passes_wbbm(self) -> bool:
        """Was the WBBM minimum reached, judged on the exact figure?"""
        return self.gates["WBBM"].passed


@dataclass(frozen=True)
class Standing:
    """Where one assessor's stored score stands."""

    score: Score
    loaded: Loaded

    @property
    def official(self) -> Decimal:
        """Nilai LKE, points of 100."""
        return self.score.official

    @property
    def strict(self) -> Decimal:
        """Nilai ketat, points of 100; gates and rankings use it."""
        return self.score.strict

    @property
    def is_complete(self) -> bool:
        """Is nothing left to do? A gap whose reason the TPI accepted is done, though without a value."""
        return self.score.answered == self.score.questions

    @property
    def has_gaps(self) -> bool:
        """Are there questions without a value, so that nilai LKE says something else than nilai ketat?"""
        return not self.is_complete or self.official != self.strict

    @cached_property
    def detail(self) -> dict:
        """Points of every node, area and gate; parsed here where the query only fetched the text."""
        text = getattr(self.score, "detail_text", None)
        return self.score.detail if text is None else json.loads(text)

    def passes(self, predicate: str) -> bool:
        return {"WBK": self.score.passes_wbk, "WBBM": self.score.passes_wbbm}[predicate]

    def node(self, code: str) -> tuple[Decimal, Decimal]:
        """Official and strict points of a node."""
        official, strict = self.detail["nodes"][code]
        return Decimal(official), Decimal(strict)

    @cached_property
    def gates(self) -> dict[str, list[GateStanding]]:
        """Every gate by predicate, in the order of the instrument."""
        return {
            key: [_gate(gate, self.detail["gates"][key][gate.code]) for gate in gates]
            for key, gates in self.loaded.gates.items()
        }

    def missing(self, predicate: str) -> dict[str, Decimal]:
        """Code of every gate that does not pass -> points missing: for boards, which need no more of most units."""
        stored = self.detail["gates"][predicate]
        return {code: Decimal(missing) for code, (_, _, missing, passed) in stored.items() if not passed}

    @cached_property
    def failed(self) -> dict[str, list[GateStanding]]:
        """The gates that do not pass, by predicate."""
        return {key: [gate for gate in gates if not gate.passed] for key, gates in self.gates.items()}

    @cached_property
    def areas(self) -> list[AreaStanding]:
        """The six areas, Pemenuhan and Reform together."""
        by_code = {key: {gate.code: gate for gate in gates} for key, gates in self.gates.items()}
        return [
            AreaStanding(
                number=area.number,
                title=area.title,
                reached=Decimal(self.detail["areas"][str(area.number)]),
                weight=exact_decimal(self.loaded.instrument.area_weights[area.number]),
                gates={key: gates[area_code(area.number)] for key, gates in by_code.items()},
            )
            for area in self.loaded.instrument.areas
        ]


def alike(earlier: Standing | None, source: Loaded) -> Standing | None:
    """The earlier standing if its instrument scores as this one does, else None.

    Everything that puts quarters side by side asks here: figures of instruments that score differently say nothing.
    """
    same = earlier is not None and earlier.loaded.instrument.fingerprint == source.instrument.fingerprint
    return earlier if same else None


def _gate(gate, stored: list) -> GateStanding:
    required, reached, missing, passed = stored
    return GateStanding(
        code=gate.code,
        label=gate.label,
        kind=gate.kind,
        source=gate.source,
        weight=exact_decimal(gate.weight),
        required=Decimal(required),
        reached=Decimal(reached),
        missing=Decimal(missing),
        passed=passed,
    )
