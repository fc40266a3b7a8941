from models.records.registry import ledger
from reports.filled_in.import_ledger import Import, ImportRow
from reports.filled_in.import_rows import GivenRow
from ui.ledgers.import_words import preview_lines


def test_another_record_is_called_as_the_row_calls_it() -> None:
    row = GivenRow(2, {"holder": "彭国庆", "number": "示例部J01099"}, {}, {})
    new = ImportRow(row, None, "a" * 32, {"holder": "b" * 32, "number": "示例部J01099"})
    assert preview_lines(Import(ledger("certificate"), "J01", "", [new])) == [
        ("＋ 新增", "2", "示例部J01099", "持证人 彭国庆")
    ]
