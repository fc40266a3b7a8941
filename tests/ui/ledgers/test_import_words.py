from models.records.registry import ledger
from reports.filled_in.cells import ReadCell
from reports.filled_in.import_ledger import Import, ImportRow
from reports.filled_in.import_rows import GivenRow, Refused, Unread
from reports.filled_in.row_kinds import HIDDEN, TOTAL
from ui.ledgers.import_words import count_lines, done_words, preview_lines

HOLDER = {"holder": ReadCell(2, 1, "text", "彭国庆", "彭国庆")}


def certificates() -> Import:
    row = GivenRow(2, {"holder": "b" * 32, "number": "示例部J01099"}, HOLDER, {})
    new = ImportRow(row, None, "a" * 32, {"holder": "b" * 32, "number": "示例部J01099"})
    return Import(ledger("certificate"), "J01", "", [new])


def test_another_record_is_called_as_the_row_calls_it() -> None:
    assert preview_lines(certificates()) == [("＋ 新增", "2", "示例部J01099", "持证人 彭国庆")]


def test_several_ledgers_are_told_one_by_one() -> None:
    found = certificates()
    found.unread = [Unread(9, 9, "合计　3人", TOTAL), Unread(5, 7, "王伟", HIDDEN, "一月")]
    refused = [Refused(3, "身份证号", "含有*号", "", "D3", "王伟"), Refused(4, "", "两行矛盾")]
    found.beside = [Import(ledger("person"), "J01", "", refused=refused)]
    assert preview_lines(found) == [
        ("■ 未导入", "3", "执法人员 王伟", "身份证号 D3：含有*号"),
        ("■ 未导入", "4", "执法人员 （没有姓名）", "两行矛盾"),
        ("□ 未读", "9", "合计　3人", "像是合计行，没有读"),
        ("□ 未读", "一月 5至7", "王伟", "是隐藏的行，没有读"),
        ("＋ 新增", "2", "执法证件 示例部J01099", "持证人 彭国庆"),
    ]
    assert count_lines(found) == [
        "执法证件：＋ 新增 1　△ 更新 0　○ 不变 0　■ 未导入 0",
        "执法人员：＋ 新增 0　△ 更新 0　○ 不变 0　■ 未导入 2　□ 未读 4",
    ]
    assert done_words(found) == "已导入 执法证件 1 条、更新 0 条；执法人员 0 条、更新 0 条，2 行未导入"
