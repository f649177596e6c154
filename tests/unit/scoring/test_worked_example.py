"""docs/SCORING.md computed again: its answers are scored and every figure of its tables must come out."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from evaluations.scoring.engine import score
from evaluations.scoring.rounding import missing_text, text
from evaluations.scoring.sheet_files import answers_from
from evaluations.scoring.thresholds import judge

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "SCORING.md").read_text(encoding="utf-8")


def rows(header: str) -> list[list[str]]:
    """Cells of the table below the header line, without backticks."""
    table = PAGE.split(f"{header}\n", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in table.splitlines()[1:]]


def dotted(number: str) -> str:
    """A number of the screens as the English page writes it."""
    return number.replace(",", ".")


@pytest.fixture(scope="module")
def scores(instrument):
    answers = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1])
    return score(instrument, answers_from(instrument, answers))


def test_indicators(instrument, scores):
    table = rows("| indicator | values | weight | nilai LKE | nilai ketat |")
    expected = [code for code in instrument.nodes if re.fullmatch(r"A\.II?\.1\.[iv]+", code)]
    assert [row[0] for row in table] == expected
    for code, values, weight, official, strict in table:
        node = instrument.nodes[code]
        found = [scores.values[question.code] for question in node.questions]
        assert ", ".join("open" if value is None else str(value) for value in found) == values
        assert Fraction(weight) == node.weight
        assert (dotted(text(scores.official[code], 4)), dotted(text(scores.strict[code], 4))) == (official, strict)


def test_nodes(instrument, scores):
    table = rows("| node | weight | nilai LKE | nilai ketat |")
    assert [row[0] for row in table] == list(instrument.area_nodes[1])
    for code, weight, official, strict in table:
        assert Fraction(weight) == instrument.nodes[code].weight
        assert (dotted(text(scores.official[code], 4)), dotted(text(scores.strict[code], 4))) == (official, strict)


def test_sums_in_the_text(scores):
    found = re.search(r"reaches (\S+) \+ (\S+) = (\S+) points of 8", PAGE).groups()
    assert [Fraction(points) for points in found] == [scores.strict["A.I.1"], scores.strict["A.II.1"], scores.areas[1]]


def test_means_in_the_text(instrument, scores):
    found = re.findall(r"\((\S+(?: \+ \S+)+)\) / (\d) = (\d+/\d+)", PAGE)
    means = [(sum(Fraction(part) for part in parts.split(" + ")) / int(count), mean) for parts, count, mean in found]
    assert [str(computed) for computed, _ in means] == [mean for _, mean in means] == ["3/4", "1/2", "11/24"]
    expected = [scores.official["A.I.1.ii"], scores.strict["A.I.1.ii"], scores.strict["A.II.1.i"] / 2]
    assert [computed for computed, _ in means] == expected


def test_gates_of_the_example(instrument, scores):
    verdicts = judge(instrument, scores)
    table = rows("| gate | predicate | required | reached | missing | passed |")
    found = {key: next(gate for gate in verdict.gates if gate.code == "area-1") for key, verdict in verdicts.items()}
    assert table == [
        [
            "area-1", key, dotted(text(gate.required)), dotted(text(gate.reached)),
            dotted(missing_text(gate.missing)), "yes" if gate.passed else "no",
        ]
        for key, gate in found.items()
    ]  # fmt: skip


def test_table_of_all_gates(instrument, scores):
    verdicts = judge(instrument, scores)
    pairs = zip(verdicts["WBK"].gates, verdicts["WBBM"].gates, strict=True)
    expected = [(gate.code, gate.required, other.required, gate.weight) for gate, other in pairs]
    table = rows("| gate | WBK | WBBM | of |")
    assert [(row[0].split("`")[0], *map(Fraction, row[1:])) for row in table] == expected


def test_counts_in_the_text(instrument):
    numeric = sum(question.is_numeric for question in instrument.questions.values())
    counts = (
        f"{len(instrument.nodes)} nodes, {len(instrument.indicators)} indicators, {len(instrument.questions)} questions"
    )
    assert f"2 components, 6 areas, {counts} of which {numeric} are answered with figures" in PAGE
