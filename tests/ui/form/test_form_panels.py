"""Help, history, reasons and warnings inside the form."""

from collections.abc import Callable

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from models.records.ledgers.certificate import NATIONAL_KINDS
from models.records.place import NATIONAL
from models.records.registry import ledger, ledgers
from models.store.base.workspace import Workspace
from models.store.records import documents, records
from tests.models.offices import ISSUE
from tests.places import PROVINCIAL, ZHENGDONG, with_numbers
from ui.base.session import Session
from ui.form.choice_editor import ChoiceEditor
from ui.form.field_help import field_help
from ui.form.history import record_versions
from ui.form.record_form import RecordForm

PERSON, TRAINING = ledger("person"), ledger("training")
Wait = Callable[[], None]


@pytest.fixture
def form(qtbot: QtBot, session: Session, people: list[str], idle: Wait) -> RecordForm:
    made = RecordForm(session, PERSON)
    qtbot.addWidget(made)
    made.show()
    made.show_record(people[0])
    idle()
    return made


def choose(form: RecordForm, at: int) -> None:
    tree = form.history.tree
    tree.setCurrentIndex(tree.model().index(at, 0))


def test_every_version_says_who_changed_what(form: RecordForm, workspace: Workspace, people: list[str]) -> None:
    with workspace.write("李四") as tx:
        records.save(tx, PERSON, "X01", {"phone": "13800000009", "post": "主任"}, people[0])
    with workspace.read() as connection:
        newest, first = record_versions(connection, PERSON, people[0])
    assert (newest.change.operator, newest.act, first.act) == ("李四", "修改", "新增")
    changed = [(one.label, one.before, one.after) for one in newest.differences]
    assert changed == [("联系电话", "13800000001", "13800000009"), ("职务", "（空）", "主任")]
    assert "410***********1870" in [one.after for one in first.differences]


def test_a_record_goes_back_to_a_version_and_forth(
    form: RecordForm, workspace: Workspace, people: list[str], idle: Wait
) -> None:
    undo: list[Callable[[], None]] = []
    form.session.undoable.connect(lambda _, back: undo.append(back))
    with workspace.write("李四") as tx:
        records.save(tx, PERSON, "X01", {"phone": "13800000009"}, people[0])
    form.show_history()
    choose(form, 1)
    form.history.go.click()
    idle()
    assert form.fields.values()["phone"] == "13800000001"
    undo[0]()
    idle()
    assert form.fields.values()["phone"] == "13800000009"


def test_the_present_version_cannot_be_gone_back_to(form: RecordForm) -> None:
    form.show_history()
    choose(form, 0)
    assert not form.history.go.isEnabled()
    form.show_history()
    assert form.fields.isVisible()


def test_help_follows_the_cursor(form: RecordForm) -> None:
    form.fields.go_to("phone")
    form.show_help()
    form.fields.go_to("id_number")
    assert form.help.head.text() == "身份证号 *"
    assert "同一单位里不能重复" in form.help.text.text()
    form.show_help()
    assert not form.help.isVisible()


def test_every_field_has_help() -> None:
    assert [one.name for found in ledgers().values() for one in found.fields if len(field_help(one)) < 5] == []


def test_a_warning_is_explained_in_the_form(qtbot: QtBot, session: Session, workspace: Workspace, idle: Wait) -> None:
    with workspace.write("张晓明") as tx:
        uid = records.save(tx, PERSON, "X01", {"name": "王伟", "phone": "123"}).uid
    form = RecordForm(session, PERSON)
    qtbot.addWidget(form)
    form.show()
    form.show_record(uid)
    idle()
    assert form.fields.rows["phone"].explain()
    form.explain.line.setText("单位内线")
    form.explain.line.returnPressed.emit()
    idle()
    idle()
    assert form.fields.rows["phone"].notes_text().startswith("已说明：单位内线")
    with workspace.read() as connection:
        assert records.load(connection, PERSON, uid).fields["explanations"][0]["reason"] == "单位内线"


def test_a_number_unlike_the_pattern_is_said_below_it(
    qtbot: QtBot, session: Session, workspace: Workspace, idle: Wait
) -> None:
    issue = msgspec.structs.replace(ISSUE, number=9, place=with_numbers({PROVINCIAL: "豫A####"}))
    with workspace.write("张晓明") as tx:
        documents.save_document(tx, documents.ISSUE, 9, issue)
    form = RecordForm(session, ledger("certificate"))
    qtbot.addWidget(form)
    form.fields.show_values({"kind": PROVINCIAL, "number": "豫A12", "status": "在用"}, touched=True)
    form._judge()
    idle()
    assert "编号不像“豫A”加4位数字（汇总单位设定的样子），请核对。" in form.fields.rows["number"].notes_text()


def test_the_place_s_kinds_of_certificates_are_offered_first(
    qtbot: QtBot, session: Session, workspace: Workspace
) -> None:
    form = RecordForm(session, ledger("certificate"))
    qtbot.addWidget(form)
    editor = form.fields.rows["kind"].editor
    assert isinstance(editor, ChoiceEditor)
    box = editor.box
    for number, place in enumerate((ZHENGDONG, NATIONAL), 1):
        with workspace.write("张晓明") as tx:
            documents.save_document(tx, documents.ISSUE, number, msgspec.structs.replace(ISSUE, place=place))
        box.wanted.emit()
        offered = [box.itemText(at) for at in range(1, box.count())]
        assert offered == [*place.certificate_kinds, *NATIONAL_KINDS]


def test_a_key_taken_is_said_while_typing(qtbot: QtBot, session: Session, workspace: Workspace, idle: Wait) -> None:
    same = {"kind": "应诉培训", "held_on": "2020-05-01", "topic": "负责人出庭应诉"}
    with workspace.write("张晓明") as tx:
        records.save(tx, TRAINING, "X01", same)
    form = RecordForm(session, TRAINING)
    qtbot.addWidget(form)
    form.fields.show_values(same, touched=False)
    form._judge()
    idle()
    assert "相同的记录" in form.fields.rows["topic"].notes_text()


def test_a_late_answer_changes_nothing(qtbot: QtBot, session: Session, idle: Wait) -> None:
    form = RecordForm(session, TRAINING)
    qtbot.addWidget(form)
    form.fields.show_values({"topic": "负责人出庭应诉"}, touched=False)
    form.fields.touch_all()
    form._judge()
    form._turns.ask()
    idle()
    assert not any(row.notes_text() for row in form.fields.rows.values())
    form._judge()
    idle()
    assert any(row.notes_text() for row in form.fields.rows.values())
