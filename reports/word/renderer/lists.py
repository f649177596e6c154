"""Bullets and numbers of the lists in stories."""

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart


class Numbering:
    """Lists of stories: bullets share one numbering, every numbered list begins at 1."""

    FIRST = 9000  # beyond what templates use
    DEPTHS = 9
    SIGNS = ("•", "–", "▪")
    FORMATS = ("decimal", "lowerLetter", "lowerRoman")

    def __init__(self) -> None:
        self.lists: list[bool] = []

    def of(self, is_numbered: bool) -> int:
        """The number by which the paragraphs of another list name it."""
        self.lists.append(is_numbered)
        return self.FIRST + len(self.lists)

    def add_to(self, document_part) -> None:
        """Write down the lists that were named."""
        if not self.lists:
            return
        root = _numbering_root(document_part)
        first = root.find(qn("w:num"))
        for is_numbered in (False, True):
            kind = parse_xml(self._kind(is_numbered))
            root.append(kind) if first is None else first.addprevious(kind)
        for place, is_numbered in enumerate(self.lists, start=1):
            starts = "".join(
                f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="1"/></w:lvlOverride>'
                for depth in range(self.DEPTHS)
            )
            root.append(
                parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{self.FIRST + place}">'
                    f'<w:abstractNumId w:val="{self.FIRST + is_numbered}"/>{starts if is_numbered else ""}</w:num>'
                )
            )

    def _kind(self, is_numbered: bool) -> str:
        levels = "".join(self._level(depth, is_numbered) for depth in range(self.DEPTHS))
        return (
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self.FIRST + is_numbered}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )

    def _level(self, depth: int, is_numbered: bool) -> str:
        kind = self.FORMATS[depth % 3] if is_numbered else "bullet"
        sign = f"%{depth + 1}." if is_numbered else self.SIGNS[depth % 3]
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{425 * (depth + 1)}" w:hanging="425"/></w:pPr></w:lvl>'
        )


def _numbering_root(document_part):
    """The list of numberings of the document, made when there is none."""
    found = next((rel for rel in document_part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING), None)
    if found is not None:
        return found.target_part.element
    root = parse_xml(f"<w:numbering {nsdecls('w')}/>")
    name = PackURI("/word/numbering.xml")
    part = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, root, document_part.package)
    document_part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return root
