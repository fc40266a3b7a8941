"""Code tables of litigation cases."""

from __future__ import annotations

from models.records.tone import Tone
from models.rules.legal_effect import Effect
from models.rules.lost_case import OutcomeEffect

INSTANCES = FIRST, SECOND, REVIEW, RETRIAL = ("一审", "二审", "再审审查", "再审")
_ORDINARY, SIMPLE, _OTHER = PROCEDURES = ("普通程序", "简易程序", "其他")
SUITS = LITIGATION, COMPENSATION, PUBLIC_INTEREST = ("行政诉讼", "行政赔偿诉讼", "行政公益诉讼")
PLAINTIFF_KINDS = ("公民", "法人或其他组织")
APPELLANT, APPLICANT, THIRD_PARTY = "上诉人", "再审申请人", "第三人"
ROLES = ("被告", "共同被告", THIRD_PARTY, APPELLANT, "被上诉人", APPLICANT, "再审被申请人")
ANSWERING = frozenset({"被告", "共同被告"})
"""Roles in a first instance that owe the court an answer."""
APPELLEE, OPPOSED = "被上诉人", "再审被申请人"
"""The other party of an appeal, and of an application for a retrial."""

ORGAN_KINDS = ("原行政行为机关", "复议机关")

ACT_KINDS = (
    "行政处罚",
    "行政强制措施",
    "行政强制执行",
    "行政许可",
    "行政征收或者征用",
    "行政登记",
    "行政确认",
    "行政给付",
    "行政允诺",
    "行政征缴",
    "行政奖励",
    "行政收费",
    "政府信息公开",
    "行政批复",
    "行政处理",
    "行政复议",
    "行政裁决",
    "行政协议",
    "行政补偿",
    "行政赔偿",
    "不履行职责",
    "公益诉讼",
)
"""Second level of 《关于行政案件案由的暂行规定》(法发〔2020〕44号); older cases use other words: open."""

FIELDS = (
    "公安",
    "自然资源",
    "城乡建设",
    "城市管理",
    "市场监管",
    "生态环境",
    "交通运输",
    "农业农村",
    "水务",
    "文化旅游",
    "卫生健康",
    "人力资源和社会保障",
    "教育",
    "民政",
    "财政",
    "税务",
    "房屋征收与补偿",
    "土地征收",
    "其他",
)

DOCUMENT_KINDS = ("判决", "裁定", "调解书", "其他")

LEADER_ROLES = HEAD, DEPUTY, IN_CHARGE, OTHER_LEADER = ("正职", "副职", "分管副职级负责人", "其他分管负责人")
"""法释〔2020〕3号第二条."""

ABSENCES = ("不可抗力", "意外事件", "需要履行他人不能代替的公务", "其他正当事由")
"""法释〔2020〕3号第八条."""

NOTICES = (
    "涉及食品药品安全、生态环境和资源保护、公共卫生安全等重大公共利益",
    "社会高度关注或者可能引发群体性事件",
    "其他需要负责人出庭的情形",
)
"""法释〔2020〕3号第四条."""

HEARING, INQUIRY = "开庭", "询问或调查"
SESSION_KINDS = (HEARING, INQUIRY)
AGENT_KINDS = ("本单位工作人员", "公职律师", "律师", "其他")
COURT_ADVICE, DOCUMENT_ADVICE, PROCURATORIAL, PRE_SUIT, RETRIAL_ADVICE = ADVICE_KINDS = (
    "司法建议",
    "规范性文件司法建议",
    "检察建议",
    "公益诉讼诉前检察建议",
    "再审检察建议",
)
LOST, NOT_LOST = LOST_BY_HAND = (OutcomeEffect.LOST.value, OutcomeEffect.NOT_LOST.value)
UNDECIDED = OutcomeEffect.UNDECIDED.value
OPEN = "未结"
LOST_TONES = {LOST: Tone.BAD, NOT_LOST: Tone.GOOD, UNDECIDED: Tone.WARN}
EFFECT_TONES = {Effect.PRESUMED.value: Tone.WARN, Effect.IN_DOUBT.value: Tone.BAD}
