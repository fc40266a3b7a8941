"""Texts in traditional characters: read as simplified ones, given back as they were written.

Only the characters that the readers look for are here, so the reading may rest on no other.
"""

from __future__ import annotations

import re
from typing import Any

_PAIRS = (
    "萬万與与專专業业兩两嚴严個个爲为為为舉举義义樂乐習习鄉乡書书爭争於于雲云從从會会傳传體体黨党關关養养內内寫写軍军農农決决準准減减幾几劃划則则創创刪删別别辦办務务動动勞劳區区醫医協协單单滷卤衛卫廳厅縣县"
    "參参雙双發发變变臺台號号後后聽听啓启啟启員员團团園园圍围國国圖图場场塊块處处備备復复頭头獎奖學学實实審审對对導导將将層层屆届屬属崗岗師师並并廣广應应開开強强歸归當当錄录徹彻態态總总託托執执掃扫護护報报"
    "擔担揮挥據据撐撑數数無无時时暫暂機机權权條条來来極极構构楓枫標标橋桥檢检氣气沒没溫温點点牽牵獨独環环現现電电療疗監监蓋盖碼码確确種种積积稱称稅税競竞籤签類类緊紧糾纠約约級级綱纲紛纷組组細细織织終终經经"
    "結结統统續续綜综編编網网罰罚職职聯联輿舆節节蘇苏範范營营補补見见規规覽览計计認认訓训議议記记講讲論论訟讼設设訪访證证評评識识訴诉試试誠诚話话說说説说請请諾诺讀读誰谁調调謂谓貝贝負负財财責责敗败質质購购"
    "貫贯費费資资賦赋車车轉转輪轮輕轻載载達达過过這这進进違违連连適适採采釋释裏里裡里銀银鏈链鎮镇長长門门問问間间聞闻隊队階阶際际險险隨随韋韦頁页項项須须顧顾預预領领題题風风飛飞館馆馬马驗验魚鱼鳥鸟麥麦黃黄"
    "黽黾齊齐齒齿龍龙龜龟幹干髮发覈核鞏巩訂订顯显穩稳鄰邻戶户歷历曆历遊游週周佈布徵征鬆松製制臨临異异惡恶邏逻輯辑彙汇匯汇諮咨貼贴騰腾讓让寧宁夢梦壓压縮缩輔辅聖圣"
)
_SIMPLE = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))
_RUN = re.compile(r"[^\s…：、]+")
_BLANK = re.compile(r"\s+")


def simplified(text: str) -> str:
    """`text` with the traditional characters of the readers' vocabulary simplified; its length does not change."""
    return text.translate(_SIMPLE)


class Script:
    """How a text was written: gives words read from its simplified form their own characters back."""

    def __init__(self, written: str) -> None:
        self._written = _BLANK.sub("", written)
        self._simple = simplified(self._written)

    def restored(self, value: Any) -> Any:
        """Every string in a value of lists, tuples and dictionaries as it was written."""
        if isinstance(value, str):
            return _RUN.sub(lambda match: self._as_written(match[0]), value)
        if isinstance(value, (list, tuple)):
            return type(value)(map(self.restored, value))
        return {key: self.restored(one) for key, one in value.items()} if isinstance(value, dict) else value

    def _as_written(self, words: str) -> str:
        at = self._simple.find(words)
        return words if at < 0 else self._written[at : at + len(words)]
