"""A paper of a case before it is written: what it lacks, what is known of the office, and by which template."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPushButton, QWidget

from models.records.tone import Tone
from models.rules.identity import IdProblem, check_credit_code
from models.store.base.workspace import TEMPLATES
from reports.case_papers.frames import copy_template, own_template
from reports.case_papers.office_facts import CREDIT_CODE, OFFICE_FACTS, office_facts, save_office_facts
from reports.case_papers.papers import PaperChoice
from reports.case_papers.write import PaperDraft, draft_paper, lacking_words, read_case, write_paper
from ui.base.session import Session
from ui.base.tokens import SPACE
from ui.base.workers import Trouble, Turns
from ui.kit.choosing import PAPERS, choose_target
from ui.kit.labels import column, group_head, main_button, prose, row, set_prose, title, with_name

DOCX = "Word 文档 (*.docx)"
WHOLE = "这份文书要的，台账里都有。"
MARKED = "文书里这些地方标黄写【待补充】：可以先返回补填，也可以写好以后在 Word 里补。"
FULL = "含完整身份证号：存好以后日志里会记下经办人。"
SHIPPED = "用的是程序自带的模板，没有法律文本，只有框架。"
OWN = f"用的是本单位的模板：工作区的“{TEMPLATES}”文件夹里的 {{}}。删掉它就用回程序自带的。"
TAKEN = "模板已写到 {}：用 Word 改好保存，花括号里的是要填的地方（名称见手册“写文书”），再回到这里。"
NO_WORD = "已存到 {}。电脑上没有能打开 Word 文档的程序，请拷到有的电脑上打开。"


class CasePaperPanel(QWidget):
    """Stands in the place of list and form while a paper is written.

    Signals:
        closed: Back to the list.
    """

    closed = Signal()

    def __init__(self, session: Session, uid: str, choice: PaperChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.choice, self._uid = session, choice, uid
        self.draft: PaperDraft | None = None
        self._turns = Turns(self)
        self.lacking, self.complaint = prose(""), prose("", "error")
        self.about, self.gaps = prose("", "soft"), prose("", "soft")
        self.facts = {name: with_name(QLineEdit(), name) for name in OFFICE_FACTS}
        self.template = QPushButton("改成本单位的模板")
        self.save, self.back = main_button("存为 Word 并打开…"), QPushButton("返回")
        self._assemble()
        self.save.clicked.connect(self._choose)
        self.back.clicked.connect(self.closed)
        self.template.clicked.connect(self.take_template)
        known = office_facts(session.workspace)
        for name, box in self.facts.items():
            box.setText(known.get(name, ""))
            box.editingFinished.connect(self._keep_facts)

    def _assemble(self) -> None:
        facts = QWidget()
        form = QFormLayout(facts)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(SPACE)
        for name, box in self.facts.items():
            form.addRow(prose(name), box)
        layout = column(
            title(f"写文书：{self.choice.label}"),
            group_head("台账里没有的"),
            self.lacking,
            group_head("本单位情况（填一次，以后的文书都用）"),
            facts,
            group_head("模板"),
            self.about,
            row(self.template, None),
            self.complaint,
            None,
            self.gaps,
            row(self.save, self.back, None),
            margin=0,
        )
        layout.setContentsMargins(0, 0, SPACE, SPACE)
        self.setLayout(layout)

    def read(self) -> None:
        """Read the case and the template, and show what is lacking."""
        workspace, unit, uid, choice = self.session.workspace, self.session.unit, self._uid, self.choice
        path = own_template(workspace, choice.paper)
        self.about.setText(OWN.format(path.name) if path.is_file() else SHIPPED)
        self.template.setText("打开模板" if path.is_file() else "改成本单位的模板")
        self.session.jobs.run(
            lambda _: draft_paper(workspace, unit, read_case(workspace, unit, uid), choice),
            self.show_draft,
            self._failed,
            owner=self._turns.ask(),
        )

    def show_draft(self, draft: PaperDraft) -> None:
        """Say what is lacking."""
        self.draft = draft
        self.complaint.setText(self._doubt())
        said = lacking_words(draft.lacking)
        set_prose(self.lacking, "\n".join([*said, MARKED] if said else [WHOLE]), Tone.WARN if said else Tone.CALM)
        full = FULL if self.choice.paper.full_ids else ""
        self.gaps.setText(f"共{draft.gaps}处要补写。{full}")
        self.save.setEnabled(True)

    def _doubt(self) -> str:
        """What is wrong with the office's credit code; the paper may be written all the same."""
        code = self.facts[CREDIT_CODE].text().strip()
        found = check_credit_code(code) if code else None
        return f"{found.message}。" if isinstance(found, IdProblem) else ""

    def _failed(self, trouble: Trouble) -> None:
        self.draft = None
        self.save.setEnabled(False)
        self.complaint.setText(f"{trouble.sentence}\n改好以后返回，再点一次“写文书”。")
        if trouble.detail:
            self.session.failed.emit(trouble)

    def _not_written(self, trouble: Trouble) -> None:
        self.complaint.setText(f"没有写文书：{trouble.sentence}")
        if trouble.detail:
            self.session.failed.emit(trouble)

    def _keep_facts(self) -> None:
        facts = {name: box.text() for name, box in self.facts.items()}
        if any(facts[name].strip() != known for name, known in self._known_facts().items()):
            self.session.change(lambda tx: save_office_facts(tx, facts), lambda _: self.read(), owner=self)

    def _known_facts(self) -> dict[str, str]:
        known = office_facts(self.session.workspace)
        return {name: known.get(name, "") for name in OFFICE_FACTS}

    def take_template(self) -> None:
        """Open the office's own template; where there is none, write the program's for it to change."""
        path = own_template(self.session.workspace, self.choice.paper)
        if path.is_file():
            self._open(path)
            return
        workspace, paper = self.session.workspace, self.choice.paper

        def done(made: Path) -> None:
            self.session.told.emit(TAKEN.format(made))
            self.read()

        self.session.jobs.run(lambda _: copy_template(workspace, paper), done, owner=self)

    def _choose(self) -> None:
        if self.draft:
            target = choose_target(self, self.session.memory, PAPERS, "保存文书", self.draft.file_name, DOCX)
            if target:
                self.save_to(target.with_suffix(".docx"))

    def save_to(self, target: Path) -> None:
        """Write the paper by case and template as they are now, and open it."""
        workspace, operator = self.session.workspace, self.session.operator
        unit, uid, choice = self.session.unit, self._uid, self.choice

        def task(_: object) -> PaperDraft:
            draft = draft_paper(workspace, unit, read_case(workspace, unit, uid), choice)
            write_paper(workspace, operator, draft, target)
            return draft

        def done(draft: PaperDraft) -> None:
            self.show_draft(draft)
            self.session.told.emit(f"已保存：{target}。标有“【待补充】”的{draft.gaps}处请补写。")
            self._open(target)

        self.session.jobs.run(
            task,
            done,
            self._not_written,
            label="正在写文书",
            owner=self,
            writes=self.choice.paper.full_ids,
        )

    def _open(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.session.warned.emit(NO_WORD.format(path))
