"""What is kept of a litigation case."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

import msgspec

from models.records.field import Field
from models.records.ledgers.case.codes import (
    ABSENCES,
    ACT_KINDS,
    ADVICE_KINDS,
    AGENT_KINDS,
    APPELLANT,
    APPLICANT,
    DOCUMENT_KINDS,
    FIELDS,
    INSTANCES,
    LEADER_ROLES,
    LOST_BY_HAND,
    LOST_TONES,
    NOTICES,
    ORGAN_KINDS,
    PLAINTIFF_KINDS,
    PROCEDURES,
    REVIEW,
    ROLES,
    SESSION_KINDS,
    SUITS,
)
from models.records.proven import ProvingRecord
from models.rules.case_number import MEDIATION_FIRST
from models.rules.lost_case import OUTCOME_NAMES, SPELLED_OUTCOMES


class Hearing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One session of the court, and who of the leadership came (法释〔2020〕3号)."""

    on: Annotated[dt.date | None, Field("开庭日期", also="开庭时间 庭审日期 庭审时间", required=True)] = None
    kind: Annotated[
        str | None, Field("庭审方式", choices=SESSION_KINDS, width=12, help="询问或调查不计入出庭率。不填的按开庭。")
    ] = None
    leader: Annotated[
        str | None,
        Field(
            "出庭负责人",
            also="出庭负责人姓名 出庭应诉负责人 负责人姓名 出庭领导",
            width=12,
            help="出庭的负责人姓名，没有出庭的不填。",
        ),
    ] = None
    leader_role: Annotated[
        str | None, Field("负责人类别", also="出庭负责人类别 负责人职务类别", choices=LEADER_ROLES, width=18)
    ] = None
    staff: Annotated[str | None, Field("出庭工作人员", width=16, help="负责人不出庭时，委托出庭的工作人员。")] = None
    absence: Annotated[
        str | None,
        Field("负责人未出庭理由", also="未出庭理由 未出庭原因 负责人未出庭原因", choices=ABSENCES, open=True, width=20),
    ] = None
    proof: Annotated[str | None, Field("未出庭证明", width=16, help="加盖公章或主要负责人签名的证明材料名称。")] = None
    notified: Annotated[bool | None, Field("法院通知出庭", width=12, help="法院书面通知负责人出庭的填是。")] = None
    notified_for: Annotated[
        str | None, Field("通知出庭的情形", choices=NOTICES, open=True, width=20, help="法释〔2020〕3号第四条的情形。")
    ] = None
    spoke: Annotated[bool | None, Field("负责人发言", width=10, help="负责人在庭上陈述、答辩或者提问的填是。")] = None
    represented: Annotated[
        str | None,
        Field(
            "推选出庭的记录",
            width=20,
            help="共同被告协商或者法院确定由别的机关出庭的，写明记录（法释〔2020〕3号第三条）；写了按负责人出庭计。",
        ),
    ] = None


class Agent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Someone who acts for the unit in court."""

    name: Annotated[str | None, Field("代理人姓名", required=True, width=10)] = None
    kind: Annotated[str | None, Field("代理人类别", choices=AGENT_KINDS, width=14)] = None
    organisation: Annotated[str | None, Field("代理人单位", width=20)] = None


class Advice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A 司法建议 or 检察建议 that came out of the case."""

    kind: Annotated[str | None, Field("建议种类", required=True, choices=ADVICE_KINDS, width=20)] = None
    number: Annotated[str | None, Field("建议书文号", width=18)] = None
    sender: Annotated[str | None, Field("发出机关", width=18)] = None
    content: Annotated[str | None, Field("建议内容", width=24)] = None
    urgent: Annotated[bool | None, Field("情况紧急", width=8, help="诉前检察建议要求15日内回复的填是。")] = None
    received_on: Annotated[dt.date | None, Field("收到建议日期", required=True)] = None
    due: Annotated[dt.date | None, Field("回复期限", help="照建议书填写；不填的按法定期限算出。")] = None
    replied_on: Annotated[dt.date | None, Field("回复日期")] = None


class Case(ProvingRecord, frozen=True, kw_only=True):
    """One instance of one case; `previous` leads to the instance before (docs/ledgers.md, case)."""

    number: Annotated[
        str | None,
        Field(
            "案号",
            also="案件编号 案件号 案件文号",
            required=True,
            unique=True,
            width=26,
            group="案件",
            format="case_number",
            help="照法院文书填写，例如（年份）×0101行初1号，×是省份简称；年度、审级由它得出。",
        ),
    ] = None
    year: Annotated[
        int | None,
        Field("收案年度", format="year", width=8, listed=False, group="案件", help="案号里的年度，不填的按案号填上。"),
    ] = None
    court: Annotated[
        str | None,
        Field(
            "受诉法院",
            also="审理法院 法院 管辖法院 受理法院 法院名称",
            required=True,
            width=18,
            group="案件",
            help="法院全称。",
        ),
    ] = None
    instance: Annotated[
        str | None,
        Field(
            "审级",
            also="审理阶段 审次 审理级别",
            required=True,
            choices=(*INSTANCES, MEDIATION_FIRST),
            width=8,
            group="案件",
            help="不填的按案号填上；行申、行监是再审审查，不是再审；行诉前调是诉前调解，立案以后才计入应诉。",
        ),
    ] = None
    suit: Annotated[
        str | None, Field("诉讼类别", choices=SUITS, width=12, listed=False, group="案件", help="不填的按案号填上。")
    ] = None
    procedure: Annotated[
        str | None,
        Field("审理程序", choices=PROCEDURES, width=10, listed=False, group="案件", help="普通程序或简易程序。"),
    ] = None
    previous: Annotated[
        str | None,
        Field(
            "前审案件", to="case", width=20, listed=False, group="案件", help="二审选它的一审，再审选被再审的那一件。"
        ),
    ] = None
    judge: Annotated[
        str | None,
        Field(
            "主审法官", also="承办法官 法官 审判长", width=10, listed=False, group="案件", help="审判长或独任审判员。"
        ),
    ] = None
    clerk: Annotated[
        str | None, Field("书记员", width=10, listed=False, group="案件", help="便于联系的书记员姓名。")
    ] = None
    plaintiffs: Annotated[
        str | None,
        Field(
            "原告",
            also="原告姓名 原告名称 原告人",
            required=True,
            width=14,
            group="当事人",
            private="name",
            help="多人的用顿号隔开；二审仍填原审原告。",
        ),
    ] = None
    plaintiff_count: Annotated[
        int | None, Field("原告人数", most=500, width=8, listed=False, group="当事人", help="原告总人数。")
    ] = None
    plaintiff_kind: Annotated[
        str | None,
        Field("原告类别", choices=PLAINTIFF_KINDS, width=14, listed=False, group="当事人", help="公民还是组织。"),
    ] = None
    defendants: Annotated[
        str | None,
        Field(
            "被告",
            also="被告单位 被告名称 被告人",
            required=True,
            width=18,
            listed=False,
            group="当事人",
            help="全部被告，用顿号隔开。",
        ),
    ] = None
    third_parties: Annotated[
        str | None,
        Field(
            "第三人",
            also="第三人姓名 第三人名称",
            width=14,
            listed=False,
            group="当事人",
            private="name",
            help="没有的不填，多人的用顿号隔开。",
        ),
    ] = None
    role: Annotated[
        str | None,
        Field(
            "本单位地位",
            also="诉讼地位 我方地位 本机关地位 我单位地位 本单位诉讼地位",
            required=True,
            choices=ROLES,
            width=12,
            group="当事人",
            help="本单位在这一审级的地位。",
        ),
    ] = None
    organ_kind: Annotated[
        str | None,
        Field(
            "应诉机关类别",
            choices=ORGAN_KINDS,
            width=14,
            listed=False,
            group="当事人",
            help="作出行为的机关，还是复议机关。",
        ),
    ] = None
    handler: Annotated[
        str | None,
        Field(
            "承办人", also="经办人 案件承办人", width=10, listed=False, group="当事人", help="本单位负责这件案子的人。"
        ),
    ] = None
    agents: Annotated[
        tuple[Agent, ...], Field("诉讼代理人", width=10, listed=False, group="当事人", help="每个代理人一行。")
    ] = ()
    act: Annotated[
        str | None,
        Field(
            "被诉行政行为",
            also="被诉行为 行政行为 被诉具体行政行为 被诉事项",
            required=True,
            width=20,
            listed=False,
            group="被诉行为",
            help="被诉行为或决定书的名称。",
        ),
    ] = None
    act_number: Annotated[
        str | None, Field("被诉行为文号", width=18, listed=False, group="被诉行为", help="决定书的文号，没有的不填。")
    ] = None
    act_kind: Annotated[
        str | None,
        Field("行为种类", choices=ACT_KINDS, open=True, width=14, group="被诉行为", help="列表里没有的直接输入。"),
    ] = None
    after_reconsideration: Annotated[
        bool | None,
        Field(
            "复议后起诉",
            listed=False,
            group="被诉行为",
            help="先经过行政复议、不服再起诉的填是，政府信息公开年度报告分开统计。",
        ),
    ] = None
    field: Annotated[
        str | None,
        Field(
            "行政管理领域",
            also="管理领域 案件领域 所属领域",
            choices=FIELDS,
            open=True,
            width=14,
            listed=False,
            group="被诉行为",
            help="选择或直接输入。",
        ),
    ] = None
    cause: Annotated[
        str | None, Field("案由", width=16, listed=False, group="被诉行为", help="照裁判文书或应诉通知书上的案由填写。")
    ] = None
    claim: Annotated[
        str | None,
        Field(
            "诉讼请求",
            also="诉请 原告诉求 诉讼请求内容",
            width=24,
            lines=3,
            listed=False,
            group="被诉行为",
            help="原告要求法院判什么。",
        ),
    ] = None
    compensation_claimed: Annotated[
        Decimal | None,
        Field(
            "请求赔偿金额",
            most=100_000_000,
            also="请求赔偿数额 索赔金额 标的额 涉案金额 诉请赔偿金额",
            width=12,
            listed=False,
            group="被诉行为",
            help="单位元，没有请求赔偿的不填。",
        ),
    ] = None
    reviewed_document: Annotated[
        str | None,
        Field(
            "一并审查文件", width=20, listed=False, group="被诉行为", help="原告请求一并审查的规范性文件名称和文号。"
        ),
    ] = None
    brief: Annotated[
        str | None,
        Field(
            "主要案情",
            also="案情 案情简介 基本案情 简要案情",
            width=30,
            lines=4,
            listed=False,
            group="被诉行为",
            help="起因、经过和争议焦点。",
        ),
    ] = None
    served_on: Annotated[
        dt.date | None,
        Field(
            "签收日期",
            also="签收时间 应诉通知书签收日期 收到应诉通知书日期 收到应诉通知书时间 收到应诉通知日期 收到应诉通知时间",
            required=True,
            spared=(("instance", (REVIEW, MEDIATION_FIRST)), ("role", (APPELLANT, APPLICANT))),
            group="答辩",
            help="签收应诉通知书和起诉状副本的日期，答辩期限从它算起；诉前调解、没有收到副本的再审审查和本单位上诉、"
            "申请再审的可以不填。",
        ),
    ] = None
    answered_on: Annotated[
        dt.date | None,
        Field(
            "提交答辩日期",
            also="答辩日期 答辩时间 提交答辩状日期 提交答辩时间",
            listed=False,
            group="答辩",
            help="向法院提交答辩状和证据的日期。",
        ),
    ] = None
    answer_until: Annotated[
        dt.date | None,
        Field(
            "法院确定的答辩期限",
            listed=False,
            group="答辩",
            help="简易程序里法院确定的，不填的按15日（解释104）。",
        ),
    ] = None
    extension_applied_on: Annotated[
        dt.date | None,
        Field("申请延期举证日期", listed=False, group="答辩", help="收到起诉状副本15日内书面申请（解释34）。"),
    ] = None
    evidence_until: Annotated[
        dt.date | None,
        Field(
            "举证期限",
            listed=False,
            group="答辩",
            help="简易程序里确定或约定的，或者准许延期举证到的日期；不填的和答辩期限相同。",
        ),
    ] = None
    hearings: Annotated[
        tuple[Hearing, ...],
        Field("开庭情况", width=10, listed=False, group="开庭", help="每次开庭一行，写明负责人是否出庭。"),
    ] = ()
    document_kind: Annotated[
        str | None,
        Field(
            "文书种类",
            choices=DOCUMENT_KINDS,
            width=10,
            listed=False,
            group="裁判",
            help="判决上诉期15日，裁定10日。",
        ),
    ] = None
    outcome: Annotated[
        str | None,
        Field(
            "裁判结果",
            also="判决结果 审理结果 案件结果 裁决结果 裁判情况",
            choices=OUTCOME_NAMES,
            spelled=SPELLED_OUTCOMES,
            width=20,
            group="裁判",
            help="照裁判主文选择；未结的不填。",
        ),
    ] = None
    judged_on: Annotated[
        dt.date | None,
        Field(
            "裁判日期", also="判决日期 判决时间 裁判时间 裁决日期", listed=False, group="裁判", help="文书落款日期。"
        ),
    ] = None
    received_on: Annotated[
        dt.date | None,
        Field(
            "收到文书日期",
            also="收到判决日期 收到裁判文书日期 文书签收日期 收到文书时间",
            listed=False,
            group="裁判",
            help="签收裁判文书的日期，上诉期限从它算起。",
        ),
    ] = None
    effective_on: Annotated[
        dt.date | None,
        Field(
            "生效日期",
            also="生效时间 裁判生效日期",
            listed=False,
            group="裁判",
            help="裁判生效的日期，被上诉的一审裁判不填；不填的按收到文书日期推算。生效后才认定败诉。",
        ),
    ] = None
    lost_override: Annotated[
        str | None,
        Field(
            "败诉人工认定",
            choices=LOST_BY_HAND,
            tones=LOST_TONES,
            width=12,
            listed=False,
            group="裁判",
            help="程序的认定不对时在这里改，并写明理由。",
        ),
    ] = None
    lost_reason: Annotated[
        str | None,
        Field("人工认定理由", width=24, lines=2, listed=False, group="裁判", help="为什么与程序的认定不同。"),
    ] = None
    performance: Annotated[
        str | None, Field("履行内容", width=24, lines=2, listed=False, group="履行", help="裁判要求本单位做什么。")
    ] = None
    performance_due: Annotated[
        dt.date | None, Field("履行期限", listed=False, group="履行", help="裁判写明的最后一天。")
    ] = None
    performed_on: Annotated[dt.date | None, Field("履行日期", listed=False, group="履行", help="履行完毕的日期。")] = (
        None
    )
    dishonest: Annotated[
        bool | None,
        Field(
            "列入失信被执行人",
            width=16,
            listed=False,
            group="履行",
            help="本单位因这件案子被列入失信被执行人名单的填是。",
        ),
    ] = None
    compensation_paid: Annotated[
        Decimal | None,
        Field(
            "实际赔偿金额",
            most=100_000_000,
            also="赔偿金额 实际赔偿数额",
            width=12,
            listed=False,
            group="履行",
            help="单位元，没有赔偿的不填。",
        ),
    ] = None
    advice: Annotated[
        tuple[Advice, ...],
        Field("司法建议和检察建议", width=10, listed=False, group="后续", help="每份建议一行，写明收到和回复日期。"),
    ] = ()
    reported_on: Annotated[
        dt.date | None,
        Field(
            "败诉备案日期",
            listed=False,
            group="后续",
            help="败诉后报送备案的日期；当地没有备案规定的不填。",
        ),
    ] = None
    accountable: Annotated[
        bool | None,
        Field(
            "应当追责",
            width=10,
            listed=False,
            group="后续",
            help="败诉有过错、需要追究责任的填是，研究后不用追究的填否。",
        ),
    ] = None
    accountable_person: Annotated[
        str | None, Field("责任人", width=12, listed=False, group="后续", help="被追究责任的人，多人用顿号隔开。")
    ] = None
    accountable_decision: Annotated[
        str | None,
        Field("追责处理决定", width=20, lines=2, listed=False, group="后续", help="处理决定的内容、文号和日期。"),
    ] = None
