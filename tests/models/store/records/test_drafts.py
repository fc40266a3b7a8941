from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records.drafts import FormDraft, load_draft, save_draft

TRAINING, CASE = ledger("training"), ledger("case")
DRAFT = FormDraft("", {"topic": "没有保存"})


def test_a_draft_belongs_to_its_ledger_and_unit(unit: Workspace) -> None:
    other = FormDraft("1", {"topic": "替丙办事处填"})
    with unit.write("张三") as tx:
        save_draft(tx, TRAINING, DRAFT)
        save_draft(tx, TRAINING, other, "C03")
    with unit.read() as connection:
        assert load_draft(connection, TRAINING) == DRAFT
        assert load_draft(connection, TRAINING, "C03") == other
        assert (load_draft(connection, TRAINING, "B02"), load_draft(connection, CASE)) == (None, None)
    with unit.write("张三") as tx:
        save_draft(tx, TRAINING, None)
    with unit.read() as connection:
        assert (load_draft(connection, TRAINING), load_draft(connection, TRAINING, "C03")) == (None, other)
