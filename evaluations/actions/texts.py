"""Reading what a person wrote in a text field."""

from evaluations.exceptions import Invalid

REASON_LIMIT = 2_000  # letters


def clean_text(text: str, name: str, field: str, limit: int) -> str:
    """The text with plain line ends, without what databases refuse. Raises Invalid when longer than `limit`."""
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > limit:
        raise Invalid(f"{name} terlalu panjang: {len(text)} huruf, paling banyak {limit}.", field)
    return text
