"""What several readers of the wording share: look-alikes and brackets made alike, quoted names blanked."""

from __future__ import annotations

import re
import unicodedata

_WIDE = str.maketrans("(),;:", "（），；：")
OPENING, CLOSING = "（(【［[〔｛{〖﹝「", "）)】］]〕｝}〗﹞」"
"""Brackets that owners stand in, one of each pair at the same place."""
BRACKET = re.compile(f"[{re.escape(OPENING + CLOSING)}]")
_DATE_GAP = re.compile(r"(?<=\d) (?=[年月日])|(?<=[\u4e00-\u9fff，。；：（]) (?=\d{1,4} ?[年月日])")
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|‘[^’]*’|〔[^〕]*〕")

_UNITS = "次期场件人名卷份个项篇条部堂节轮学课小天日月年周季万千百亿元户家处台名所支辆册岁倍公吨亩米%％"
_FIGURE_GAP = re.compile(
    rf"(?<=[\u4e00-\u9fff，、；：（“”])[ ]?(?P<figure>\d{{1,6}}(?:\.\d+)?)[ ](?=[{_UNITS}]|以上|左右|余|多)"
    rf"|(?<=[\u4e00-\u9fff，、；：（“”])[ ](?P<close>\d{{1,6}}(?:\.\d+)?)(?=[{_UNITS}]|以上|余)"
)
"""不少于 1 次, 达到 80%: a PDF sets blanks around figures."""

_RADICALS = (
    "⺅亻⺉刂⺊卜⺒巳⺟母⺠民⺩王⺮竹⺷羊⺸羊⺼肉⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻋车⻌辶⻏阝⻑長⻒長"
    "⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻭齿⻯竜"
    "⻰龙⻲亀⻳龟"
)
"""Radicals without a compatibility form in Unicode, each before the character it is drawn like."""
_ALIKE = {ord(radical): char for radical, char in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)} | {
    code: folded
    for code in (*range(0x2F00, 0x2FE0), *range(0xF900, 0xFB00), *range(0xFF10, 0xFF1A))
    if len(folded := unicodedata.normalize("NFKC", chr(code))) == 1
}


def plain_characters(text: str) -> str:
    """`text` with what looks alike (radicals, compatibility forms, wide digits) as the usual characters.

    So are the blanks that PDFs set around figures: 2024 年 3 月 is 2024年3月, 不少于 1 次 is 不少于1次.
    """
    plain = _DATE_GAP.sub("", text.translate(_ALIKE).replace("\ufeff", ""))
    return _FIGURE_GAP.sub(lambda found: found["figure"] or found["close"], plain)


def full_width(text: str) -> str:
    """`text` with full-width brackets, commas, semicolons and colons; its length does not change."""
    return text.translate(_WIDE)


def blank_quoted(text: str) -> str:
    """`text` with titles and quotations blanked, at equal length: what is quoted orders nobody."""
    return _QUOTED.sub(lambda match: "\u25a1" * len(match[0]), text)
