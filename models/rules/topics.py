"""Topics (主题): what an item of a plan is about, by its own wording.

A plan of another place or year has other items under other numbers; what they speak of stays. So ledgers are bound to
topics, and items get theirs from the words below until the centre corrects them in its task table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

TOPICS: dict[str, str] = {
    "行政应诉": "应诉|败诉|行政审判|行政诉讼",
    "行政复议": "行政复议|复议(?:应诉|体制|案件|工作|决定|规范化)",
    "执法证件": "执法(?:人员)?(?:资格|证件)|持证上岗|执法证|执法人员.{0,6}资格",
    "三项制度": "三项制度|执法公示|执法全过程记录|重大(?:行政)?执法决定法制审核",
    "执法监督": "执法监督|执法(?:案卷|质量)|案卷评查|行政执法责任制",
    "权责清单": "权责清单|权力清单|(?<!普法)责任清单|岗责体系",
    "裁量基准": "裁量(?:权|基准)",
    "规范性文件": "规范性文件",
    "证明事项": "证明事项|减证便民|(?:奇葩|循环|重复|无谓)证明|告知承诺",
    "重大决策": "(?:重大|民主|科学)?(?:行政)?决策(?:程序|机制|责任|目录|终身|科学化|合法性)|重大(?:行政)?决策|科学决策",
    "合法性审查": "合法性(?:审查|审核)|公平竞争审查|合同审查",
    "法律顾问": "法律顾问|公职律师",
    "学法": "学法|法治(?:专题)?(?:讲座|培训)|法律(?:知识)?培训|(?:业务|专题|执法人员|应诉)培训|中心组",
    "述法": "述法",
    "普法": "普法|法治宣传|以案释法|法治文化|公民法治素养",
    "公共法律服务": "公共法律|法律援助|法律服务",
    "矛盾纠纷": "矛盾纠纷|调解|枫桥经验|信访|多元(?:化解|解纷)",
    "政务公开": "政务公开|(?:政府)?信息公开|政策解读|舆情回应|决策公开",
    "信用": "信用体系|政务诚信|社会信用|信用(?:监管|信息|修复|承诺)|失信",
    "政务服务": "政务服务|放管服|一网通办|最多跑一次|高效办成一件事|行政审批",
    "双随机": "双随机|行政检查|入企检查|扫码入企|涉企检查",
    "营商环境": "营商环境|公平竞争|民营企业",
    "投诉举报": "投诉(?:举报)?|举报",
    "违法风险防控": (
        "违法风险|法律风险防控|行政指导|包容审慎|轻微(?:违法|免罚)|首违不罚|柔性执法|温情执法|服务型(?:行政)?执法水平"
    ),
    "服务型执法": "服务型行政执法",
    "执法体制": "综合(?:行政)?执法(?:体制)?改革|执法体制改革|赋权|委托执法|执法力量下沉",
    "建议提案": "(?:建议|提案).{0,4}(?:办理|提案)|代表.{0,8}建议|委员提案|(?<!行)政协",
    "审计统计": "审计|统计(?:监督|执法|造假|制度)",
    "内部监督": "层级监督|内部(?:流程)?控制|内控|(?:财政资金|政府采购).{0,20}监督",
    "督察整改": "督察|整改",
    "示范创建": "示范(?:创建|单位|点|区)",
    "立法": "立法",
    "应急": "突发事件|应急(?:管理|处置|预案)|疫情防控工作|依法防控",
    "第一责任人": "第一责任人|主要负责人.{0,12}(?:职责|责任)",
    "组织领导": "领导小组|(?:年度)?报告制度|领导机制|党(?:对|的)?.{0,8}(?:统一|集中|全面)?领导|年度报告",
    "研究宣传": "理论研究|研究宣传|经验(?:推广|总结)|信息报送",
    "保障": "机构设置|人员配备|经费(?:保障)?|工作队伍|保障机制",
}
"""By name the wording that speaks of it; the name stands in plans and packages and stays."""


@lru_cache(1000)
def suggested_topics(title: str, text: str) -> tuple[str, ...]:
    """Topics of an item by its wording, those of the title first; none where no word is known."""
    return tuple(dict.fromkeys((*_spoken_of(title), *_spoken_of(text))))


def _spoken_of(wording: str) -> Iterator[str]:
    return (name for name, words in TOPICS.items() if re.search(words, wording))
