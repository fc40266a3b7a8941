"""Evidence, remarks and changes of many records."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.records.bounds import EVIDENCE_BYTES
from models.records.entry import Entry
from models.records.ledgers.work import COUNTS
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.files import evidence, photos
from models.store.records import packages, records
from models.store.records.packages import Remark
from ui.base.session import Session
from ui.form.evidence_panel import EvidencePanel
from ui.form.record_form import RecordForm
from ui.list.bulk_change import set_field

PERSON, SHEET = ledger("person"), ledger("enforcement_year")
WHOLE = {"phone": "13800000009", "staffing": "行政编制", "status": "在岗"}
JPEG = b"\xff\xd8\xff\xe0 jpeg"
PROGRAM = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0"
Wait = Callable[[], None]


def load(workspace: Workspace, uid: str) -> Entry:
    with workspace.read() as connection:
        return records.load(connection, PERSON, uid)


@pytest.fixture
def form(qtbot: QtBot, session: Session, people: list[str], idle: Wait) -> RecordForm:
    made = RecordForm(session, PERSON)
    qtbot.addWidget(made)
    made.show_record(people[0])
    idle()
    return made


def test_counts_that_a_kind_does_not_use_are_hidden_and_kept(qtbot: QtBot, session: Session) -> None:
    form = RecordForm(session, ledger("work"))
    qtbot.addWidget(form)
    rows = form.fields.rows

    def shown() -> list[str]:
        return [name for name in COUNTS.values() if not rows[name].editor.isHidden()]

    def choose(kind: str, names: list[str]) -> None:
        rows["kind"].editor.set_value(kind)
        form.fields.edited.emit()
        qtbot.wait_until(lambda: shown() == names)

    choose("普法", ["sessions", "people", "copies"])
    rows["people"].editor.set_value(40)
    choose("信用", ["people", "pieces"])
    assert rows["people"].notes.text.startswith("提示：这一类不用填这一栏")
    assert form.fields.values()["people"] == 40
    choose("种树", list(COUNTS.values()))
    choose("信用", ["people", "pieces"])
    form.fields.go_to("hours")
    assert shown() == ["people", "pieces", "hours"]


def test_evidence_is_kept_and_opens_as_a_copy_that_is_wiped(
    form: RecordForm, session: Session, people: list[str], tmp_path: Path, idle: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "照片.jpg").write_bytes(JPEG)
    panel = form.fields.rows["evidence"].editor
    assert isinstance(panel, EvidencePanel)
    panel.take([tmp_path / "照片.jpg", tmp_path])
    idle()
    form.save()
    idle()
    link = load(session.workspace, people[0]).fields["evidence"][0]
    assert (link["name"], link["size"]) == ("照片.jpg", len(JPEG))
    with io.BytesIO() as copy:
        evidence.copy_file(session.workspace, link["digest"], copy)
        assert copy.getvalue() == JPEG
    seen: list[bytes] = []

    def open_url(url: QUrl) -> bool:
        seen.append(Path(url.toLocalFile()).read_bytes())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    panel.open.click()
    idle()
    assert seen == [JPEG]


@pytest.mark.parametrize("names", [["doc.pdf", "副本.pdf"], ["doc.pdf", "另一份.pdf", "副本.pdf"]])
def test_a_file_attached_before_is_named(form: RecordForm, tmp_path: Path, idle: Wait, names: list[str]) -> None:
    panel, told = form.fields.rows["evidence"].editor, list[str]()
    assert isinstance(panel, EvidencePanel)
    form.session.told.connect(told.append)
    for name in names:
        (tmp_path / name).write_bytes(b"%PDF-" + (b"2" if name == "另一份.pdf" else b"1"))
    panel.take([tmp_path / names[0]])
    idle()
    panel.take([tmp_path / name for name in names[1:]])
    idle()
    assert (told, panel.files.count()) == (["已经附过（doc.pdf）。"], len(names) - 1)


def test_where_one_file_is_too_large_none_is_waited_for(form: RecordForm, tmp_path: Path, idle: Wait) -> None:
    panel, said = form.fields.rows["evidence"].editor, list[str]()
    assert isinstance(panel, EvidencePanel)
    form.session.refused.connect(said.append)
    (tmp_path / "doc.pdf").write_bytes(b"%PDF-1")
    with (tmp_path / "录像.mp4").open("wb") as file:
        file.truncate(EVIDENCE_BYTES + 1)
    panel.take([tmp_path / "doc.pdf", tmp_path / "录像.mp4"])
    assert ["“录像.mp4”有4.3GB，没有加入" in one for one in said] == [True]
    idle()
    assert (panel.files.count(), evidence.stored_digests(form.session.workspace)) == (0, [])


@pytest.mark.parametrize(("content", "warned"), [(PROGRAM, True), (JPEG, False), (b"%PDF-1.7", False)])
def test_a_program_called_a_picture_is_pointed_out(
    form: RecordForm, tmp_path: Path, idle: Wait, content: bytes, *, warned: bool
) -> None:
    panel, said = form.fields.rows["evidence"].editor, list[str]()
    assert isinstance(panel, EvidencePanel)
    form.session.warned.connect(said.append)
    (tmp_path / "现场.jpg").write_bytes(content)
    panel.take([tmp_path / "现场.jpg"])
    idle()
    assert (panel.files.count(), len(said)) == (1, warned)
    assert ["“现场.jpg”不是文档" in one for one in said] == [True] * warned


@pytest.fixture
def photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A photo that counts as large."""
    monkeypatch.setattr(photos, "LARGE", 20_000)
    monkeypatch.setattr(photos, "LONGEST", 64)
    made = tmp_path / "IMG_1.png"
    Image.frombytes("RGB", (200, 150), os.urandom(90_000)).save(made)
    return made


@pytest.mark.parametrize("always", [True, False])
@pytest.mark.parametrize(("choice", "name"), [("shrink", "IMG_1.jpg"), ("keep", "IMG_1.png")])
def test_a_large_photo_is_asked_about(
    form: RecordForm, session: Session, photo: Path, idle: Wait, choice: str, name: str, *, always: bool
) -> None:
    """What holds from now on is what was said to, not what Enter happened to answer."""
    panel = form.fields.rows["evidence"].editor
    assert isinstance(panel, EvidencePanel)
    panel.take([photo])
    idle()
    assert panel.question.words.text().startswith("1张照片：原来88.2 KB，缩小后")
    assert panel.files.count() == 0
    panel.question.always.setChecked(always)
    getattr(panel.question, choice).click()
    idle()
    assert (session.user.get("photos", ""), panel.question.isHidden()) == (choice * always, True)
    assert panel.files.item(0).text().startswith(name)
    assert ("（缩小前 " in panel.files.item(0).text()) == (choice == "shrink")


def test_what_was_answered_is_done_and_told(form: RecordForm, session: Session, photo: Path, idle: Wait) -> None:
    panel, told = form.fields.rows["evidence"].editor, list[str]()
    assert isinstance(panel, EvidencePanel)
    session.user.set("photos", "shrink")
    session.told.connect(told.append)
    pdf = photo.with_name("说明.pdf")
    pdf.write_bytes(photo.read_bytes())
    panel.take([photo, pdf])
    idle()
    assert [one["name"] for one in panel.value()] == ["IMG_1.jpg", "说明.pdf"]
    assert panel.value()[1]["size"] == pdf.stat().st_size
    assert told[0].startswith("已缩小1张照片：原来88.2 KB，缩小后")


def test_another_record_forgets_the_question(form: RecordForm, photo: Path, people: list[str], idle: Wait) -> None:
    panel = form.fields.rows["evidence"].editor
    assert isinstance(panel, EvidencePanel)
    panel.take([photo])
    idle()
    form.show_record(people[1])
    idle()
    assert panel.question.isHidden()


def test_remarks_of_the_centre_stand_at_their_fields(
    form: RecordForm, workspace: Workspace, people: list[str], idle: Wait
) -> None:
    said = {"phone": "电话是空号", "": "请补齐"}
    with workspace.write("李四") as tx:
        packages.save_remarks(
            tx,
            [
                Remark(id=f"r{name}", unit="X01", period="", ledger="person", uid=people[0], field=name, text=text)
                for name, text in said.items()
            ],
        )
    form.show_record(people[0])
    idle()
    assert "退回意见：电话是空号" in form.fields.rows["phone"].notes_text()
    assert "退回意见：请补齐" in form.banner.text.text()


def test_what_the_form_says_moves_no_field(form: RecordForm, people: list[str], idle: Wait) -> None:
    form.show_record(people[0])
    idle()
    phone = form.fields.rows["phone"].editor
    before = [one.mapTo(form, one.rect().topLeft()) for one in (phone, form.save_button)]
    form.banner.tell_for_long("退回意见：请补齐")
    QApplication.processEvents()
    assert [one.mapTo(form, one.rect().topLeft()) for one in (phone, form.save_button)] == before


@pytest.mark.usefixtures("form")
def test_many_records_are_changed_and_changed_back(session: Session, people: list[str], idle: Wait) -> None:
    offers: list[Callable[[], None]] = []
    session.undoable.connect(lambda _, undo: offers.append(undo))
    set_field(session, PERSON, people, "post", "科员")
    idle()
    assert {load(session.workspace, uid).fields.get("post") for uid in people} == {"科员"}
    offers[0]()
    idle()
    assert {load(session.workspace, uid).fields.get("post") for uid in people} == {None}


def test_a_form_for_reading_masks_and_saves_nothing(
    qtbot: QtBot, session: Session, people: list[str], idle: Wait
) -> None:
    form = RecordForm(session, PERSON, read_only=True)
    qtbot.addWidget(form)
    form.show_record(people[0])
    idle()
    assert form.fields.rows["id_number"].editor.value() == "410***********1870"
    assert (form.is_dirty, form.save_button.isHidden()) == (False, True)


def test_the_next_new_record_begins_without_complaint(form: RecordForm, qtbot: QtBot, idle: Wait) -> None:
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    form.start_new()
    form.fields.go_to("id_number")
    form.fields.rows["id_number"].editor.set_value("410105198506152344")
    form.save_and_new()
    form._judge()
    idle()
    assert (form.uid, form.fields.focused()) == ("", form.fields.rows["name"])
    assert [row.notes_text() for row in form.fields.rows.values() if row.notes_text()] == []


def test_a_new_record_saved_twice_in_a_row_is_one(form: RecordForm, workspace: Workspace, idle: Wait) -> None:
    """What is typed behind a slow save goes into the record that is being made, and clears what it held."""
    form.start_new()
    for typed in ({"name": "钱多多", "phone": "0371-1", "post": "科员"}, {"name": "钱多多", "phone": "0371-2"}):
        form.fields.show_values(typed, touched=True)
        assert form.save()
    idle()
    with workspace.read() as connection:
        (made,) = [one for one in records.entries(connection, PERSON) if one.fields["name"] == "钱多多"]
    assert (made.uid, made.fields["phone"], made.fields.get("post")) == (form.uid, "0371-2", None)
    assert not form.is_dirty


def test_a_sheet_of_a_year_is_not_typed_into_another(
    qtbot: QtBot, session: Session, workspace: Workspace, idle: Wait
) -> None:
    """One sheet a year: what stands in a new form never goes into one not in view, and no sheet changes its year."""
    with workspace.write("张晓明") as tx:
        kept = records.save(tx, SHEET, session.unit, {"year": 2020, "applied": 387})
    form = RecordForm(session, SHEET)
    qtbot.addWidget(form)
    for uid, typed, words in (
        ("", {"year": 2020, "fine": 5}, "年度为2020的已经有一条：请打开那一条来改。"),
        ("", {"fine": 5}, "年度没有填：没有它就不知道是哪一条，请补填。"),
        (kept.uid, {"year": 2021, "applied": 387}, "年度定下了就不改：请改回2020，另一个请新增一条。"),
    ):
        form.show_record(uid) if uid else form.start_new()
        idle()
        form.fields.show_values(typed, touched=True)
        form.save()
        idle()
        assert words in form.banner.text.text()
        assert form.fields.values() == typed
    with workspace.write("张晓明") as tx:
        assert [one.fields for one in records.entries(tx.connection, SHEET)] == [{"year": 2020, "applied": 387}]
        records.delete(tx, SHEET, [kept.uid])
    form.start_new()
    form.fields.show_values({"year": 2020, "fine": 5}, touched=True)
    form.save()
    idle()
    with workspace.read() as connection:  # one that was deleted begins anew, with nothing of what it held
        assert [one.fields for one in records.entries(connection, SHEET)] == [{"year": 2020, "fine": 5}]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param(WHOLE, "已保存。", id="whole"),
        pytest.param({**WHOLE, "id_number": "410105198801071871"}, "已保存，还有2处必须补正（■）。", id="a mistake"),
        pytest.param({**WHOLE, "name": ""}, "已保存，还有1处必须补正（■）。", id="a gap"),
    ],
)
def test_saving_is_told_with_what_is_still_wrong(
    form: RecordForm, session: Session, idle: Wait, typed: dict[str, str], words: str
) -> None:
    told: list[str] = []
    session.told.connect(told.append)
    for name, value in typed.items():
        form.fields.rows[name].editor.set_value(value)
    form.save()
    idle()
    found = [row.notes_text() for row in form.fields.rows.values() if row.notes_text()]
    assert (told, found) == ([words], found), found


def test_saving_and_beginning_anew_names_what_was_saved(form: RecordForm, session: Session, idle: Wait) -> None:
    told: list[str] = []
    session.told.connect(told.append)
    form.fields.rows["phone"].editor.set_value("0371-6")
    head = form.head.text()
    form.save_and_new()
    idle()
    assert told == [f"已保存“{head}”。"]
