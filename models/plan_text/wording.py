"""What several readers of the wording share: look-alikes and brackets made alike, quoted names blanked."""

from __future__ import annotations

import re
import unicodedata

_WIDE = str.maketrans("(),;:", "（），；：")
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|‘[^’]*’|〔[^〕]*〕")

_RADICALS = (
    "⺅亻⺉刂⺊卜⺒巳⺟母⺠民⺩王⺮竹⺷羊⺸羊⺼肉⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻋车⻌辶⻏阝⻑長⻒長"
    "⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻭齿⻯竜"
    "⻰龙⻲亀⻳龟"
)
"""Radicals without a compatibility form in Unicode, each before the character it is drawn like."""
_ALIKE = {ord(radical): char for radical, char in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)} | {
    code: folded
    for code in (*range(0x2F00, 0x2FE0), *range(0xF900, 0xFB00))
    if len(folded := unicodedata.normalize("NFKC", chr(code))) == 1
}

_OLD = (
    "規规劃划計计點点見见辦办導导總总體体則则標标責责單单門门務务負负領领頭头實实條条範范圍围義义結结組组"
    "織织與与關关發发轉转報报號号廳厅黨党區区縣县鄉乡鎮镇據据貫贯徹彻為为處处佈布無无動动預预書书財财際际"
    "項项節节編编層层應应參参協协執执歸归屬属進进啟启開开間间時时現现擔担務务認认識识專专業业監监場场學学"
    "長长廣广聯联網网農农電电會会議议個个屆届"
)
_TRADITIONAL = dict(zip(_OLD[1::2], _OLD[::2], strict=True))
_SIMPLE = str.maketrans(dict(zip(_OLD[::2], _OLD[1::2], strict=True)))


def plain_characters(text: str) -> str:
    """`text` with look-alikes that PDFs leave behind (Kangxi radicals, compatibility forms) as the usual characters."""
    return text.translate(_ALIKE).replace("\ufeff", "")


def simplified(text: str) -> str:
    """`text` with the traditional characters of the readers' own vocabulary simplified; its length does not change."""
    return text.translate(_SIMPLE)


def both_scripts(words: str) -> str:
    """A pattern of alternatives that matches these words in simplified and in traditional characters."""
    return "".join(f"[{char}{_TRADITIONAL[char]}]" if char in _TRADITIONAL else char for char in words)


def full_width(text: str) -> str:
    """`text` with full-width brackets, commas, semicolons and colons; its length does not change."""
    return text.translate(_WIDE)


def blank_quoted(text: str) -> str:
    """`text` with titles and quotations blanked, at equal length: what is quoted orders nobody."""
    return _QUOTED.sub(lambda match: "\u25a1" * len(match[0]), text)
