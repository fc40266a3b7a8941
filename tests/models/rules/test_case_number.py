import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.case_number import INSTANCE_BY_TYPE, CaseNumber, normalise, parse_case_number

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("（2021）苏8601行初923号", CaseNumber(2021, "苏8601", "", "行初", 923, old=False)),
        ("(2017)最高法行申559号", CaseNumber(2017, "最高法", "", "行申", 559, old=False)),
        ("(2021)苏01行赔终71号", CaseNumber(2021, "苏01", "", "行赔终", 71, old=False)),
        ("(2015)中行初字第58号", CaseNumber(2015, "中", "", "行初", 58, old=True)),
        ("(2019)豫行终1号", CaseNumber(2019, "豫", "", "行终", 1, old=False)),
        ("(2020)豫71行终12号之一", CaseNumber(2020, "豫71", "", "行终", 12, old=False, supplement="一")),
        ("(2020)最高法知行终3号", CaseNumber(2020, "最高法", "知", "行终", 3, old=False)),
        ("(2020)豫0191行审复7号", CaseNumber(2020, "豫0191", "", "行审复", 7, old=False)),
        ("(2014)郑铁中行终字第9号", CaseNumber(2014, "郑铁中", "", "行终", 9, old=True)),
        ("(2014)行监字第14号", CaseNumber(2014, "", "", "行监", 14, old=True)),
        ("(2015)豫行终字第6号", CaseNumber(2015, "豫", "", "行终", 6, old=True)),
    ],
)
def test_parts(text: str, parts: CaseNumber) -> None:
    assert parse_case_number(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "(2021)苏8601行初923号",
        "（２０２１）苏８６０１行初９２３号",
        "〔2021〕苏8601行初923号",
        "[2021]苏8601行初923号",
        "【2021】苏8601行初923号",
        "（2021)苏8601行初923号",
        "2021苏8601行初923号",
        "2021年苏8601行初923号",
        " （2021） 苏 8601 行初 923 号 ",
        "(2021)苏8601行初第923号",
        "(2021)苏8601行初字第923号",
        "(2021)苏8601行初00923号",
    ],
)
def test_one_spelling_for_all(text: str) -> None:
    assert normalise(text) == "（2021）苏8601行初923号"


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("(2015)中行初字58号", "（2015）中行初字第58号"),
        ("［2015］中行初字第058号", "（2015）中行初字第58号"),
        ("(2020)豫71行终12号之1", "（2020）豫71行终12号之一"),
        ("(2020)豫71行终12之二号", "（2020）豫71行终12号之二"),
    ],
)
def test_old_numbers_and_supplements(text: str, official: str) -> None:
    assert normalise(text) == official


@pytest.mark.parametrize(
    "text",
    [
        "",
        "无",
        "(2021)苏8601行初923",
        "(2021)苏8601行初号",
        "(2021)苏8601行初0号",
        "(2021)苏860行初923号",
        "(2021)苏8601民初923号",
        "(2021)苏8601执923号",
        "(21)苏8601行初923号",
        "(2021)8601行初923号",
        "(2021)中行初58号",
        "(2015)豫0102行初5号",
        "苏8601行初923号",
        "(2021)苏8601行初923号、924号",
        "郑东政复决〔2020〕3号",
    ],
)
def test_what_is_no_administrative_case_number(text: str) -> None:
    assert parse_case_number(text) is None


@pytest.mark.parametrize(
    ("kind", "instance", "litigation"),
    [
        ("行初", "一审", True),
        ("行终", "二审", True),
        ("行申", "再审审查", True),
        ("行监", "再审审查", True),
        ("行抗", "再审审查", True),
        ("行再", "再审", True),
        ("行审", "非诉执行", False),
        ("行审复", "非诉执行", False),
        ("行他", "其他", False),
        ("行辖", "管辖", False),
        ("行辖终", "管辖", False),
        ("行赔初", "一审", True),
        ("行赔终", "二审", True),
        ("行赔监", "再审审查", True),
        ("行赔申", "再审审查", True),
        ("行赔抗", "再审审查", True),
        ("行赔再", "再审", True),
        ("行赔他", "其他", False),
        ("行诉前调", "诉前调解", False),
    ],
)
def test_types(kind: str, instance: str, litigation: bool) -> None:
    parsed = parse_case_number(f"(2020)豫0102{kind}1号")
    assert parsed is not None
    assert (parsed.kind, parsed.instance) == (kind, instance)
    assert parsed.is_litigation is litigation
    assert parsed.is_compensation is ("赔" in kind)


_NEW = st.builds(
    CaseNumber,
    year=st.integers(2016, 2099),
    court=st.sampled_from(["最高法", "豫", "豫01", "豫71", "豫0102", "兵", "军01", "内0102"]),
    special=st.sampled_from(["", "知"]),
    kind=st.sampled_from(sorted(INSTANCE_BY_TYPE)),
    number=st.integers(1, 9_999_999),
    old=st.just(value=False),
    supplement=st.sampled_from(["", "一", "十二"]),
)
_OLD = st.builds(
    CaseNumber,
    year=st.integers(1990, 2015),
    court=st.sampled_from(["", "中", "郑", "郑铁中", "豫法", "豫"]),
    special=st.just(""),
    kind=st.sampled_from(sorted(INSTANCE_BY_TYPE)),
    number=st.integers(1, 9_999_999),
    old=st.just(value=True),
)


@given(_NEW | _OLD)
def test_what_is_written_is_read_back(case: CaseNumber) -> None:
    assert parse_case_number(str(case)) == case
    assert normalise(str(case)) == str(case)


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    found = normalise(text)
    assert found is None or normalise(found) == found
