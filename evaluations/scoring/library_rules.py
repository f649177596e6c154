"""What must hold across an instrument: codes unique, weights add up, areas and minimums fit. Raises InstrumentError."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from evaluations.scoring.fields import InstrumentError
from evaluations.scoring.rounding import exact_text
from evaluations.scoring.types import Instrument, Node, Predicate

FULL_SCORE = 100


def verify(instrument: Instrument) -> None:
    """Raises InstrumentError, with the code at fault, for the first rule the instrument breaks."""
    nodes = [node for component in instrument.components for node in component.walk()]
    _unique((node.code for node in nodes), "kode simpul")
    _unique((question.code for node in nodes for question in node.questions), "kode pertanyaan")
    _weights(nodes, instrument.weight)
    _areas(instrument, nodes)
    for predicate in instrument.predicates.values():
        _minimums(instrument, predicate)


def _unique(codes: Iterable[str], what: str) -> None:
    for code, times in Counter(codes).items():
        if times > 1:
            raise InstrumentError(f"{what} ini dipakai {times} kali.", code)


def _weights(nodes: list[Node], total: Fraction) -> None:
    for node in nodes:
        below = sum((child.weight for child in node.children), Fraction(0))
        if node.children and below != node.weight:
            expected = exact_text(node.weight)
            raise InstrumentError(f"jumlah bobot di bawahnya {exact_text(below)}, seharusnya {expected}.", node.code)
    if total != FULL_SCORE:
        raise InstrumentError(f"Jumlah bobot seluruh komponen {exact_text(total)}, seharusnya {FULL_SCORE}.")


def _areas(instrument: Instrument, nodes: list[Node]) -> None:
    numbers = [area.number for area in instrument.areas]
    _unique((f"area-{number}" for number in numbers), "nomor area")
    for node in nodes:
        if node.area is not None and node.area not in numbers:
            raise InstrumentError(f"area {node.area} tidak dikenal.", node.code)
        if node.area is not None and any(below.area is not None for below in node.walk() if below is not node):
            raise InstrumentError("area tidak boleh ditetapkan lagi di bawah simpul yang sudah punya area.", node.code)
    for number, codes in instrument.area_nodes.items():
        if not codes:
            raise InstrumentError("tidak ada simpul yang termasuk area ini.", f"area-{number}")


def _minimums(instrument: Instrument, predicate: Predicate) -> None:
    _at_most(predicate, "total", predicate.total, instrument.weight)
    for code, minimum in predicate.nodes.items():
        if code not in instrument.nodes:
            raise InstrumentError(f"nilai minimal {predicate.key} menyebut kode yang tidak ada.", code)
        _at_most(predicate, code, minimum, instrument.nodes[code].weight)


def _at_most(predicate: Predicate, code: str, minimum: Fraction, weight: Fraction) -> None:
    if minimum > weight:
        figures = f"{exact_text(minimum)} melebihi bobotnya ({exact_text(weight)})"
        raise InstrumentError(f"nilai minimal {predicate.key} {figures}.", code)
