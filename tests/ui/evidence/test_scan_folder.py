"""Which files of the scan folder are offered."""

import os
from pathlib import Path

from models.store.base.workspace import Workspace
from models.store.files import evidence
from ui.evidence.scan_folder import file_stamp, new_files


def test_only_new_whole_files_are_offered(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "扫描"
    (folder / "子文件夹").mkdir(parents=True)
    for name in ("甲.pdf", "乙.jpg", "~$丙.docx", ".隐藏", "丁.pdf.part", "Thumbs.db", "已有.pdf", "不要.pdf"):
        (folder / name).write_bytes(name.encode())
    (folder / "空.pdf").touch()
    os.utime(folder / "甲.pdf", (1, 1))
    with workspace.write("张三") as tx:
        evidence.add_file(tx, workspace, folder / "已有.pdf")
    found = new_files(workspace, folder, {file_stamp(folder / "不要.pdf")})
    assert [path.name for path in found] == ["乙.jpg", "甲.pdf"]


def test_a_folder_that_is_gone_offers_nothing(workspace: Workspace, tmp_path: Path) -> None:
    assert new_files(workspace, tmp_path / "没有", set()) == []
