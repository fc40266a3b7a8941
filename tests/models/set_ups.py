"""Acts that make a workspace or give it new keys, and what must hold wherever one of them was killed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from models.merge import keys
from models.merge.from_centre import read_plan_package
from models.merge.key_change import change_centre_keys, change_unit_keys, new_second_identity
from models.package.keys import recipient_of
from models.store.base.new_folder import UNDER_CONSTRUCTION
from models.store.base.whole_file import write_file
from models.store.base.workspace import Workspace, open_workspace
from models.store.files.backup import BEING_RESTORED, restore_backup, write_backup
from models.store.files.verify import verify_workspace
from models.submit.centre import set_up_centre
from models.submit.unit import set_up_unit
from tests.models.offices import ISSUE, SECRET, copy_of, lone_unit, training

FRESH, BACKUP, WRITTEN_DOWN = "新的", "一.fzbak", "抄下的备用密钥.txt"


class Act(NamedTuple):
    """`ready` puts into an empty folder what it needs (from the prepared offices), `work` does it there.

    `check` fails unless everything in the folder is whole and either done or as before; it says which (or how much was
    done), and does again what was not done.
    """

    ready: Callable[[Path, Path], object]
    work: Callable[[Path], object]
    check: Callable[[Path], int]


def whole(folder: Path, passphrase: str | None = None) -> Workspace:
    """The workspace in the folder: it opens, and nothing is damaged."""
    opened = open_workspace(folder, passphrase)
    found = verify_workspace(opened)
    assert [str(one) for one in found] == []
    return opened


def is_there(folder: Path) -> bool:
    return folder.exists() and any(folder.iterdir())


def set_up_a_centre(home: Path) -> None:
    set_up_centre(home / FRESH, ("GWH", "示例管委会"), ISSUE, None, "李四").workspace.close()


def set_up_a_unit(home: Path) -> None:
    set_up_unit(home / FRESH, read_plan_package(home / "plan.fzb"), "A01", None, "张三").workspace.close()


def bring_plan(home: Path, prepared: Path) -> None:
    (home / "plan.fzb").write_bytes((prepared / "plan.fzb").read_bytes())


def bring_plan_and_folder(home: Path, prepared: Path) -> None:
    bring_plan(home, prepared)
    (home / FRESH).mkdir()


def check_set_up(home: Path, work: Callable[[Path], None]) -> bool:
    """A workspace with its keys, or nothing under its name: then it can be made."""
    done = is_there(home / FRESH)
    if not done:
        work(home)
    with closing(whole(home / FRESH)) as made:
        assert keys.own_fingerprint(made)
        assert keys.current_roster(made)
    assert not list(home.glob(f"*{UNDER_CONSTRUCTION}"))
    return done


def check_centre_set_up(home: Path) -> bool:
    return check_set_up(home, set_up_a_centre)


def check_unit_set_up(home: Path) -> bool:
    return check_set_up(home, set_up_a_unit)


def back_up(home: Path, _prepared: Path) -> None:
    with closing(lone_unit(home / "来源", None)) as unit:
        training(unit, "一")
        write_backup(unit, home / BACKUP)


def back_up_for_another(home: Path, prepared: Path) -> None:
    back_up(home, prepared)
    with closing(lone_unit(home / FRESH, None)) as former:
        training(former, "二")


def restore(home: Path) -> None:
    restore_backup(home / BACKUP, home / FRESH, None)[0].close()


def check_restored(home: Path) -> bool:
    """A copy under an id of its own, or what was there before, under its name or set aside: then it can be restored."""
    done = _copied_from(_known(home)) != []
    if not done:
        restore(home)
    found = _known(home)
    assert len(_copied_from(found)) == 1
    assert len({one.id for one in found}) == len(found)
    assert not list(home.glob(f"*{BEING_RESTORED}"))
    return done


def check_restored_over(home: Path) -> bool:
    done = check_restored(home)
    assert len(_known(home)) == len(("来源", FRESH, "恢复前"))
    return done


def _known(home: Path) -> list[Workspace]:
    """Every workspace that has a name; they are closed."""
    found = []
    for folder in home.iterdir():
        if folder.is_dir() and is_there(folder) and folder.suffix != BEING_RESTORED:
            with closing(whole(folder)) as one:
                found.append(one)
    return found


def _copied_from(known: Iterable[Workspace]) -> list[str]:
    found = []
    for one in known:
        with closing(open_workspace(one.folder, None)) as opened:
            found.append(opened.setting("copied_from") or "")
    return [source for source in found if source]


def bring_offices(home: Path, prepared: Path) -> None:
    copy_of(prepared, home).close()


def change_centre(home: Path) -> None:
    """As a person does it: the second key is written down first."""
    with closing(open_workspace(home / "centre", SECRET)) as centre:
        second = new_second_identity(centre, SECRET)
        write_file(home / WRITTEN_DOWN, lambda paper: paper.write(second.encode()))
        change_centre_keys(centre, SECRET, "李四", "电脑被盗", second)


def check_centre_changed(home: Path) -> bool:
    """Everything under old keys or everything under new ones, of which the second is written down."""
    with closing(whole(home / "centre", SECRET)) as centre:
        roster = keys.current_roster(centre)
        done, second = len(keys.own_keys(centre)) > 1, centre.setting(keys.SECOND_RECIPIENT)
        assert roster
        assert roster.centre_key == keys.signing_key(centre).public_key
        assert roster.recipients == (recipient_of(keys.age_identity(centre)), second)
        assert len(keys.age_identities(centre)) == 1 + done
    if done:
        assert second == recipient_of((home / WRITTEN_DOWN).read_text(encoding="utf-8"))
    else:
        change_centre(home)
    return done


def change_unit(home: Path) -> None:
    with closing(open_workspace(home / "A01", SECRET)) as unit:
        change_unit_keys(unit, SECRET, "张三", "电脑被盗")


def check_unit_changed(home: Path) -> bool:
    with closing(whole(home / "A01", SECRET)) as unit:
        done = len(keys.own_keys(unit)) > 1
        assert len(keys.age_identities(unit)) == 1 + done
    if not done:
        change_unit(home)
    return done


ACTS = {
    "centre set up": Act(bring_plan, set_up_a_centre, check_centre_set_up),
    "centre set up in an empty folder": Act(bring_plan_and_folder, set_up_a_centre, check_centre_set_up),
    "unit set up": Act(bring_plan, set_up_a_unit, check_unit_set_up),
    "unit set up in an empty folder": Act(bring_plan_and_folder, set_up_a_unit, check_unit_set_up),
    "restored": Act(back_up, restore, check_restored),
    "restored over a workspace": Act(back_up_for_another, restore, check_restored_over),
    "centre's keys changed": Act(bring_offices, change_centre, check_centre_changed),
    "unit's keys changed": Act(bring_offices, change_unit, check_unit_changed),
}
