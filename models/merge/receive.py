"""接收: one door for every kind of package. It says what a file is, whose, and what happens next, and takes it in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.errors import FazhiError
from models.merge import keys
from models.merge.from_centre import package_file, receive_envelope
from models.merge.intake import merge_all
from models.merge.outcome import GOOD, WORDS
from models.merge.transfer import receive_transfer
from models.package.envelope import Envelope, read_envelope
from models.package.header import Header
from models.package.suites import key_id
from models.package.trust import KIND_NAMES
from models.store.base.workspace import Workspace


@dataclass(frozen=True)
class Arrival:
    """A file at the door: its kind, whose it is, and what happens next; `ours` tells whether it is taken in here."""

    kind: str
    whose: str
    next: str
    ours: bool

    @property
    def sentence(self) -> str:
        """What the file was, followed by what to do next."""
        return f"{self.what}{self.next}"

    @property
    def what(self) -> str:
        """One sentence on what the file was, for one already taken in."""
        return f"这是{self.whose}的{KIND_NAMES[self.kind]}。"


class MisdirectedError(FazhiError):
    """The package is sound but meant for another workspace; its file stays where it is."""

    path: Path
    arrival: Arrival
    template = "“{path.name}”没有接收：{arrival.sentence}"


class NotMergedError(FazhiError):
    """A submission that the centre did not merge."""

    path: Path
    state: str
    reason: str
    template = "“{path.name}”{state}：{reason}"


def identify_package(workspace: Workspace, path: Path) -> Arrival:
    """Read the file's header and say what it is to this workspace; nothing is taken in, no signature trusted.

    Raises:
        RefusedPackageError: It is no whole package.
        UnreadableFileError: It cannot be read.
    """
    with package_file(path) as source:
        return identify_header(workspace, read_envelope(source).header)


def identify_header(workspace: Workspace, header: Header) -> Arrival:
    """What a package with this header is to this workspace."""
    return (_at_centre if workspace.is_centre else _at_unit)(workspace, header)


def _at_centre(workspace: Workspace, header: Header) -> Arrival:
    unit = _name(workspace, header.unit)
    if header.kind == "submission":
        mine = header.recipient in {key_id(key) for key in keys.own_keys(workspace)}
        following = "接着核对密钥并合并。" if mine else "它是报给另一个汇总单位的，请交给那个单位。"
        return Arrival(header.kind, f"{unit}第{header.sequence}次", following, mine)
    if header.kind == "handover":
        return Arrival(header.kind, f"{unit}两台电脑之间", "请交给该单位的另一台电脑接收。", ours=False)
    whose = "本汇总单位发出" if header.public_key in keys.own_keys(workspace) else "另一个汇总单位发出"
    to = "各填报单位" if header.kind == "plan" else unit
    return Arrival(header.kind, whose, f"请交给{to}接收，这里不用接收。", ours=False)


def _at_unit(workspace: Workspace, header: Header) -> Arrival:
    if header.kind == "submission":
        whose = f"本单位第{header.sequence}次" if header.unit == workspace.unit else _name(workspace, header.unit)
        return Arrival(header.kind, whose, "请交给汇总单位合并，这里不用接收。", ours=False)
    mine = header.recipient in ("", workspace.unit)
    if not mine:
        return Arrival(header.kind, f"发给{_name(workspace, header.recipient)}", "请交给该单位接收。", ours=False)
    whose, following = {
        "plan": ("汇总单位发出", "接着核对汇总单位的签名，更新工作要点和名册。"),
        "receipt": ("汇总单位发给本单位", "接着登记审核结果，意见会显示在各条记录上。"),
        "results": ("汇总单位发给本单位", "接着登记考核结果。"),
        "handover": ("本单位另一台电脑", "接着核对那台电脑的密钥并合并。"),
    }[header.kind]
    return Arrival(header.kind, whose, following, ours=True)


def _name(workspace: Workspace, code: str) -> str:
    roster = keys.current_roster(workspace)
    found = next((entry.name for entry in roster.entries if entry.unit == code), "") if roster else ""
    return f"“{found}”（{code}）" if found else f"单位{code}"


def take_in_package(workspace: Workspace, path: Path, operator: str, trust: str = "") -> str:
    """Take in a package of any kind; gives one sentence on what it brought.

    `trust` is the fingerprint, compared by a person, of another PC of this unit or of a new centre key.

    Raises:
        MisdirectedError: It belongs elsewhere.
        RefusedPackageError, NotMergedError, StrangerPcError: It cannot be believed (yet).
        UnreadableFileError: It cannot be read.
    """
    with package_file(path) as source:
        return _take(workspace, read_envelope(source), path, operator, trust)


def _take(workspace: Workspace, envelope: Envelope, path: Path, operator: str, trust: str) -> str:
    arrival = identify_header(workspace, envelope.header)
    if not arrival.ours:
        raise MisdirectedError(path, arrival)
    if arrival.kind == "handover":
        return receive_transfer(workspace, envelope, path, operator, trust)
    if arrival.kind != "submission":
        return receive_envelope(workspace, envelope, path, operator, trust)
    (outcome,) = merge_all(workspace, [path], operator)
    if outcome.state not in GOOD:
        raise NotMergedError(path, WORDS[outcome.state], outcome.reason)
    done = outcome.counts
    counts = f"新增{done.added} 更新{done.updated} 删除{done.deleted} 未变{done.unchanged} 冲突{done.conflicts}"
    return f"{WORDS[outcome.state]}{arrival.whose}报送：{counts} 拒收{done.refused_count}。{outcome.reason}"
