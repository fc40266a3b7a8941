import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.dates import date_fault, is_out_of_range, read_date, read_month_day

FIRST_OF_MARCH = dt.date(2020, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "20200301",
        "2020-3-1",
        "2020-03-01",
        "2020.3.1",
        "2020/3/1",
        "2020。3。1",
        "2020、3、1",
        "2020 3 1",
        "2020 - 3 - 1",
        "  2020-3-1\t",
        "2020\u30003\u30001",
        "2020年3月1日",
        "2020年03月01日",
        "2020 年 3 月 1 日",
        "2020年3月1",
        "2020年3月1号",
        "２０２０年３月１日",
        "２０２０－３－１",
        "２０２０．３．１",
        "二〇二〇年三月一日",
        "二零二零年三月一日",
        "二○二○年三月一日",
        "二O二O年三月一日",
        "2020-03-01 00:00:00",
        "2020-03-01T08:30:00",
        "2020/3/1 0:00",
        "2020年3月1日 09:30",
    ],
)
def test_usual_spellings(text: str) -> None:
    assert read_date(text) == FIRST_OF_MARCH


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020年元月10日", dt.date(2020, 1, 10)),
        ("二〇一九年十二月三十一日", dt.date(2019, 12, 31)),
        ("二〇二一年十一月二十日", dt.date(2021, 11, 20)),
        ("二〇二一年十月十日", dt.date(2021, 10, 10)),
        ("2020-02-29", dt.date(2020, 2, 29)),
    ],
)
def test_months_and_days_in_words(text: str, date: dt.date) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "无",
        "长期",
        "2020",
        "2020年",
        "2020年3月",
        "2020-03",
        "202003",
        "2020301",
        "20201332",
        "20200230",
        "2021-02-29",
        "2020-13-01",
        "2020-0-1",
        "2020-3.1",
        "20-3-1",
        "3/1/2020",
        "1/3/2020",
        "43891",
        "43891.0",
        "20200301.0",
        "2020-03-01 abc",
        "2020年三十月1日",
        "2020年元1月1日",
        "00200301",
        "18991231",
        "9999-12-31",
        "2020年3月元日",
        "2020-3-1至2020-3-5",
        "٢٠٢٠-٣-١",
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    assert read_date(text) is None


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from(["%Y%m%d", "%Y-%m-%d", "%Y.%m.%d", "%Y年%m月%d日"]),
)
def test_every_date_is_read_back(date: dt.date, spelling: str) -> None:
    assert read_date(date.strftime(spelling)) == date


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    assert read_date(text) is None or read_date(text) == read_date(f" {text} ")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01-15", "01-15"),
        ("1-15", "01-15"),
        ("１．１５", "01-15"),
        ("1/15", "01-15"),
        ("0115", "01-15"),
        ("1月15日", "01-15"),
        ("2021-1-15", "01-15"),
        ("20210115", "01-15"),
        ("2-29", "02-29"),
        ("2-30", None),
        ("115", None),
        ("", None),
        ("每年底", None),
    ],
)
def test_a_day_of_every_year(text: str, day: str | None) -> None:
    assert read_month_day(text) == day


@pytest.mark.parametrize(
    ("text", "beyond"),
    [
        ("99991231", True),
        ("1899-12-31", True),
        ("2101年1月1日", True),
        ("00000101", False),
        ("99991331", False),
        ("2020-03-01", False),
        ("去年", False),
    ],
)
def test_a_day_out_of_range_is_told_from_no_day(text: str, *, beyond: bool) -> None:
    assert (is_out_of_range(text), read_date(text) is None) == (beyond, text != "2020-03-01")


@pytest.mark.parametrize(
    ("text", "said"), [("99991231", "的年份要在1900年到2100年之间，请改正。"), ("明天", "认不出来，请写成 20201218。")]
)
def test_what_is_wrong_with_a_date_is_said(text: str, said: str) -> None:
    assert date_fault(text, "20201218") == said
