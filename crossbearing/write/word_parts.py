"""The parts of a Word document that are the same in all: content types, relations, styles, settings, the foot."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"

_NAMES = ("styles", "settings", "footnotes", "footer", "numbering")

_OVERRIDES = "".join(
    f'<Override PartName="/word/{"footer1" if name == "footer" else name}.xml" ContentType="{_WORD}.{name}+xml"/>'
    for name in _NAMES
)
_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{_OVERRIDES}'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_TARGETS = "".join(
    f'<Relationship Id="rId{place}" Type="{_OFFICE}/{name}" Target="{"footer1" if name == "footer" else name}.xml"/>'
    for place, name in enumerate(_NAMES, 1)
)
_OF_DOCUMENT = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{_TARGETS}</Relationships>'

_SETTINGS = (
    f'{_HEAD}<w:settings {_W}><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:val="15" '
    'w:uri="http://schemas.microsoft.com/office/word"/></w:compat></w:settings>'
)


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


_FOOTER = (
    f'{_HEAD}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{_field("PAGE")}'
    f'<w:r><w:t xml:space="preserve"> of </w:t></w:r>{_field("NUMPAGES")}</w:p></w:ftr>'
)


def _bullets() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="{mark}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for level, mark in enumerate("•–")
    )
    return (
        f'{_HEAD}<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>'
        f'{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _paragraph_style(name: str, title: str, paragraph: str, run: str = "", *, default: bool = False) -> str:
    standard = ' w:default="1"' if default else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{standard} w:styleId="{name}"><w:name w:val="{title}"/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _run_style(name: str, title: str, run: str) -> str:
    return f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{title}"/><w:rPr>{run}</w:rPr></w:style>'


def _face(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _gap(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _hanging(before: int) -> str:
    """A numbered paragraph: the number stands at the left, alone."""
    tab = '<w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs>'
    return f'{tab}{_gap(before, 100)}<w:ind w:left="567" w:hanging="567"/>'


def _ruled(color: str) -> str:
    """A line at the left."""
    return f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{color}"/></w:pBdr>'


def _styles() -> str:
    headings = "".join(
        _paragraph_style(
            f"Heading{level}",
            f"heading {level}",
            f'<w:keepNext/>{_gap(480 - 80 * level, 80)}<w:outlineLvl w:val="{level - 1}"/>',
            f"<w:b/>{_size(size)}",
        )
        for level, size in ((1, 36), (2, 28), (3, 24), (4, 22))
    )
    bullets = "".join(
        _paragraph_style(
            f"ListBullet{level}",
            "List Bullet" if level == 1 else f"List Bullet {level}",
            f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>{_gap(0, 60)}',
        )
        for level in (1, 2)
    )
    side = "".join(
        f'<w:{name} w:val="single" w:sz="4" w:space="0" w:color="999999"/>'
        for name in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_face('Arial')}{_size(20)}"
        '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + _paragraph_style("Normal", "Normal", _gap(0, 120), default=True)
        + headings
        + bullets
        + _paragraph_style("Numbered", "Numbered", _hanging(0))
        + _paragraph_style("Claim", "Claim", _hanging(240))
        + _paragraph_style("Beside", "Beside", _ruled("8D877B") + _hanging(0))
        + _paragraph_style("Denied", "Denied", _ruled("AB2412") + _hanging(0))
        + _paragraph_style("Passage", "Passage", f'{_gap(0, 140)}<w:ind w:left="340"/>')
        + _paragraph_style("Fact", "Fact", _gap(0, 60))
        + _paragraph_style("Number", "Number", f"<w:keepNext/>{_gap(40, 0)}", f"<w:b/>{_size(32)}")
        + _paragraph_style("Cell", "Cell", _gap(20, 20), _size(17))
        + _paragraph_style("FootnoteText", "footnote text", _gap(0, 20), _size(16))
        + _paragraph_style("Footer", "footer", '<w:jc w:val="center"/>', _size(16))
        + _run_style("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>')
        + _run_style("Words", "Words", _face("Georgia"))
        + _run_style("Strong", "Strong", "<w:b/>")
        + _run_style("Soft", "Soft", '<w:color w:val="5C5850"/>')
        + _run_style("Around", "Around", f'{_face("Georgia")}<w:color w:val="5C5850"/>')
        + _run_style("Lit", "Lit", f'{_face("Georgia")}<w:shd w:val="clear" w:color="auto" w:fill="FFEFB3"/>')
        + '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f"<w:tblPr><w:tblBorders>{side}</w:tblBorders>"
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        "</w:style></w:styles>"
    )


PARTS: Final = {
    "[Content_Types].xml": _CONTENT_TYPES,
    "_rels/.rels": _ROOT,
    "word/_rels/document.xml.rels": _OF_DOCUMENT,
    "word/styles.xml": _styles(),
    "word/settings.xml": _SETTINGS,
    "word/footer1.xml": _FOOTER,
    "word/numbering.xml": _bullets(),
}
"""Name in the package → the part. The first must be first: some readers know the file by it."""


def core(title: str) -> Any:
    """The core properties: title, language, and the program; no name of a person or machine, no time."""
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC})
    for name, text in (("title", title), ("creator", "Crossbearing"), ("language", "en")):
        etree.SubElement(root, f"{{{_DC}}}{name}").text = text
    return root
