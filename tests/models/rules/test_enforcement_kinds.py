import pytest

from models.rules.enforcement_kinds import EXECUTION, LICENCE, MEASURE, PENALTIES, PENALTY, counted_as, kinds_said


@pytest.mark.parametrize(
    ("kind", "detail", "figure", "strange"),
    [
        (PENALTY, "罚款", "fine", []),
        (PENALTY, "没收违法所得、罚款", "confiscation", []),
        (PENALTY, "吊销许可证件，行政拘留", "detention", []),
        (PENALTY, "责令关闭、限制从业、罚款", "closure", []),
        (PENALTY, "其他行政处罚、警告", "warning", []),
        (PENALTY, "其他行政处罚", "other_penalty", []),
        (PENALTY, "罚金", "", ["罚金"]),
        (PENALTY, "代履行", "", ["代履行"]),
        (PENALTY, "", "", []),
        (LICENCE, "", "granted", []),
        (LICENCE, "延续许可", "granted", []),
        (LICENCE, "不予许可", "refused", []),
        (MEASURE, "查封、扣押", "seizure", []),
        (EXECUTION, "排除妨碍、恢复原状", "clearing", []),
        ("行政确认", "罚款", "", ["罚款"]),
    ],
)
def test_a_decision_counts_once_under_the_heaviest(kind: str, detail: str, figure: str, strange: list[str]) -> None:
    assert counted_as(kind, detail) == figure
    assert kinds_said(kind, detail)[1] == strange


def test_every_kind_is_known_by_its_own_label() -> None:
    assert [counted_as(PENALTY, label) for label in PENALTIES.values()] == list(PENALTIES)
