from __future__ import annotations

from models.store.base.workspace import Workspace
from models.store.records import packages
from models.submit.contents import NOTHING, SinceSent, count_since
from tests.models.offices import Offices, delete, put, training


def since_the_last(workspace: Workspace) -> SinceSent:
    with workspace.read() as connection:
        sent = packages.find_packages(connection, direction="out", kind="submission")[-1]
        return count_since(connection, workspace.unit, sent)


def test_what_changed_since_a_submission_is_counted(offices: Offices) -> None:
    changed, deleted = (training(offices.a, topic) for topic in ("一", "二"))
    assert since_the_last(offices.a) == SinceSent(changed=2, deleted=0)
    offices.send(offices.a, "a2.fzb")
    assert since_the_last(offices.a) == NOTHING
    put(offices.a, "training", changed.uid, people=30)
    training(offices.a, "三")
    delete(offices.a, "training", deleted.uid)
    assert since_the_last(offices.a) == SinceSent(changed=2, deleted=1)
