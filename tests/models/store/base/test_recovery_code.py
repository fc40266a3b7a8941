"""A recovery code is shown once: until somebody has written it down, a new one is to be had."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from models.store.base.errors import NotEncryptedError, WrongPassphraseError
from models.store.base.workspace import (
    KEYS,
    UNIT,
    Office,
    change_passphrase,
    change_recovery_code,
    confirm_recovery_code,
    create_workspace,
    is_code_unseen,
    open_workspace,
)
from tests.models.offices import SECRET, lone_unit

OFFICE = Office(UNIT, "A01", "甲办事处")


def test_who_never_saw_the_code_gets_a_new_one(tmp_path: Path) -> None:
    """The program was killed when the folder had its name and the code was not on the screen yet."""
    made, lost = create_workspace(tmp_path / "w", OFFICE, SECRET)
    made.close()
    with closing(open_workspace(tmp_path / "w", SECRET)) as workspace:
        assert is_code_unseen(workspace)
        code = change_recovery_code(workspace)
        assert is_code_unseen(workspace)
        confirm_recovery_code(workspace)
        assert not is_code_unseen(workspace)
    for secret in (SECRET, code):
        open_workspace(tmp_path / "w", secret).close()
    with pytest.raises(WrongPassphraseError):
        open_workspace(tmp_path / "w", lost)


def test_a_new_passphrase_asks_again(unit_folder: Path) -> None:
    with closing(open_workspace(unit_folder, SECRET)) as workspace:
        confirm_recovery_code(workspace)
        change_passphrase(workspace, "换过的密码 2")
        assert is_code_unseen(workspace)


def test_nobody_is_asked_about_the_code_of_an_older_program(unit_folder: Path) -> None:
    kept = json.loads((unit_folder / KEYS).read_bytes())
    del kept["is_code_unseen"]
    (unit_folder / KEYS).write_text(json.dumps(kept), encoding="utf-8")
    with closing(open_workspace(unit_folder, SECRET)) as workspace:
        assert not is_code_unseen(workspace)


def test_without_a_passphrase_there_is_no_code(tmp_path: Path) -> None:
    with closing(lone_unit(tmp_path / "w", None)) as workspace:
        assert not is_code_unseen(workspace)
        with pytest.raises(NotEncryptedError):
            change_recovery_code(workspace)


@pytest.fixture
def unit_folder(tmp_path: Path) -> Path:
    lone_unit(tmp_path / "w").close()
    return tmp_path / "w"
