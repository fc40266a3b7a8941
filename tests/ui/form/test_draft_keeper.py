"""A draft is kept once, follows what is typed, and goes with what saves it."""

from collections.abc import Callable

import pytest

from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records.drafts import FormDraft, load_draft
from ui.base.session import Session
from ui.form.draft_keeper import DraftKeeper

PERSON = ledger("person")
FIRST, SECOND = FormDraft("", {"name": "孙"}), FormDraft("", {"name": "孙立"})


def kept(workspace: Workspace) -> FormDraft | None:
    with workspace.read() as connection:
        return load_draft(connection, PERSON)


def saved(keeper: DraftKeeper, workspace: Workspace) -> None:
    with workspace.write("张晓明") as tx:
        keeper.forget(tx)


@pytest.mark.parametrize("gone", [lambda keeper, _: keeper.drop(), saved])
def test_a_draft_goes(
    session: Session, workspace: Workspace, idle: Callable[[], None], gone: Callable[[DraftKeeper, Workspace], None]
) -> None:
    keeper = DraftKeeper(session, PERSON)
    keeper.keep(FIRST)
    keeper.keep(SECOND)
    idle()
    assert kept(workspace) == SECOND
    assert DraftKeeper(session, PERSON).left_behind() == [SECOND]
    gone(keeper, workspace)
    idle()
    assert kept(workspace) is None


def test_what_another_form_left_is_dropped(session: Session, workspace: Workspace, idle: Callable[[], None]) -> None:
    DraftKeeper(session, PERSON).keep(FIRST)
    idle()
    later = DraftKeeper(session, PERSON)
    assert later.left_behind() == [FIRST]
    later.drop()
    idle()
    assert kept(workspace) is None
