"""Whether a unit's packages go on from one another: a past that was rewritten, an old copy of a folder, a restore.

A later package names the heads of the journal under which the earlier ones were made (`PastNote`). What the centre was
sent is signed: nobody changes afterwards what it has seen. Packages are judged in pairs, whichever came first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from models.merge.past_note import PastFinding, PastKind, PastNote
from models.merge.report import SubmissionNote, read_report
from models.package.header import Header, decode_header
from models.records.office import Issue
from models.store.base.workspace import Workspace
from models.store.files.verify import Verified
from models.store.records import documents, packages
from models.store.records.documents import ISSUE
from models.store.records.packages import PackageRow

START = "0" * 64
"""The head of a journal without rows."""


@dataclass(frozen=True)
class SeenPackage:
    """A submission as far as it tells of the past; `past` is None for one of a program before 0.2."""

    digest: str
    workspace: str
    sequence: int
    previous: str
    head: str
    past: PastNote | None

    @cached_property
    def rows(self) -> dict[str, int]:
        """Rows of the heads that it names: 0 where one was sent and is gone."""
        return {one.digest: one.row for one in self.past.heads} if self.past else {}

    def breaks_with(self, earlier: SeenPackage) -> bool:
        """Whether it was made where the earlier one had been made already, and has not got the row behind that."""
        if self.past is None or earlier.head in ("", START) or self.rows.get(earlier.head):
            return False
        was_made = self.workspace == earlier.workspace and earlier.sequence <= self.past.last
        return was_made or earlier.head in self.rows


def seen_package(digest: str, header: Header, note: SubmissionNote) -> SeenPackage:
    """A submission with this digest, header and note."""
    return SeenPackage(digest, header.workspace, header.sequence, header.previous, header.journal_head, note.past)


def seen_packages(sent: Iterable[PackageRow]) -> dict[str, list[SeenPackage]]:
    """By unit those submissions that were merged here, taken back or undone ones too, in their order."""
    seen: dict[str, list[SeenPackage]] = {}
    for row in sent:
        report = read_report(row)
        if row.header and report:
            one = seen_package(row.digest, decode_header(row.header.encode()), report.note)
            seen.setdefault(row.unit, []).append(one)
    return seen


def past_findings(seen: Iterable[SeenPackage], one: SeenPackage) -> list[PastFinding]:
    """What a package tells beside those seen of its unit, whether they were made before it or after.

    What a package made between two tells already is not told of those two again.
    """
    others = [other for other in seen if other.digest != one.digest]
    found = [*_broken(others, one), *_restored(others, one)]
    for later, earlier in [(one, others), *((other, [one]) for other in others)]:
        lacking = [each for each in earlier if later.breaks_with(each) and not _is_told(others, later, each)]
        found += _lacking([*others, one], later, lacking)
    return found


def _is_told(others: Iterable[SeenPackage], later: SeenPackage, earlier: SeenPackage) -> bool:
    between = (one for one in others if one.workspace == later.workspace and one.sequence < later.sequence)
    return any(one.breaks_with(earlier) for one in between)


def _broken(others: Iterable[SeenPackage], one: SeenPackage) -> Iterator[PastFinding]:
    """Told by the first package that says so."""
    mine = [other for other in others if other.workspace == one.workspace and other.sequence < one.sequence]
    if one.past and not one.past.whole and not any(other.past and not other.past.whole for other in mine):
        words = f"第{one.sequence}次报送时，报送单位的日志前后对不上：被别的工具改动过，或有缺失。"
        yield PastFinding(PastKind.BROKEN, f"{words}请打电话，请它做“完整性检查”，有问题的从备份恢复。")


def _restored(others: Sequence[SeenPackage], one: SeenPackage) -> Iterator[PastFinding]:
    """Told by the package that comes first from a restored workspace: what was sent after the backup is not in it."""
    if not (one.past and one.past.copied_from) or any(other.workspace == one.workspace for other in others):
        return
    words = "这是从备份恢复以后报送的，次数从1重新数。"
    if after := [other for other in others if other.workspace in one.past.copied_from and other.head not in one.rows]:
        words += f"恢复以前报过的{_numbers(after)}不在那份备份里：请报送单位核对备份以后填的内容还在不在。"
    yield PastFinding(PastKind.RESTORED, words)


def _lacking(every: Sequence[SeenPackage], later: SeenPackage, missing: Sequence[SeenPackage]) -> Iterator[PastFinding]:
    """Rewritten are those that the package goes on from, or knows that they were sent; of others it never knew."""
    line = _ancestors(every, later)
    rewritten = [one for one in missing if one.digest in line or one.head in later.rows]
    copied = [one for one in missing if one not in rewritten]
    if rewritten:
        yield _rewritten(later, rewritten)
    if copied:
        words = f"第{later.sequence}次报送不是接着{_numbers(copied)}报的：多为另用了工作区文件夹的旧副本。"
        todo = "请打电话核对哪一份是最新的，以后只用那一份；要回到旧的内容，请它用“从备份恢复”。"
        yield PastFinding(PastKind.COPIED, words + todo)


def _rewritten(later: SeenPackage, missing: Iterable[SeenPackage]) -> PastFinding:
    gone = f"第{later.sequence}次报送的日志里，{_numbers(missing)}报送时的那一条没有了"
    words = f"{gone}：报送单位的日志被改写过。请打电话问清原因，请它做“完整性检查”，并核对这一包带来的变化。"
    return PastFinding(PastKind.REWRITTEN, words)


def _ancestors(every: Sequence[SeenPackage], later: SeenPackage) -> set[str]:
    """Digests of the packages that it follows by its own words, one after the other as far as they are known."""
    known, line, at = {one.digest: one for one in every}, set[str](), later.previous
    while at in known and at not in line:
        line.add(at)
        at = known[at].previous
    return line


def _numbers(some: Iterable[SeenPackage]) -> str:
    return "第" + "、".join(map(str, sorted(one.sequence for one in some))) + "次"


def past_lines(workspace: Workspace, verified: Verified) -> list[PastFinding]:
    """What all packages merged here tell, each sentence with the unit before it; for a workspace that was verified.

    Nothing in a unit's workspace, nor where what is kept of packages may be damaged itself.
    """
    if not workspace.is_centre or any(fault.kind in ("database", "seal") for fault in verified.faults):
        return []
    with workspace.read() as connection:
        seen = seen_packages(packages.find_submissions(connection))
        issue = documents.latest_document(connection, ISSUE, Issue)
    lines = []
    for code, some in seen.items():
        unit = issue.unit(code) if issue else None
        who = f"{code} {unit.name}" if unit else code
        for number, one in enumerate(some):
            found = past_findings(some[:number], one)
            lines += [PastFinding(each.kind, f"{who}：{each.what}") for each in found]
    return lines


def past_words(found: Iterable[PastFinding]) -> str:
    """The sentences of one package, "" where there is nothing to say."""
    return "".join(one.what for one in found)
