"""What our templates look like: paper, fonts and styles, and the small XML that python-docx has no words for."""

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

FONT = "Arial"
BLUE, INK, GREY, RED, RULE, PALE = "083575", "16243A", "4D5B70", "8A1C13", "B8C4D6", "EFF5FD"
LEFT, RIGHT, CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
BODY = "ZI Alinea"
CELL, NUMBER, HEAD, SMALL, COMMAND = "ZI Sel", "ZI Angka", "ZI Kepala Tabel", "ZI Keterangan", "ZI Perintah"
CAPTION, ITEM, GAP = "ZI Judul Tabel", "ZI Butir", "ZI Jarak"
A4 = (210, 297)  # millimetres


def shape(section, wide: bool, margins: tuple[float, float, float, float]) -> None:
    """A4, upright or wide, with margins in millimetres."""
    narrow, long = A4
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(long), Mm(narrow)) if wide else (Mm(narrow), Mm(long))
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, margins)
    section.header_distance = section.footer_distance = Mm(10)


def set_styles(document) -> None:
    """Fonts, language and every style our templates use."""
    styles = document.styles
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for child in list(defaults):
        defaults.remove(child)
    fonts = " ".join(f'w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    for xml in (
        f"<w:rFonts {nsdecls('w')} {fonts}/>",
        f'<w:sz {nsdecls("w")} w:val="20"/>',
        f'<w:szCs {nsdecls("w")} w:val="20"/>',
        f'<w:lang {nsdecls("w")} w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/>',
    ):
        defaults.append(parse_xml(xml))
    _look(styles["Normal"], size=10, colour=INK, after=0, spacing=1.15)
    for level, size, before, after in ((1, 17, 0, 12), (2, 13, 16, 6), (3, 12, 10, 4), (4, 10, 8, 3)):
        _look(styles[f"Heading {level}"], size=size, bold=True, colour=BLUE, before=before, after=after, keep=True)
    for name, looks in (
        (BODY, {"size": 10, "after": 6, "spacing": 1.2}),
        (ITEM, {"size": 10, "after": 3, "spacing": 1.2, "hanging": 7}),
        (CELL, {"size": 8, "spacing": 1.0}),
        (NUMBER, {"size": 8, "spacing": 1.0}),
        (HEAD, {"size": 8, "bold": True, "colour": "FFFFFF", "spacing": 1.0, "keep": True}),
        (SMALL, {"size": 7.5, "colour": GREY, "before": 0, "after": 6}),
        (CAPTION, {"size": 8.5, "bold": True, "before": 8, "after": 3, "keep": True}),
        (GAP, {"size": 1, "spacing": Pt(1), "after": 6}),
        (COMMAND, {"size": 6, "colour": "8899AA", "spacing": 1.0}),
        ("ZI Judul", {"size": 22, "bold": True, "colour": BLUE, "after": 14}),
        ("ZI Subjudul", {"size": 16, "bold": True, "after": 12}),
        ("ZI Kop", {"size": 9, "spacing": 1.0}),
        ("ZI Tanda Tangan", {"size": 10, "spacing": 1.1, "keep": True}),
        ("ZI Judul Daftar", {"size": 17, "bold": True, "colour": BLUE, "after": 12}),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.quick_style = True
        _look(style, **looks)
    styles[BODY].paragraph_format.widow_control = True
    for level, indent in ((1, 0), (2, 6), (3, 12)):
        style = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), f"TOC{level}")
        style.base_style = styles["Normal"]
        _look(style, size=9.5, bold=level == 1, before=4 if level == 1 else 0, after=1)
        style.paragraph_format.left_indent = Mm(indent)
        style.paragraph_format.right_indent = Mm(10)
        style.paragraph_format.tab_stops.add_tab_stop(Mm(165), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    for name in ("Header", "Footer"):
        styles[name].paragraph_format.tab_stops.clear_all()
        _look(styles[name], size=7.5, colour=GREY)
    _add_table_style(styles)


def _look(style, *, size, bold=None, colour=None, before=0, after=0, spacing=None, keep=False, hanging=0) -> None:
    font, paragraph = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(size), bold, None
    font.name = FONT
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
    if colour:
        font.color.rgb = RGBColor.from_string(colour)
    paragraph.space_before, paragraph.space_after = Pt(before), Pt(after)
    if spacing:
        paragraph.line_spacing = spacing
    if keep:
        paragraph.keep_with_next = True
    if hanging:
        paragraph.left_indent, paragraph.first_line_indent = Mm(hanging), Mm(-hanging)


def _add_table_style(styles) -> None:
    """Lines between the rows, room in the cells; the heads are filled cell by cell, as every program shows that."""
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in ("top", "bottom", "insideH")
    )
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 28), ("left", 70), ("bottom", 28), ("right", 70))
    )
    styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ZITabel"><w:name w:val="ZI Tabel"/>'
            '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
            f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
        )
    )


def twips(millimetres: float) -> int:
    """A width as Word writes it, in twentieths of a point, cut alike everywhere so that columns meet."""
    return int(millimetres * 1440 / 25.4)


def fill(cell, colour: str) -> None:
    """A cell's colour."""
    cell._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
    )


def repeat(row) -> None:
    """This row repeats at the head of every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(OxmlElement("w:tblHeader"))


def whole(row) -> None:
    """This row is not divided between pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def field(paragraph, instruction: str, shown: str = "1") -> None:
    """A field, such as PAGE, that programs fill in."""
    for xml in (
        '<w:r {ns}><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r {ns}><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>',
        '<w:r {ns}><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r {ns}><w:t>{shown}</w:t></w:r>",
        '<w:r {ns}><w:fldChar w:fldCharType="end"/></w:r>',
    ):
        paragraph._p.append(parse_xml(xml.format(ns=nsdecls("w"), instruction=instruction, shown=shown)))


def rule_below(paragraph, kind: str = "single", size: int = 4, colour: str = RULE, space: int = 3) -> None:
    """A line under a paragraph."""
    bottom = f'<w:bottom w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{bottom}</w:pBdr>")
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
