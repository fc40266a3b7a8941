from __future__ import annotations

from pathlib import Path

import pytest

from models.merge.from_centre import RefusedPackageError, UnreadableFileError
from models.merge.receive import MisdirectedError, NotMergedError, identify_package, take_in_package
from models.package.keys import generate_signing_key
from models.store.base.workspace import Workspace
from models.submit.centre import export_receipts
from models.submit.transfer import export_transfer, own_address
from tests.models.merge.crafted import craft
from tests.models.offices import Offices, everything


@pytest.fixture
def files(offices: Offices) -> dict[str, Path]:
    """One package of every kind but results."""
    receipts = {path.name.split("_")[2]: path for path in export_receipts(offices.centre, offices.folder, "李四")}
    return {
        "plan": offices.folder / "plan.fzb",
        "submission": offices.send(offices.a, "a2.fzb").path,
        "receipt": receipts["A01"],
        "handover": export_transfer(offices.a, offices.folder / "h.fzb", "张三", [own_address(offices.b)]),
        "elsewhere": craft(offices.a, offices.folder / "x.fzb", {}, recipient="0" * 64),
    }


CASES = [
    ("centre", "plan", False, "这是本汇总单位发出的任务下发包。请交给各填报单位接收，这里不用接收。"),
    ("centre", "submission", True, "这是“甲办事处”（A01）第2次的报送包。接着核对密钥并合并。"),
    ("centre", "receipt", False, "这是本汇总单位发出的回执。请交给“甲办事处”（A01）接收，这里不用接收。"),
    ("centre", "handover", False, "这是“甲办事处”（A01）两台电脑之间的移交包。请交给该单位的另一台电脑接收。"),
    ("centre", "elsewhere", False, "这是“甲办事处”（A01）第9次的报送包。它是报给另一个汇总单位的，请交给那个单位。"),
    ("a", "plan", True, "这是汇总单位发出的任务下发包。接着核对汇总单位的签名，更新工作要点和名册。"),
    ("a", "submission", False, "这是本单位第2次的报送包。请交给汇总单位合并，这里不用接收。"),
    ("a", "receipt", True, "这是汇总单位发给本单位的回执。接着登记审核结果，意见会显示在各条记录上。"),
    ("a", "handover", True, "这是本单位另一台电脑的移交包。接着核对那台电脑的密钥并合并。"),
    ("b", "submission", False, "这是“甲办事处”（A01）的报送包。请交给汇总单位合并，这里不用接收。"),
    ("b", "receipt", False, "这是发给“甲办事处”（A01）的回执。请交给该单位接收。"),
    ("b", "handover", False, "这是发给“甲办事处”（A01）的移交包。请交给该单位接收。"),
]


@pytest.mark.parametrize(("where", "kind", "ours", "words"), CASES)
def test_every_kind_is_named(
    offices: Offices, files: dict[str, Path], where: str, kind: str, ours: bool, words: str
) -> None:
    workspace: Workspace = getattr(offices, where)
    found = identify_package(workspace, files[kind])
    assert (found.ours, found.sentence) == (ours, words)
    if not ours:
        before = everything(workspace)
        with pytest.raises(MisdirectedError, match="没有接收：这是"):
            take_in_package(workspace, files[kind], "张三")
        assert everything(workspace) == before


@pytest.mark.parametrize(
    ("where", "kind", "words"),
    [("centre", "submission", "已合并“甲办事处”"), ("a", "plan", "已接收2020年度"), ("a", "receipt", "已接收，待审")],
)
def test_what_is_ours_is_taken(offices: Offices, files: dict[str, Path], where: str, kind: str, words: str) -> None:
    assert words in take_in_package(getattr(offices, where), files[kind], "张三")


def test_submission_that_is_not_merged_says_why(offices: Offices) -> None:
    path = craft(offices.a, offices.folder / "x.fzb", {}, key=generate_signing_key())
    with pytest.raises(NotMergedError, match="待登记：密钥还没有登记"):
        take_in_package(offices.centre, path, "李四")


@pytest.mark.parametrize("door", [identify_package, lambda workspace, path: take_in_package(workspace, path, "张三")])
def test_what_is_no_package_is_refused(offices: Offices, door: object) -> None:
    (offices.folder / "x.fzb").write_bytes(b"no package")
    assert callable(door)
    with pytest.raises(RefusedPackageError, match="不是法治台账的文件"):
        door(offices.a, offices.folder / "x.fzb")
    with pytest.raises(UnreadableFileError):
        door(offices.a, offices.folder / "gone.fzb")
