"""执法人员: who may enforce, and whether they qualify."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated

from models.records.field import Field, Kind
from models.records.finding import Finding, error, warning
from models.records.ledger import OFFICERS, Context, Derived, Ledger
from models.records.local_law import by_local_law, cited, with_clause
from models.records.place import BARRABLE, PlaceProfile, Question
from models.records.proven import ProvingRecord
from models.records.tone import Tone
from models.records.view import having
from models.rules.identity import IdNumber, Sex, birth_and_sex, check_id_number

SEXES = MALE, FEMALE = ("男", "女")
STATUSES = ON_DUTY, LENT, MOVED, RETIRED, RESIGNED, DISMISSED, EXPELLED, DEAD, GONE_OTHERWISE = (
    "在岗",
    "借调",
    "调离",
    "退休",
    "辞职",
    "辞退",
    "开除",
    "死亡",
    "其他离岗",
)
STATUS_TONES = dict.fromkeys(STATUSES, Tone.CALM) | {
    ON_DUTY: Tone.GOOD,
    LENT: Tone.WARN,
    DISMISSED: Tone.BAD,
    EXPELLED: Tone.BAD,
}
LEFT = frozenset(STATUSES[2:])
"""Statuses of people who no longer enforce for the unit."""

STAFFINGS = ("行政编制", "参公事业编制", "事业编制", *BARRABLE)

PARTIES = ("中共党员", "中共预备党员", "共青团员", "民主党派", "无党派人士", "群众")
EDUCATIONS = ("研究生", "大学本科", "大学专科", "中专", "高中", "初中及以下")
NATIONS = ("汉族", "回族", "蒙古族", "满族", "藏族", "维吾尔族", "壮族", "苗族", "土家族", "朝鲜族")
SPELLED_SEXES = {"男性": MALE, "女性": FEMALE}
SPELLED_PARTIES = (
    dict.fromkeys(("党员", "中共", "共产党员", "中国共产党员", "中国共产党党员"), "中共党员")
    | dict.fromkeys(("预备党员", "中国共产党预备党员"), "中共预备党员")
    | dict.fromkeys(("团员", "共青团", "中国共青团员"), "共青团员")
    | dict.fromkeys(("普通群众", "一般群众"), "群众")
    | {"无党派": "无党派人士"}
)
SPELLED_EDUCATIONS = dict.fromkeys(("本科", "大本", "大学"), "大学本科") | dict.fromkeys(("专科", "大专"), "大学专科")
SPELLED_NATIONS = {nation.removesuffix("族"): nation for nation in NATIONS}
SPELLED_STAFFINGS = dict.fromkeys(("行政", "公务员编制"), "行政编制") | {
    "参公": "参公事业编制",
    "参公编制": "参公事业编制",
    "事业": "事业编制",
}
SPELLED_STATUSES = dict.fromkeys(("在职", "在职在岗", "在编在岗"), ON_DUTY) | {
    "已调离": MOVED,
    "调出": MOVED,
    "已退休": RETIRED,
}
PASSED, FAILED = EXAM_RESULTS = ("合格", "不合格")
EXAM_TONES = {PASSED: Tone.GOOD, FAILED: Tone.BAD}
ADULT = 18


class Person(ProvingRecord, frozen=True, kw_only=True):
    """One enforcement officer, whatever certificates they hold (docs/ledgers.md, person)."""

    name: Annotated[
        str | None,
        Field(
            "姓名",
            also="人员姓名 执法人员姓名 执法人员 名字 持证人 持证人姓名",
            required=True,
            width=10,
            group="基本情况",
            help="与身份证一致。",
        ),
    ] = None
    sex: Annotated[
        str | None,
        Field(
            "性别",
            required=True,
            choices=SEXES,
            spelled=SPELLED_SEXES,
            width=6,
            group="基本情况",
            help="填了身份证号会自动填上。",
        ),
    ] = None
    id_number: Annotated[
        str | None,
        Field(
            "身份证号",
            also="身份证号码 公民身份号码 公民身份证号码 居民身份证号码 身份证件号码 证件号码 身份证",
            required=True,
            unique=True,
            width=20,
            group="基本情况",
            format="id_number",
            private="id_number",
            help="18位，最后一位可以是X；出生日期、性别由它得出。列表和日志里只显示首尾几位。",
        ),
    ] = None
    nation: Annotated[
        str | None,
        Field(
            "民族",
            also="族别",
            choices=NATIONS,
            spelled=SPELLED_NATIONS,
            open=True,
            width=8,
            listed=False,
            group="基本情况",
            help="列表里没有的直接输入。",
        ),
    ] = None
    political: Annotated[
        str | None,
        Field(
            "政治面貌",
            also="面貌",
            choices=PARTIES,
            spelled=SPELLED_PARTIES,
            open=True,
            width=12,
            listed=False,
            group="基本情况",
            help="选择或直接输入。",
        ),
    ] = None
    education: Annotated[
        str | None,
        Field(
            "学历",
            also="文化程度 最高学历 学历层次",
            choices=EDUCATIONS,
            spelled=SPELLED_EDUCATIONS,
            open=True,
            width=10,
            listed=False,
            group="基本情况",
            help="填最高学历。",
        ),
    ] = None
    phone: Annotated[
        str | None,
        Field(
            "联系电话",
            also="电话 手机 手机号 手机号码 电话号码 联系方式 办公电话",
            width=14,
            group="基本情况",
            format="phone",
            help="手机号，或带区号的座机号。",
        ),
    ] = None
    photo: Annotated[
        str | None,
        Field(
            "照片文件名", width=16, listed=False, group="基本情况", help="先把照片加入佐证材料，再在这里填它的文件名。"
        ),
    ] = None
    staffing: Annotated[
        str | None,
        Field(
            "编制情况",
            also="编制性质 编制类型 编制 人员性质 人员编制",
            required=True,
            choices=STAFFINGS,
            spelled=SPELLED_STAFFINGS,
            open=True,
            width=14,
            group="任职",
            help="工勤人员、劳动合同工、临时工能不能持有执法证件，以当地规定为准。",
        ),
    ] = None
    post: Annotated[
        str | None,
        Field(
            "职务", also="职位 现任职务 行政职务 岗位职务", width=14, group="任职", help="现任职务，没有的填工作人员。"
        ),
    ] = None
    rank: Annotated[
        str | None,
        Field("职级", also="现任职级", width=12, listed=False, group="任职", help="例如一级科员、四级主任科员。"),
    ] = None
    status: Annotated[
        str | None,
        Field(
            "人员状态",
            also="在岗情况 在岗状态 人员在岗情况",
            required=True,
            choices=STATUSES,
            spelled=SPELLED_STATUSES,
            tones=STATUS_TONES,
            width=10,
            group="任职",
            help="离岗后，名下证件要收回或注销。",
            default=lambda: ON_DUTY,
        ),
    ] = None
    left_on: Annotated[
        dt.date | None,
        Field("离岗日期", also="离岗时间 调离时间 调离日期", listed=False, group="任职", help="离开执法岗位的日期。"),
    ] = None
    left_why: Annotated[
        str | None, Field("离岗原因", width=16, listed=False, group="任职", help="例如调到哪个单位、退休文件号。")
    ] = None
    legal_qualification: Annotated[
        bool | None,
        Field(
            "法律职业资格",
            also="是否取得法律职业资格",
            width=14,
            listed=False,
            group="资格",
            help="取得法律职业资格证书的填是。",
        ),
    ] = None
    public_lawyer: Annotated[
        bool | None,
        Field("公职律师", also="是否公职律师", width=10, listed=False, group="资格", help="持有公职律师证书的填是。"),
    ] = None
    trained_on: Annotated[
        dt.date | None,
        Field("资格培训日期", listed=False, group="资格", help="参加公共法律知识和专业法律知识培训的日期。"),
    ] = None
    exam_on: Annotated[
        dt.date | None, Field("资格考试日期", listed=False, group="资格", help="参加执法资格考试的日期。")
    ] = None
    exam_result: Annotated[
        str | None,
        Field(
            "考试结果",
            choices=EXAM_RESULTS,
            tones=EXAM_TONES,
            width=10,
            group="资格",
            help="考试合格的才能取得执法证件。",
        ),
    ] = None


_identity = lru_cache(maxsize=256)(birth_and_sex)
"""One record is asked for its birth several times in a row."""


def birth(person: Person) -> dt.date | None:
    """Date of birth by the ID number."""
    known = _identity(person.id_number) if person.id_number else None
    return known[0] if known else None


def sex_by_number(id_number: str | None) -> Sex | None:
    """Sex by the ID number, or None where the number is missing or wrong."""
    known = _identity(id_number) if id_number else None
    return known[1] if known else None


def age_on(person: Person, day: dt.date) -> int | None:
    """Age in completed years on `day`, or None if the date of birth is not known."""
    born = birth(person)
    return None if born is None else day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def of_age(place: PlaceProfile) -> str:
    """What a message says of the age officers must have, with the place's clause."""
    return f"，执法人员须年满{ADULT}周岁{cited(place, Question.AGE)}"


def barred_staffings(place: PlaceProfile) -> frozenset[str]:
    """Kinds of staff who must not hold a certificate by the place's law; nobody where it says nothing."""
    rule = place.rule(Question.BARRED)
    return frozenset(rule.subjects) if rule else frozenset()


def has_left(person: Person) -> bool:
    """Whether the person no longer enforces for the unit."""
    return person.status in LEFT


def is_on_duty(person: Person, day: dt.date) -> bool:
    """Whether the person enforced for the unit on a day: who left later still did."""
    return not has_left(person) or (person.left_on is not None and person.left_on > day)


def fill(fields: dict[str, object]) -> dict[str, object]:
    """Sex by the ID number, where it is empty; the number itself with a capital X and without spaces."""
    typed = fields.get("id_number")
    known = check_id_number(typed) if isinstance(typed, str) else None
    if not isinstance(known, IdNumber):
        return {}
    number: dict[str, object] = {} if known.number == typed else {"id_number": known.number}
    return number if fields.get("sex") else {**number, "sex": known.sex}


def check_sex(person: Person, _uid: str, _context: Context) -> Iterable[Finding]:
    """Give an error if the sex disagrees with the ID number's seventeenth digit."""
    known = sex_by_number(person.id_number)
    if known and person.sex and known != person.sex:
        yield error("sex", "person.sex", f"性别填的是{person.sex}，身份证号显示是{known}，请改正其中一个。")


def check_age(person: Person, _uid: str, context: Context) -> Iterable[Finding]:
    """Report an officer in office under 18."""
    years = age_on(person, context.today)
    if years is not None and years < ADULT and not has_left(person):
        said = f"按身份证号只有{years}周岁{of_age(context.place)}，请核对身份证号。"
        told = with_clause(said, context.place, Question.AGE)
        yield by_local_law(context.place, Question.AGE)("id_number", "person.age", told)


def check_left(person: Person, _uid: str, context: Context) -> Iterable[Finding]:
    """Leaving has a date and a reason, and a date of leaving means having left."""
    if has_left(person) and not (person.left_on and person.left_why):
        yield warning("left_on", "person.left", f"人员状态是{person.status}，请补填离岗日期和离岗原因。")
    if person.left_on and person.left_on <= context.today and person.status == ON_DUTY:
        yield error("status", "person.still_on_duty", f"已于{person.left_on}离岗，人员状态却是在岗，请改正其中一个。")


def check_qualification(person: Person, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn of a public lawyer without the bar exam, and of an exam result without its date."""
    if person.public_lawyer and not person.legal_qualification:
        yield warning("legal_qualification", "person.lawyer", "公职律师填了是，法律职业资格没有填是，请核对后改正。")
    if person.exam_result and not person.exam_on:
        yield warning("exam_on", "person.exam_date", "填了考试结果，没有考试日期，请补填资格考试日期。")


def check_photo(person: Person, _uid: str, _context: Context) -> Iterable[Finding]:
    """Give an error if the photo is not among the record's evidence files."""
    if person.photo and person.photo not in {file.name for file in person.evidence}:
        yield error("photo", "person.photo", f"佐证材料里没有照片“{person.photo}”，请先加入照片，或者改正文件名。")


LEDGER = Ledger(
    id="person",
    label="执法人员",
    record=Person,
    order=20,
    title="name",
    topics=("执法证件",),
    key=("id_number",),
    checks=(check_sex, check_age, check_left, check_qualification, check_photo),
    derived=(
        Derived(
            "birth", "出生日期", Kind.DATE, lambda person, _context: birth(person), after="id_number", listed=False
        ),
        Derived(
            "age",
            "年龄",
            Kind.INTEGER,
            lambda person, context: age_on(person, context.today),
            after="id_number",
            width=6,
        ),
    ),
    views=(having("没有身份证号", id_number=None),),
    fill=fill,
    reported=True,
    group=OFFICERS,
    hint="先登记执法人员，再给他们登记执法证件；也可以从去年的工作簿导入。",
)
