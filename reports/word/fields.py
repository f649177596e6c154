"""A table says which names a template for Word may use: what each means, and where its value comes from.

The data of a template, the page that explains the names and the example that a new template is tried with are all made
of the same table.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

Plain = str | int | bool | list | dict


class Kind(Enum):
    """What stands behind a name. `word` is what people call it."""

    TEXT = "teks"
    COUNT = "bilangan"
    FLAG = "ya/tidak"
    STORY = "narasi"  # paragraphs and lists that somebody wrote, for the filter `paragraf`
    PICTURE = "gambar"  # the name of a picture, for the filter `gambar`; "" without one
    TEXTS = "daftar teks"
    ONE = "kelompok"
    MANY = "daftar"

    @property
    def word(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Field:
    """A name of a template. `of` are the names inside it (ONE) or inside each of its items (MANY).

    `size` is how many items the example has: of lists that are always as long, that many.
    """

    name: str
    kind: Kind
    about: str
    read: Callable[[Any], Any]
    of: tuple["Field", ...] = ()
    size: int = 2

    @property
    def is_list(self) -> bool:
        """For {% for %}?"""
        return self.kind in {Kind.MANY, Kind.TEXTS}


def text(name: str, about: str, read: Callable[[Any], str]) -> Field:
    """A text, as it is to be printed."""
    return Field(name, Kind.TEXT, about, read)


def count(name: str, about: str, read: Callable[[Any], int]) -> Field:
    """How many."""
    return Field(name, Kind.COUNT, about, read)


def flag(name: str, about: str, read: Callable[[Any], bool]) -> Field:
    """For {% if %}."""
    return Field(name, Kind.FLAG, about, read)


def story(name: str, about: str, read: Callable[[Any], list]) -> Field:
    """Paragraphs and lists."""
    return Field(name, Kind.STORY, about, read)


def picture(name: str, about: str, read: Callable[[Any], str]) -> Field:
    """A picture's name."""
    return Field(name, Kind.PICTURE, about, read)


def texts(name: str, about: str, read: Callable[[Any], Iterable[str]]) -> Field:
    """Several texts, for {% for %}."""
    return Field(name, Kind.TEXTS, about, read)


def one(name: str, about: str, of: tuple[Field, ...], read: Callable[[Any], Any]) -> Field:
    """A group of names."""
    return Field(name, Kind.ONE, about, read, of)


def many(name: str, about: str, of: tuple[Field, ...], read: Callable[[Any], Iterable[Any]], size: int = 2) -> Field:
    """Several of a kind, for {% for %}."""
    return Field(name, Kind.MANY, about, read, of, size)


def plain(table: Iterable[Field], subject: Any, pictures: Collection[str] = ()) -> dict[str, Plain]:
    """What the table says of the subject: texts, numbers, flags, and lists and dicts of these. Nothing else.

    A picture that is not among `pictures` is "".
    """
    return {field.name: _plain(field, field.read(subject), pictures) for field in table}


def _plain(field: Field, value: Any, pictures: Collection[str]) -> Plain:
    if field.kind == Kind.ONE:
        return plain(field.of, value, pictures)
    if field.kind == Kind.MANY:
        return [plain(field.of, item, pictures) for item in value]
    if field.kind == Kind.PICTURE:
        return value if value in pictures else ""
    if field.kind == Kind.TEXTS:
        return [clean(item) for item in value]
    if field.kind == Kind.STORY:
        return value
    if field.kind == Kind.FLAG:
        return bool(value)
    return int(value) if field.kind == Kind.COUNT else clean(value)


def clean(value: Any) -> str:
    """A text as a plain str, without what XML cannot hold; line ends are all alike."""
    lines = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter in "\n\t" or _is_xml(ord(letter)))


def _is_xml(code: int) -> bool:
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code > 0xFFFF


# --- the shape, and an example ----------------------------------------------------------------
def shape(table: Iterable[Field]) -> dict[str, Any]:
    """Which names there are: None for what is printed, {name: shape} for a group, [shape] for a list."""
    return {field.name: _shape(field) for field in table}


def _shape(field: Field) -> Any:
    shapes = {Kind.ONE: shape(field.of), Kind.MANY: [shape(field.of)], Kind.TEXTS: [None]}
    return shapes.get(field.kind)


def example(table: Iterable[Field]) -> dict[str, Plain]:
    """Data of the same shape that is about nothing: every text says its own name."""
    return {field.name: _example(field) for field in table}


def _example(field: Field) -> Plain:
    if field.kind == Kind.ONE:
        return example(field.of)
    if field.kind == Kind.MANY:
        return [example(field.of) for _ in range(field.size)]
    made = {
        Kind.TEXT: f"[{field.name}]",
        Kind.COUNT: field.size,
        Kind.FLAG: True,
        Kind.PICTURE: "",
        Kind.STORY: [story_paragraph(f"[{field.name}]")],
        Kind.TEXTS: [f"[{field.name} {number}]" for number in range(1, field.size + 1)],
    }
    return made[field.kind]


def story_paragraph(words: str) -> dict:
    """A paragraph of a story with plain words."""
    return {"jenis": "alinea", "isi": [{"teks": clean(words), "tebal": False, "miring": False, "garis": False}]}
