from __future__ import annotations

from pathlib import Path

from models.records.registry import ledger
from models.store.base.workspace import CENTRE, Office, create_workspace
from models.store.files import evidence
from models.store.records import records
from ui.evidence.facts import MISSING, PRESENT, read_files


def test_a_file_that_another_unit_brought_is_missing(tmp_path: Path) -> None:
    """A record of B names the file of A: it is there for A's record only; one added here is there for both."""
    centre, _ = create_workspace(tmp_path / "c", Office(CENTRE, "GWH", "示例管委会"), None)
    with centre.write("李四") as tx:
        for name, bringer in (("签到表.pdf", ["A01"]), ("通知.pdf", [])):
            (tmp_path / name).write_bytes(name.encode())
            link = evidence.add_file(tx, centre, tmp_path / name)
            for unit in ("A01", "B02"):
                fields = {"topic": "民法典", "evidence": [{"name": name, "digest": link.digest, "size": link.size}]}
                records.save(tx, ledger("training"), unit, fields)
            for unit in bringer:
                evidence.set_brought(tx, unit, [str(link.digest)])
    states = {(one.name, use.unit, one.state) for one in read_files(centre) for use in one.uses}
    assert states == {
        ("签到表.pdf", "A01", PRESENT),
        ("签到表.pdf", "B02", MISSING),
        ("通知.pdf", "A01", PRESENT),
        ("通知.pdf", "B02", PRESENT),
    }
    centre.close()
