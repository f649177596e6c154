"""What the fields of a Word document are told to do.

A field is a row of marks: begin, pieces of its instruction, separate, what is shown, end. Programs do not agree on what
they leave out of such a row (alternatives, deleted text, elements they do not know), so a field here has all its marks
in one place: in plain Word elements, inside one alternative, without anything else between begin and separate.
"""

import re

from reports.word.renderer.parts import ADDRESS, parted
from reports.word.renderer.refusals import FETCHES, FIELDS, RUNS, Refused

WORD = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
# Fields that count, name or point to something inside the document, or follow a link when a person clicks.
KNOWN = {
    *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "SEQ", "NUMWORDS"),
    *("TITLE", "AUTHOR", "SUBJECT", "FILENAME", "DOCPROPERTY", "DATE", "TIME", "SAVEDATE", "CREATEDATE", "PRINTDATE"),
    *("TOC", "PAGEREF", "REF", "NOTEREF", "STYLEREF", "HYPERLINK"),
}
# Words that have no business in any instruction, wherever they stand.
HARMFUL = {
    *("DDE", "DDEAUTO", "LINK", "EMBED", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "DATABASE", "RD"),
    *("MACROBUTTON", "GOTOBUTTON", "ADDIN", "CONTROL", "AUTOTEXT", "AUTOTEXTLIST", "GLOSSARY", "PRINT"),
    *("MERGEFIELD", "MERGEREC", "NEXT", "NEXTIF", "SKIPIF", "ASK", "FILLIN", "SET", "HTMLACTIVEX"),
}
TOKEN = re.compile(r'"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+)')
QUOTES = str.maketrans("“”„‟″", '"""""')  # Word takes them for the same
PLACE = re.compile(r"[\w.\-]+")  # of a bookmark, or the name of a frame
APART = {"Choice", "Fallback", "txbxContent"}  # what stands in them is taken or left as a whole
TRACKED = {"ins", "del", "moveFrom", "moveTo"}
MARKS = {"fldChar", "instrText", "delInstrText", "fldSimple"}


def check_instruction(words: str) -> None:
    """Raises Refused for an instruction that is not one of KNOWN, or points outside to anything but a web page or a
    mailbox."""
    tokens = [(one["quoted"] or "", False) if one["bare"] is None else (one["bare"], True) for one in _tokens(words)]
    name = tokens[0][0].upper() if tokens and tokens[0][1] else words.strip()[:40]
    bad = next((token for token, _ in tokens if token.upper() in HARMFUL), None)
    if name not in KNOWN or bad:
        raise Refused(RUNS, (bad or name)[:40])
    if name == "HYPERLINK":
        _check_link(tokens[1:])


def _tokens(words: str):
    return TOKEN.finditer(words.translate(QUOTES))


def _check_link(tokens: list[tuple[str, bool]]) -> None:
    """Every word that is no switch must be an address, but for the one behind \\l (a bookmark), \\t (a frame), \\* (a
    format) or \\o (a tip)."""
    switch = ""
    for token, is_bare in tokens:
        if is_bare and re.fullmatch(r"\\[a-zA-Z*]", token):
            switch = token.lower()
            continue
        if switch == "\\o":
            is_fine = "\\" not in token and "://" not in token
        else:
            is_fine = bool((PLACE if switch in {"\\l", "\\t", "\\*"} else ADDRESS).fullmatch(token))
        if not is_fine:
            raise Refused(FETCHES, token[:80])
        switch = ""


class Fields:
    """The fields of one part, mark by mark as they are read."""

    def __init__(self) -> None:
        self._path: list[tuple[str, str]] = []  # (namespace, name) of the open elements
        self._apart: list[list[list[str] | None]] = [[]]  # open fields: pieces, None once what is shown has begun

    def start(self, element) -> None:
        """An element begins."""
        namespace, name = parted(element.tag)
        self._refuse_if(self._path and self._path[-1][1] == "instrText")
        if name in APART:
            self._refuse_if(self._instruction is not None)
            self._apart.append([])
        elif name in MARKS:
            self._check_place(name)
        elif name in {"t", "delText", "sym"}:
            self._refuse_if(self._instruction is not None)
        self._path.append((namespace, name))

    def end(self, element) -> None:
        """An element ends; its text and attributes are whole."""
        _, name = self._path.pop()
        if name in APART:
            self._refuse_if(self._apart.pop())
        elif name == "fldSimple":
            check_instruction(_attribute(element, "instr"))
        elif name == "instrText":
            self._refuse_if(self._instruction is None)
            self._instruction.append(element.text or "")
        elif name == "fldChar":
            self._mark(_attribute(element, "fldCharType"))

    def close(self) -> None:
        """The part is over."""
        self._refuse_if(self._apart[-1])

    @property
    def _instruction(self) -> list[str] | None:
        """The pieces of the instruction that is being read; None outside one."""
        return self._apart[-1][-1] if self._apart[-1] else None

    def _mark(self, kind: str) -> None:
        opened = self._apart[-1]
        if kind == "begin":
            self._refuse_if(self._instruction is not None)
            opened.append([])
            return
        self._refuse_if(not opened or kind not in {"separate", "end"})
        if opened[-1] is not None:
            check_instruction("".join(opened[-1]))
        opened[-1] = None
        if kind == "end":
            opened.pop()

    def _check_place(self, name: str) -> None:
        """Is everything around a mark plain Word, up to what is taken or left as a whole?"""
        self._refuse_if(name == "delInstrText" or (name == "fldSimple" and self._instruction is not None))
        for namespace, around in reversed(self._path):
            if around in APART:
                break
            self._refuse_if(namespace not in WORD or around in TRACKED)

    @staticmethod
    def _refuse_if(is_wrong) -> None:
        if is_wrong:
            raise Refused(FIELDS)


def _attribute(element, name: str) -> str:
    """Of whatever namespace; two of a name are read one after the other."""
    return " ".join(value for key, value in element.attrib.items() if parted(key)[1] == name)
