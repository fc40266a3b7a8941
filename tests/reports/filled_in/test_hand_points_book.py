from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.assess.hand_points import GivenPoints, HandCell, PointsChange
from models.assess.scheme import ByHand
from reports.filled_in.hand_points_book import PointsFileError, read_points, write_points


def cell(unit: str, unit_name: str, given: GivenPoints, *, extra: bool = False) -> HandCell:
    indicator, name, full = ("9.1", "创新加分", Decimal(5)) if extra else ("1.2", "制度建设", Decimal(4))
    return HandCell("某类", unit, unit_name, indicator, name, full, ByHand.EXTRA if extra else ByHand.POINTS, given)


CELLS = [
    cell("B01", "财政局", GivenPoints("3.50", "制度健全")),
    cell("X01", "杨桥办事处", GivenPoints()),
    cell("B01", "财政局", GivenPoints(), extra=True),
]
"""In lines 2 to 4 of the workbook; the bonus is not for 杨桥办事处."""

Values = dict[str, str | float | None]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    write_points(tmp_path / "人工评分表.xlsx", 2020, CELLS)
    return tmp_path / "人工评分表.xlsx"


def change(book: Path, cells: Values) -> None:
    opened = load_workbook(book)
    for address, value in cells.items():
        opened.worksheets[0][address] = value
    opened.save(book)


def test_what_has_been_given_is_filled_in(book: Path) -> None:
    page = load_workbook(book).worksheets[0]
    lines = [list(line) for line in page.iter_rows(values_only=True)]
    assert lines[0] == ["类别", "单位代码", "单位", "指标代号", "指标", "满分", "得分", "理由", "评分人"]
    assert lines[1] == ["某类", "B01", "财政局", "1.2", "制度建设", 4, 3.5, "制度健全", None]
    assert lines[2][5:] == [4, None, None, None]
    assert (page.title, page.auto_filter.ref) == ("人工评分2020", "A1:I4")


def test_what_goes_out_changes_nothing(book: Path) -> None:
    read = read_points(book, 2020, CELLS)
    assert (read.changes, read.same, read.blank) == ((), 1, 2)


@pytest.mark.parametrize(
    ("cells", "at", "after"),
    [
        ({"G2": 4}, 0, GivenPoints("4", "制度健全")),
        ({"H2": "改了理由"}, 0, GivenPoints("3.5", "改了理由")),
        ({"G3": "2.5", "H3": "较好"}, 1, GivenPoints("2.5", "较好")),
        ({"G3": -2, "H3": "缺两项"}, 1, GivenPoints("-2", "缺两项")),
        ({"G3": 0, "H3": "没有开展"}, 1, GivenPoints("0", "没有开展")),
        ({"G3": 3.335, "H3": "三人平均"}, 1, GivenPoints("3.34", "三人平均")),
        ({"G4": 5, "H4": "全国推广"}, 2, GivenPoints("5", "全国推广")),
        ({"G4": 0.1 + 0.2, "H4": "省内推广"}, 2, GivenPoints("0.3", "省内推广")),
    ],
)
def test_what_was_filled_in_is_read(book: Path, cells: Values, at: int, after: GivenPoints) -> None:
    change(book, cells)
    assert read_points(book, 2020, CELLS).changes == (PointsChange(CELLS[at], after),)


def test_lines_left_out_or_emptied_stay_as_they_are(book: Path) -> None:
    change(book, {"G2": None, "H2": None})
    opened = load_workbook(book)
    opened.worksheets[0].delete_rows(3, 2)
    opened.save(book)
    read = read_points(book, 2020, CELLS)
    assert (read.changes, read.same, read.blank) == ((), 0, 1)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"G2": 4.5}, "第2行：得分“4.5”：满分4分，得分不能超过它"),
        ({"G2": -4.5}, "第2行：得分“-4.5”：满分4分，得分不能超过它"),
        ({"G4": -1, "H4": "x"}, "第4行：得分“-1”：附加项只加分，填0到5"),
        ({"G2": "很好"}, "第2行：得分“很好”：得分填数字"),
        ({"G2": "nan"}, "第2行：得分“nan”：满分4分"),
        ({"H2": None}, "第2行：没有写理由"),
        ({"G2": None}, "第2行：写了理由，没有得分"),
        ({"B3": "X99"}, "第3行：单位代码“X99”不是要考核的单位"),
        ({"B3": None}, "第3行：单位代码“”不是要考核的单位"),
        ({"D3": "1.1"}, "第3行：指标代号“1.1”不是考核方案里人工评分的指标"),
        ({"C3": "圃田乡"}, "第3行：单位代码“X01”是“杨桥办事处”，这一行写的却是“圃田乡”"),
        ({"E3": "普法"}, "第3行：指标代号“1.2”是“制度建设”，这一行写的却是“普法”"),
        ({"D3": "9.1", "E3": None}, "第3行：这个指标不考核这个单位"),
        ({"B3": "B01", "C3": "财政局"}, "第3行：财政局的“制度建设”出现了不止一次"),
        ({"G1": "分"}, "没有找到“得分”一栏"),
    ],
)
def test_one_fault_and_nothing_is_taken(book: Path, cells: Values, words: str) -> None:
    change(book, {"G3": 2, "H3": "较好", **cells})
    with pytest.raises(PointsFileError) as raised:
        read_points(book, 2020, CELLS)
    assert words in raised.value.sentence
    assert raised.value.sentence.startswith("人工评分表“人工评分表.xlsx”没有读入，一处也没有改：")


def test_the_table_of_another_year_is_refused(tmp_path: Path) -> None:
    write_points(tmp_path / "a.xlsx", 2019, CELLS)
    with pytest.raises(PointsFileError, match="这是2019年度的表"):
        read_points(tmp_path / "a.xlsx", 2020, CELLS)
