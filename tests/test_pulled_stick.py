"""Every writer to a stick, which is pulled at each step: words about the stick, nothing under a name but what is whole.

By real file systems of sticks: `tests/benchmarks/pull_sticks.py`.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.records.registry import ledger
from models.store.base import keyring
from models.store.base.whole_file import NotWrittenError
from models.store.base.workspace import Workspace
from models.store.files.backup import write_backup
from models.store.files.evidence import all_digests
from models.store.files.taken_out import save_copy
from models.store.files.verify import verify_workspace
from models.store.records import packages
from models.submit.centre import export_plan, export_receipts
from models.submit.transfer import export_transfer, own_address
from models.submit.unit import Signers, submit
from reports.drafts import make_draft
from reports.excel.ledger_workbook import export_ledger
from reports.filled_in.units_book import write_units
from reports.forms.year_book import print_year
from reports.layouts.form import FormRequest
from reports.paper.fonts import bundled_fonts
from reports.word.document import write_docx
from tests.models.offices import TODAY, Offices, copy_of, prepare, proved_training
from tests.models.submit.devices import Device


def untold_receipts(centre: Workspace, folder: Path) -> None:
    with centre.write("李四") as tx:
        for row in packages.find_packages(tx.connection, direction=packages.IN, kind="submission"):
            packages.update_package(tx, row.id, receipt="")
    export_receipts(centre, folder, "李四")


YEAR = FormRequest(2020, TODAY)
Write = Callable[[Workspace, Path], object]
UNIT: dict[str, Write] = {
    "submission": lambda unit, to: submit(unit, to, Signers("张三"), TODAY),
    "transfer": lambda unit, to: export_transfer(unit, to, "张三", (own_address(unit),)),
    "backup": write_backup,
    "evidence": lambda unit, to: save_copy(unit, all_digests(unit)[0], to / "录像.mp4"),
    "print": lambda unit, to: print_year(unit, YEAR, to / "汇编.pdf", fonts=bundled_fonts(), substitute=True),
    "draft": lambda unit, to: write_docx(make_draft(unit, "annual-report", YEAR), to / "报告.docx"),
    "workbook": lambda unit, to: export_ledger(unit, ledger("training"), "A01", to / "台账.xlsx"),
}
CENTRE: dict[str, Write] = {
    "plan": lambda centre, to: export_plan(centre, to, "李四"),
    "receipts": untold_receipts,
    "units": lambda _, to: write_units(to / "名册.xlsx", ()),
}


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "MEMORY_KIB", 64)
        patch.setattr(keyring, "ITERATIONS", 1)
        folder = tmp_path_factory.mktemp("offices")
        made = copy_of(prepare(folder / "prepared"), folder / "copy")
    proved_training(made.a, folder, 100_000)
    yield made
    made.close()


def steps_of(write: Write, workspace: Workspace, folder: Path) -> int:
    """How many steps reach the device."""
    device = Device(0)
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        device.plug_in(patch)
        write(workspace, folder)
    return device.count - 1  # the last one removes what is not there any more


@pytest.mark.parametrize("name", [*UNIT, *CENTRE])
def test_a_pulled_stick_is_called_one(offices: Offices, tmp_path: Path, name: str) -> None:
    workspace = offices.a if name in UNIT else offices.centre
    write = (UNIT | CENTRE)[name]
    steps = steps_of(write, workspace, tmp_path / "U盘")
    for at in sorted({1, *range(max(1, steps - 4), steps + 1)}):
        stick = tmp_path / str(at)
        stick.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            Device(at, pulled=True, code=errno.ENOTCONN).plug_in(patch)
            with pytest.raises(NotWrittenError, match="没有写成。磁盘或U盘已拔出"):
                write(workspace, stick)
        assert len(list(stick.glob("*.part"))) == (at < steps - 1)
        write(workspace, stick)
        assert not list(stick.glob("*.part"))
    assert verify_workspace(workspace) == []
