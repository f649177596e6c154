"""The parts of an instrument that something may be about: its questions, and the nodes above them. No queries."""

from django.utils.text import Truncator

from evaluations.queries.instruments import Loaded

CHOICE_LENGTH = 110  # letters of a question in a list of choices


def is_part(source: Loaded, code: str) -> bool:
    """Is it the code of a question or of a node?"""
    return code in source.instrument.questions or code in source.instrument.nodes


def title_of(source: Loaded, code: str) -> str:
    """The question's text or the node's title; "" for a code the instrument does not have."""
    if code in source.instrument.questions:
        return source.instrument.questions[code].text
    node = source.instrument.nodes.get(code)
    return node.title if node else ""


def area_of(source: Loaded, code: str) -> int | None:
    """Number of the area a question or node belongs to; None above the areas and in Hasil."""
    question = source.instrument.questions.get(code)
    node: str | None = question.indicator if question else code
    while node:
        area = source.instrument.nodes[node].area if node in source.instrument.nodes else None
        if area is not None:
            return area
        node = source.instrument.parents.get(node)
    return None


def subjects(source: Loaded) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a recommendation in a sheet may be about, grouped for a list of choices: code -> code and title."""
    nodes = [(node.code, f"{node.code} {node.title}") for node in source.instrument.nodes.values()]
    questions = [(code, _short(f"{code} {question.text}")) for code, question in source.instrument.questions.items()]
    return [("Umum", [("", "Unit secara umum")]), ("Bagian dan indikator", nodes), ("Pertanyaan", questions)]


def _short(text: str) -> str:
    return Truncator(text).chars(CHOICE_LENGTH)
