"""Room is looked for before a package is unpacked and before anything of it is kept."""

from __future__ import annotations

import tempfile
from pathlib import Path

from models.merge.outcome import PackageState
from models.submit.unit import Signers, submit
from tests.models.offices import TODAY, Free, Offices, lines, proved_training


def test_merge_looks_for_room_before(offices: Offices, tmp_path: Path, free: Free) -> None:
    proved_training(offices.a, tmp_path, 900_000)
    sent, before = offices.send(offices.a, "a2.fzb").path, lines(offices.centre)
    for folder, what in ((Path(tempfile.gettempdir()), "拆包时的临时文件"), (offices.centre.folder, "要合并的内容")):
        free(folder, 300_000)
        for dry_run in (True, False):
            (outcome,) = offices.merge(sent, dry_run=dry_run)
            assert (outcome.state, lines(offices.centre)) == (PackageState.REFUSED, before)
            assert outcome.reason.startswith(f"空间不够：{what}约90")
        free(folder, 10**9)
    assert offices.merge(sent)[0].room > 900_000
    assert offices.merge(sent)[0].state is PackageState.KNOWN


def test_evidence_that_is_here_needs_no_room(offices: Offices, tmp_path: Path, free: Free) -> None:
    proved_training(offices.a, tmp_path, 900_000)
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    again = submit(offices.a, offices.folder / "a3.fzb", Signers("张三"), TODAY, full=True).path
    free(offices.centre.folder, 300_000)
    assert offices.merge(again)[0].state is PackageState.MERGED
