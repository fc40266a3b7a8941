from collections.abc import Iterator
from pathlib import Path

import pytest

from models.merge import keys
from models.package.header import Header
from models.records.office import Issue
from models.records.registry import ledger
from models.store.base.workspace import UNIT, Office, Workspace
from models.store.files import evidence
from models.store.records import packages, records
from tests.reports.forms.samples import Make, new_workspace, saver, send_report

Sent = tuple[Workspace, Header, str]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory, issue: Issue) -> Iterator[Sent]:
    """A unit that submitted three records, deleted a fourth before it was ever sent, and worked on since."""
    folder: Path = tmp_path_factory.mktemp("s")
    workspace = new_workspace(folder / "w", Office(UNIT, "X01", "示例一办事处"), issue)
    (folder / "通知.pdf").write_bytes(b"x" * 5000)
    with workspace.write("王经办") as tx:
        _, recipient = keys.make_keys(tx)
        file = evidence.add_file(tx, workspace, folder / "通知.pdf")
        link = [{"name": file.name, "digest": file.digest, "size": file.size}]
        for item in (1, 2):
            records.save(tx, ledger("progress"), "X01", {"year": 2020, "item": item, "evidence": link})
        records.save(tx, ledger("training"), "X01", {"topic": "民法典", "evidence": link})
        wrong = records.save(tx, ledger("training"), "X01", {"topic": "误录"})
        records.delete(tx, ledger("training"), [wrong.uid])
    header, digest = send_report(workspace, recipient, folder / "报送_2020_X01.fzb")
    saver(workspace)("training", "X01", {"topic": "报送以后办的"})
    yield workspace, header, digest
    workspace.close()


def test_says_what_the_package_held(sent: Sent, make: Make) -> None:
    rows = [row.cells[1:] for row in make(sent[0], "submission-sheet").rows]
    assert rows == [("落实情况", 2, 0, 1, 5), ("学法培训", 1, 0, 1, 5), (None, 3, 0, 1, 5)]


def test_counts_agree_with_the_signed_header(sent: Sent, make: Make) -> None:
    rows = {row.cells[1]: row.cells[2:4] for row in make(sent[0], "submission-sheet").rows}
    signed = {name: count for name, count in sent[1].counts.items() if count}
    assert signed == {"progress": sum(rows["落实情况"]), "training": sum(rows["学法培训"])}  # type: ignore[arg-type]  # numbers


def test_carries_digest_fingerprint_and_period(sent: Sent, make: Make) -> None:
    workspace, _, digest = sent
    sheet = make(workspace, "submission-sheet")
    facts = {fact.label: fact.value for fact in sheet.facts}
    fingerprint = keys.own_fingerprint(workspace)
    assert (facts["密钥指纹"], facts["报送包摘要"].replace(" ", "")) == (fingerprint, digest)
    assert (facts["报送期"], facts["报送次数"]) == ("2020年度", "第1次")
    assert sheet.qr == f"FZ1 X01 1 {digest} {fingerprint.replace(' ', '')}"
    assert {"填表人": "王经办", "接收人": ""}.items() <= {one.label: one.value for one in sheet.signers}.items()


def test_without_the_journal_the_header_speaks(sent: Sent, make: Make) -> None:
    workspace, header, _ = sent
    with workspace.write("王经办") as tx:
        row = packages.find_packages(tx.connection, id=header.package_id)[0]
        packages.update_package(tx, row.id, header=row.header.replace(header.journal_head, "0" * 64))
    rows = [row.cells[1:] for row in make(workspace, "submission-sheet").rows]
    with workspace.write("王经办") as tx:
        packages.update_package(tx, row.id, header=row.header)
    assert rows == [("落实情况", 2, 0, None, None), ("学法培训", 1, 0, None, None), (None, 3, 0, None, None)]
