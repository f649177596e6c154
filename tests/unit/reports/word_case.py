"""Word documents put together by hand, as somebody would who means harm."""

from tests.words import changed, part, template

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = {
    "r": REL,
    "strict": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "rs": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:lain",
}
OFFICE = "application/vnd.openxmlformats-officedocument"
BODY, BODY_RELATIONS, LIST = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"


def bodied(xml: str, content: bytes = b"") -> bytes:
    """A document whose body begins with this."""
    content = content or template("Isi")
    spaces = "".join(f' xmlns:{key}="{name}"' for key, name in NAMES.items())
    return changed(content, **{BODY: part(content, BODY).replace("<w:body>", f"<w:body{spaces}>{xml}", 1)})


def related(kind: str, target: str, *, outside: bool = True, where: str = REL, content: bytes = b"") -> bytes:
    """A document with one relation more, rIdX."""
    content, mode = content or template("Isi"), ' TargetMode="External"' if outside else ""
    relation = f'<Relationship Id="rIdX" Type="{where}/{kind}" Target="{target}"{mode}/></Relationships>'
    return changed(content, **{BODY_RELATIONS: part(content, BODY_RELATIONS).replace("</Relationships>", relation)})


def holding(name: str, member: bytes | str, kind: str = "", ending: str = "") -> bytes:
    """A document with one member more, of that kind by its name or by its ending; of none where neither is given."""
    content = template("Isi")
    said = f'<Override PartName="/{name}" ContentType="{kind}"/>' if kind and not ending else ""
    said += f'<Default Extension="{ending}" ContentType="{kind}"/>' if ending else ""
    return changed(content, **{LIST: part(content, LIST).replace("</Types>", f"{said}</Types>"), name: member})


def begin(kind: str = "begin") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def said(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def fields(*pieces: str) -> str:
    """A field whose instruction lies in several runs; a piece that is XML already stays so."""
    texts = "".join(piece if piece.startswith("<") else said(piece) for piece in pieces)
    return f"<w:p>{begin()}{texts}{begin('separate')}<w:r><w:t>x</w:t></w:r>{begin('end')}</w:p>"


def either(one: str, other: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{one}</mc:Choice><mc:Fallback>{other}</mc:Fallback>'
        "</mc:AlternateContent>"
    )


def box(inside: str) -> str:
    """A text box as Word writes it, twice: for new programs and for old ones."""
    words = f"<w:txbxContent>{inside}</w:txbxContent>"
    new = f"<w:drawing><wps:wsp><wps:txbx>{words}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{words}</v:textbox></v:shape></w:pict>"
    return f"<w:p><w:r>{either(new, old)}</w:r></w:p>"
