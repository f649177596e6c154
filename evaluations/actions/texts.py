"""Reading what a person wrote in a text field."""

from evaluations.exceptions import Invalid

REASON_LIMIT = 2_000  # letters


def plain(text: str) -> str:
    """The text as it is stored: plain line ends, nothing around it, without what databases refuse."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def clean_text(text: str, name: str, field: str, limit: int) -> str:
    """The text as it is stored (`plain`). Raises Invalid when longer than `limit`."""
    text = plain(text)
    if len(text) > limit:
        raise Invalid(f"{name} terlalu panjang: {len(text)} huruf, paling banyak {limit}.", field)
    return text


def clean_reason(text: str, missing: str, field: str = "reason") -> str:
    """Why somebody does something, as it is stored. Raises Invalid with the sentence `missing` when nothing is said."""
    text = clean_text(text, "Alasan", field, REASON_LIMIT)
    if not text:
        raise Invalid(missing, field)
    return text
