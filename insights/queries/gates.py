"""The minimums of WBK and WBBM with what every assessor's values reach, and the survey index they would need."""

from collections.abc import Mapping
from dataclasses import dataclass

from evaluations.models import Evaluation
from evaluations.queries.instruments import loaded
from evaluations.queries.unit import failing_sentence
from evaluations.scoring.rounding import exact_text, text
from evaluations.scoring.thresholds import Gate, Verdict
from evaluations.scoring.types import Instrument
from insights.documents.trace import Judged
from insights.shortest.survey import IndexNeed, index_needs
from units.models import Predicate


@dataclass(frozen=True, slots=True)
class Reading:
    """What one assessor's values reach of a gate; `index` tells of the survey index it would need, "" without one."""

    label: str
    gate: Gate
    index: str


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate and what every assessor says; `source` is its rule without the regulation's name."""

    gate: Gate
    source: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One assessor's verdict in one sentence."""

    label: str
    passed: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The gates of one predicate."""

    predicate: str
    verdicts: tuple[Said, ...]
    rows: tuple[GateRow, ...]


def panels(evaluation: Evaluation, judged: Mapping[str, Judged]) -> list[Panel]:
    """One per predicate of the sheet's instrument; none while nobody wrote anything. No query."""
    instrument, sides = loaded(evaluation.period.instrument).instrument, tuple(judged.values())
    return [_panel(instrument, key, sides, evaluation.target) for key in instrument.predicates] if sides else []


def _panel(instrument: Instrument, predicate: str, sides: tuple[Judged, ...], target: str) -> Panel:
    verdicts = [side.verdicts[predicate] for side in sides]
    needs = [_needs(instrument, side, predicate) for side in sides]
    rows = []
    for gates in zip(*(verdict.gates for verdict in verdicts), strict=True):
        told = zip(sides, gates, needs, strict=True)
        readings = tuple(Reading(side.label, gate, need.get(gate.code, "")) for side, gate, need in told)
        rows.append(GateRow(gates[0], _rule(gates[0], instrument), readings))
    said = tuple(_said(side, verdict, target) for side, verdict in zip(sides, verdicts, strict=True))
    return Panel(predicate, said, tuple(rows))


def _said(side: Judged, verdict: Verdict, target: str) -> Said:
    """WBK and the predicate aimed at are always told in full; WBBM besides once WBK is met."""
    wbk = side.verdicts.get(Predicate.WBK)
    named = verdict.predicate in {Predicate.WBK, target} or (wbk is not None and wbk.passed)
    return Said(side.label, verdict.passed, failing_sentence(verdict.predicate, verdict.failed, named=named))


def _rule(gate: Gate, instrument: Instrument) -> str:
    detail = gate.source.removeprefix(f"{instrument.legal_basis}, ")
    return detail[0].upper() + detail[1:]


def _needs(instrument: Instrument, side: Judged, predicate: str) -> dict[str, str]:
    """Gate code -> what its survey questions would need, in words."""
    found: dict[str, list[str]] = {}
    for need in index_needs(instrument, side.answers, predicate):
        found.setdefault(need.gate, []).append(index_words(need))
    return {gate: "; ".join(words) for gate, words in found.items()}


def index_words(need: IndexNeed) -> str:
    """The index that a gate needs beside the one there is."""
    now = f"sekarang {text(need.present)}" if need.present is not None else "belum diisi"
    if need.is_met:
        return f"Indeks survei {text(need.index)} diperlukan, {now}: cukup"
    if not need.is_possible:
        return f"Tidak tercapai dengan survei saja: indeks paling tinggi {exact_text(need.maximum)}, {now}"
    return f"Perlu indeks survei {text(need.index)}, {now}, kurang {text(need.missing)}"
