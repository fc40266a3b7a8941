"""Keys that wait for their fingerprint to be compared with the stamped 报送单."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from models.merge.enrolment import fingerprint_digits
from models.records.tone import Tone
from models.store.records.packages import Enrolment
from ui.base.plain_text import Label
from ui.base.theme import set_look
from ui.base.tokens import SHAPES, SPACE
from ui.kit.labels import column, group_head, main_button, prose, row
from ui.kit.result_card import figure_font

GROUP, LENGTH = 5, 20
MOST = 40
"""Cards shown at once; the others follow when these are enrolled."""
ABOUT = (
    "这些单位第一次用现在的密钥报送。请拿出盖章的报送单，照单上的20位指纹输入，程序逐位核对，一致才登记；"
    "或者自己逐位核对后勾选，几个单位一次登记。登记后马上合并报送包。"
)
AGAIN = (
    "这个单位已经登记过一把密钥，现在来了另一把。请先打电话问清楚，再选一种。"
    "电脑坏了、丢了或重装过，旧密钥不再用，选更换：旧的同时撤销，不能恢复。"
)
LOST = "更换：撤销旧的，只认这一把"
SECOND = "第二台电脑：两把都有效"


def group_digits(text: str) -> str:
    """Digits in groups of five, as they stand on paper."""
    plain = fingerprint_digits(text)[:LENGTH]
    return " ".join(plain[at : at + GROUP] for at in range(0, len(plain), GROUP))


class KeyCard(QFrame):
    """One pending key: compare by typing what stands on paper.

    Signals:
        confirmed: The digits typed are those of the key; and whether it takes the place of those enrolled before.
        ticked: The clerk says that they are the same, or no longer; typing them right says so too.
    """

    confirmed, ticked = Signal(object, bool), Signal()

    def __init__(self, key: Enrolment, name: str, parent: QWidget | None = None, *, again: bool = False) -> None:
        super().__init__(parent)
        self.key = key
        self.setProperty("card", True)
        self.shown = Label(group_digits(key.fingerprint))
        self.shown.setFont(figure_font(self.shown.font()))
        self.typed, self.note = QLineEdit(), prose("")
        self.note.hide()
        self.typed.setPlaceholderText("照盖章报送单输入20位指纹")
        self.typed.setAccessibleName(f"{name}报送单上的指纹")
        self.act = main_button("登记并合并")
        self.act.setEnabled(False)
        below = row(self.typed, self.act)
        below.setStretch(0, 1)
        self.tick = QCheckBox("已与报送单逐位核对，一致")
        self.tick.setAccessibleName(f"{name}的指纹已核对")
        self.again, self.lost, self.second = QWidget(), QRadioButton(LOST), QRadioButton(SECOND)
        self.again.setLayout(column(prose(AGAIN, "warning"), self.lost, self.second, margin=0))
        head = Label(f"{name}（{key.unit}）")
        self.setLayout(column(head, self.shown, self.again, below, self.note, self.tick, margin=SPACE))
        self.tick.setHidden(again)
        self.again.setVisible(again)
        self.tick.toggled.connect(lambda _: self.ticked.emit())
        self.lost.toggled.connect(self._look)
        self.second.toggled.connect(self._look)
        self.typed.textEdited.connect(self._typed)
        self.typed.returnPressed.connect(self._confirm)
        self.act.clicked.connect(self._confirm)

    def _typed(self, text: str) -> None:
        self.typed.setText(group_digits(text))
        plain, wanted = fingerprint_digits(text), fingerprint_digits(self.key.fingerprint)
        same = plain == wanted
        self._look()
        self.tick.setChecked(same and not self.tick.isHidden())
        if same:
            self._say("一致，可以登记。", Tone.GOOD)
        elif wanted.startswith(plain):
            self._say(f"前{len(plain)}位一致，还有{LENGTH - len(plain)}位。" if plain else "", Tone.CALM)
        else:
            at = next(at for at, letter in enumerate(plain) if wanted[at : at + 1] != letter) + 1
            self._say(f"第{at}位不一致：先核对是否输错；报送单上确实不同的，不要登记，请联系该单位。", Tone.BAD)

    def _look(self) -> None:
        same = fingerprint_digits(self.typed.text()) == fingerprint_digits(self.key.fingerprint)
        said = self.again.isHidden() or self.lost.isChecked() or self.second.isChecked()
        self.act.setEnabled(same and said)
        self.act.setText("更换并合并" if self.lost.isChecked() else "登记并合并")

    def _say(self, words: str, tone: Tone) -> None:
        self.note.setText(f"{SHAPES[tone]} {words}" if words else "")
        self.note.setVisible(bool(words))
        set_look(self.note, "tone", tone)

    def _confirm(self) -> None:
        if self.act.isEnabled():
            self.confirmed.emit(self.key, self.lost.isChecked())


class PendingKeys(QWidget):
    """All pending keys, one card each; hidden while there are none.

    Signals:
        confirmed: An `Enrolment` whose digits were typed right; and whether it takes the place of the others.
        ticked: A list of `Enrolment`, all compared by the clerk.
    """

    confirmed, ticked = Signal(object, bool), Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.cards = group_head("待登记的密钥"), list[KeyCard]()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.head)
        self._layout.addWidget(prose(ABOUT, "soft"))
        self.all = main_button("")
        # Its room is kept: what is clicked below must not move while the last digit is typed.
        kept = self.all.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.all.setSizePolicy(kept)
        self.all.clicked.connect(lambda: self.ticked.emit([card.key for card in self._chosen()]))
        self._layout.addLayout(row(self.all, None))
        self._layout.addStretch(1)
        self.hide()

    def show_keys(self, keys: Sequence[tuple[Enrolment, str]], enrolled: Collection[str] = ()) -> None:
        """Show keys with the names of their units, of which `enrolled` have one already; what is being typed stays."""
        shown = keys[:MOST]
        wanted = [key.public_key for key, _ in shown]
        for card in [one for one in self.cards if one.key.public_key not in wanted]:
            self.cards.remove(card)
            self._layout.removeWidget(card)
            card.deleteLater()
        known = {card.key.public_key for card in self.cards}
        for key, name in shown:
            if key.public_key not in known:
                card = KeyCard(key, name, again=key.unit in enrolled)
                card.confirmed.connect(self.confirmed)
                card.ticked.connect(self._count)
                self.cards.append(card)
                self._layout.insertWidget(self._layout.count() - 1, card)
        more = f"，先列出{MOST}个" if len(keys) > MOST else ""
        self.head.setText(f"待登记的密钥（{len(keys)}个{more}）")
        self.setVisible(bool(keys))
        self._count()

    def _chosen(self) -> list[KeyCard]:
        return [card for card in self.cards if card.tick.isChecked()]

    def _count(self) -> None:
        count = len(self._chosen())
        self.all.setText(f"登记勾选的{count}个并合并")
        self.all.setVisible(count > 0)
