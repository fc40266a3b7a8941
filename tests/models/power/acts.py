"""What is told as done while the power may go; acts that set up, restore and change keys are in `set_ups`."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path

from models.package.envelope import read_envelope
from models.records.registry import ledger
from models.store.base import keyring
from models.store.base.errors import WrongPassphraseError
from models.store.base.workspace import change_passphrase, open_workspace
from models.store.files import evidence
from models.store.files.backup import check_backup, write_backup
from models.store.records import packages, records
from models.submit.unit import Signers, submit
from tests.models.offices import PROOF, SECRET, TODAY, lines, lone_unit, training
from tests.models.power.disk_log import say_done, watch
from tests.models.power.lost_power import Disk
from tests.models.set_ups import ACTS as SET_UPS
from tests.models.set_ups import Act, bring_offices, whole

TIMES = 3
NEW_SECRET = "测试用的新密码 2"


def run(name: str, home: str) -> None:
    """Do an act and tell it as done, in a process of its own."""
    keyring.MEMORY_KIB, keyring.ITERATIONS, keyring.LANES = 64, 1, 1  # stretching a 密码 would take most of the time
    ACTS[name].work(Path(home))
    say_done()


def make_unit(home: Path, _prepared: Path) -> None:
    lone_unit(home / "A01").close()


def save_with_evidence(home: Path) -> None:
    with closing(open_workspace(home / "A01", SECRET)) as unit:
        for number in range(TIMES):
            with unit.write("张三") as tx:
                digest, size = evidence.add_stream(tx, unit, io.BytesIO(b"%d" % number * 2000))
                links = [{"name": "照片.jpg", "digest": digest, "size": size}]
                fields = {"topic": str(number), "explanations": PROOF, "evidence": links}
                records.save(tx, ledger("training"), "A01", fields)
            if number < TIMES - 1:
                say_done()


def check_saved(home: Path) -> int:
    with closing(whole(home / "A01", SECRET)) as unit:
        for digest in evidence.all_digests(unit):
            evidence.copy_file(unit, digest, io.BytesIO())
        return len(lines(unit)["training"])


def change_secret(home: Path) -> None:
    with closing(open_workspace(home / "A01", SECRET)) as unit:
        change_passphrase(unit, NEW_SECRET)


def check_secret(home: Path) -> int:
    try:
        whole(home / "A01", SECRET).close()
    except WrongPassphraseError:
        whole(home / "A01", NEW_SECRET).close()
        return True
    change_secret(home)
    return False


def fill_unit(home: Path, _prepared: Path) -> None:
    with closing(lone_unit(home / "A01")) as unit:
        training(unit, "一")
    (home / "U盘").mkdir()


def back_up(home: Path) -> None:
    with closing(open_workspace(home / "A01", SECRET)) as unit:
        write_backup(unit, home / "U盘" / "一.fzbak")


def check_backed_up(home: Path) -> int:
    whole(home / "A01", SECRET).close()
    backup = home / "U盘" / "一.fzbak"
    done = backup.exists() and bool(check_backup(backup))
    back_up(home)
    assert list((home / "U盘").iterdir()) == [backup]
    return done


def submit_once(home: Path) -> None:
    with closing(open_workspace(home / "A01", SECRET)) as unit:
        submit(unit, home / "报送.fzb", Signers("张三"), TODAY)


def check_submitted(home: Path) -> int:
    """The package is whole or not there, and the next one has another number."""
    with closing(whole(home / "A01", SECRET)) as unit:
        done = (home / "报送.fzb").exists()
        numbers = [_sequence(home / "报送.fzb")] if done else []
        submit(unit, home / "报送2.fzb", Signers("张三"), TODAY)
        numbers.append(_sequence(home / "报送2.fzb"))
        with unit.read() as connection:
            rows = packages.find_packages(connection, direction=packages.OUT, kind="submission")
    assert len({row.sequence for row in rows}) == len(rows)
    assert numbers == sorted(set(numbers))
    return done


def _sequence(path: Path) -> int:
    with path.open("rb") as file:
        return read_envelope(file).header.sequence


def watched(name: str, prepared: Path, home: Path, library: Path) -> Disk:
    """Do an act in a new folder `home`; gives the disk with all that was done to it."""
    home.mkdir()
    ACTS[name].ready(home, prepared)
    disk = Disk(home)
    code = f"from {__name__} import run; run({name!r}, {str(home)!r})"
    disk.play(watch(library, home, code, home.with_name(f"{home.name}.log")))
    return disk


ACTS = SET_UPS | {
    "saved with evidence": Act(make_unit, save_with_evidence, check_saved),
    "密码 changed": Act(make_unit, change_secret, check_secret),
    "backed up": Act(fill_unit, back_up, check_backed_up),
    "submitted": Act(bring_offices, submit_once, check_submitted),
}
