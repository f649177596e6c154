"""What a person's text in a report may hold, whatever is sent."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.exceptions import Invalid
from reports import marks
from reports.marks import EMPHASIS, STRONG, Item, List, Paragraph, Run

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm} --></style>
<title>Dokumen1</title></head><body lang=IN style='tab-interval:36.0pt'><!--StartFragment-->
<h2 style='margin:0'><span lang=IN>Hasil<o:p></o:p></span></h2>
<p class=MsoNormal style='text-align:justify'><b><span style='color:red'>Nilai</span></b><span
style='mso-spacerun:yes'>  </span>naik<o:p>&nbsp;</o:p></p>
<table class=MsoTable><tr><td><p class=MsoNormal>Area</p></td><td><p class=MsoNormal>Poin</p></td></tr></table>
<!--EndFragment--></body></html>"""


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("", ""),
        ("<p> &nbsp;<br></p><ul><li></li></ul>", ""),
        ("Satu", "<p>Satu</p>"),
        ("<div>Satu</div><div>dua</div>", "<p>Satu</p><p>dua</p>"),
        ("<p>a <b>b</b> <i>c</i> <u>d</u></p>", "<p>a <strong>b</strong> <em>c</em> <u>d</u></p>"),
        ("<i><b>ab</b></i>", "<p><strong><em>ab</em></strong></p>"),
        ("a<br>b<br><br>c", "<p>a<br>b</p><p>c</p>"),
        ("<ul><li>a</li><li><p>b</p><p>c</p></li></ul>", "<ul><li>a</li><li>b<br>c</li></ul>"),
        ("<ol><li>a<ul><li>b</li></ul></li></ol>", "<ol><li>a<ul><li>b</li></ul></li></ol>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        (
            "<ul><li>a<ul><li>b<ul><li>c<ul><li>d</li></ul></li></ul></li></ul></li></ul>",
            "<ul><li>a<ul><li>b<ul><li>c</li><li>d</li></ul></li></ul></li></ul>",
        ),
        ("<h1>Judul</h1>isi", "<p><strong>Judul</strong></p><p>isi</p>"),
        ("<a href='https://contoh.id' onclick='x()'>tautan</a>", "<p>tautan</p>"),
        ("<script>alert(1)</script><img src=x onerror=alert(1)>aman", "<p>aman</p>"),
        ("<svg><script>alert(1)</script></svg><style>p{}</style>aman", "<p>aman</p>"),
        ("&lt;script&gt;5 &lt; 6 &amp; 7", "<p>&lt;script&gt;5 &lt; 6 &amp; 7</p>"),
        ("<p style='color:red' class=x dir=rtl>a</p>", "<p>a</p>"),
        ("a\u202eb\u2066c\u200b\u200d\ufeff\x07\u00add&#x202e;&#8203;", "<p>abcd</p>"),
        ("a\u00a0 \u2003\t\n b&nbsp;c", "<p>a b c</p>"),
        ("40,79&nbsp;%, 5\u202fpoin&nbsp;", "<p>40,79\u00a0%, 5\u00a0poin</p>"),  # no line ends between figure and unit
        ("e\u200b\u0301", "<p>é</p>"),
        ("بسم", "<p>بسم</p>"),  # letters of a language written from the right stay, marks of direction do not
        (
            WORD,
            "<p><strong>Hasil</strong></p><p><strong>Nilai</strong> naik</p><p>Area</p><p>Poin</p>",
        ),
    ],
)
def test_what_is_kept(sent, kept):
    assert marks.clean(sent) == kept


BLOCKS = ["p", "div", "ul", "ol", "li", "h2", "table", "tr", "td", "blockquote", "pre"]
TAGS = [*BLOCKS, "b", "strong", "i", "em", "u", "br", "script", "style", "svg", "math", "template", "o:p"]
PIECES = [
    *(f"<{tag}>" for tag in TAGS),
    *(f"</{tag}>" for tag in TAGS),
    *("<a href=javascript:x>", "<span style='x'>", "<p onclick=x>", "<!--", "-->", "<![endif]-->", "<"),
    *("&nbsp;", "&#x202e;", "&lt;", "&amp;", "\n", "\n\n", "- ", "1. ", "\u0301", "\u202e"),
]
SENT = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25).map("".join)
ALLOWED = re.compile(r"</?(?:p|strong|em|u|ul|ol|li)>|<br>")


@given(SENT)
def test_cleaning_twice_changes_nothing_and_only_known_tags_are_left(sent):
    once = marks.clean(sent)
    assert marks.clean(once) == once
    assert "<" not in ALLOWED.sub("", once)


@given(st.text(alphabet=st.sampled_from("ab -1.\n<&*•"), max_size=40))
def test_plain_text_becomes_clean_html(text):
    html = marks.from_plain(text)
    assert marks.clean(html) == html


@pytest.mark.parametrize(
    ("plain", "html"),
    [
        ("", ""),
        ("Satu\r\ndua\r\n\r\nTiga <b>", "<p>Satu<br>dua</p><p>Tiga &lt;b&gt;</p>"),
        ("Berikut:\n\n- a\n- b", "<p>Berikut:</p><ul><li>a</li><li>b</li></ul>"),
        ("1. c\n2. d", "<ol><li>c</li><li>d</li></ol>"),
        (
            "1. a\n  - b\n    1. c\n  - d\n2. e",
            "<ol><li>a<ul><li>b<ol><li>c</li></ol></li><li>d</li></ul></li><li>e</li></ol>",
        ),
        ("- a\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("\n\n \nSatu\n \n\n- a\nb", "<p>Satu</p><p>- a<br>b</p>"),
    ],
)
def test_plain_text(plain, html):
    assert marks.from_plain(plain) == html
    assert marks.from_plain(marks.to_plain(html)) == html


def test_the_tree():
    html = "<p>a <b>b<br>c</b></p><ol><li>d<ul><li><i>e</i></li></ul></li></ol>"
    strong, emphasis = frozenset({STRONG}), frozenset({EMPHASIS})
    inner = List(ordered=False, items=[Item((Run("e", emphasis),))])
    assert marks.blocks(html) == [
        Paragraph((Run("a "), Run("b\nc", strong))),
        List(ordered=True, items=[Item((Run("d"),), [inner])]),
    ]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ("<p> </p>", "Tulisan tidak boleh kosong. Tulis isinya, atau kembalikan ke kalimat dari angka."),
        ("a" * 50_001, "Tulisan terlalu panjang: paling banyak 50.000 huruf."),
        ("&lt;" * 30_000, "Tulisan terlalu panjang: paling banyak 50.000 huruf."),  # four letters each as HTML
        ("a" * 1_000_000, "Tulisan terlalu panjang: paling banyak 50.000 huruf."),
        (
            "<ul><li>" * 10_000,
            "Susunan tulisan terlalu rumit. Tempelkan sebagai teks biasa, lalu atur kembali.",
        ),
    ],
)
def test_what_is_refused(sent, sentence):
    with pytest.raises(Invalid) as refused:
        marks.taken(sent)
    assert (str(refused.value), refused.value.field) == (sentence, "isi")


def test_the_longest_text():
    assert marks.taken("a" * 50_000) == f"<p>{'a' * 50_000}</p>"
