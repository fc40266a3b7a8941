"""States of a submission, at the unit and at the centre."""

import msgspec
import pytest

from models.merge.states import centre_state, sent_state
from models.store.records.packages import PackageRow


def row(sequence: int, state: str, review: str = "") -> PackageRow:
    at = f"2020-12-{sequence:02d}T08:00:00Z"
    return PackageRow(
        id=str(sequence),
        direction="in",
        kind="submission",
        unit="X01",
        sequence=sequence,
        state=state,
        review=review,
        at=at,
    )


@pytest.mark.parametrize(
    ("rows", "state", "counting"),
    [
        ([], "未报", None),
        ([row(1, "pending-enrolment")], "待登记", "1"),
        ([row(1, "merged", "pending")], "待审", "1"),
        ([row(1, "merged", "approved")], "通过", "1"),
        ([row(1, "merged", "returned")], "退回", "1"),
        ([row(2, "merged", "pending"), row(1, "merged", "returned")], "已重报，待审", "2"),
        ([row(1, "merged", "pending"), row(2, "damaged")], "待审", "1"),
    ],
)
def test_state_at_the_centre(rows: list[PackageRow], state: str, counting: str | None) -> None:
    found, newest = centre_state(rows)
    assert (found, newest.id if newest else None) == (state, counting)


@pytest.mark.parametrize(
    ("sent", "others", "state"),
    [
        (row(1, "writing"), [], "没有写成"),
        (row(1, "written"), [], "已上报"),
        (row(1, "written"), [row(2, "written")], "已由后一次代替"),
        (row(1, "written", "returned"), [row(2, "written")], "退回"),
        (row(2, "written"), [row(1, "written", "returned")], "已重报"),
        (row(2, "written"), [row(1, "written", "withdrawn")], "已上报"),
        (row(2, "written"), [msgspec.structs.replace(row(1, "written", "returned"), period="2019年度")], "已上报"),
        (row(1, "written", "pending"), [], "已接收，待审"),
    ],
)
def test_state_at_the_unit(sent: PackageRow, others: list[PackageRow], state: str) -> None:
    assert sent_state(sent, [sent, *others]) == state
