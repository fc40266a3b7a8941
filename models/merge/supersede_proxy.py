"""A signed submission takes the place of what the centre typed from paper for its unit (代录).

The rules, in the order in which they act, all within the transaction of the merge:

1. A typed record is one that no workspace but the centre's has ever written. A record that came signed and that the
   centre changed later is none: it merges like any other.
2. Where a signed record has the uid of a typed one (ledgers whose uid follows from unit and key), it replaces it as a
   whole, whatever fields differ: no conflict, for the unit never saw what was typed.
3. Any other typed record whose natural key (certificate number, case number, ID number; see
   `models.records.natural_key`) a signed record of the unit has, goes to the recycle bin: the signed one stands for it.
4. Typed records without a signed counterpart go to the recycle bin too, since a submission carries all of a unit's
   ledgers; but they stay while a report on paper of a later period still rests on them. Those that stay refer to the
   signed record wherever they referred to a typed one that it replaced.
5. The report on paper of the same period no longer counts; those of other periods stay what the unit has reported.

Nothing is deleted: every typed record is in the recycle bin and in the history, and undoing the merge brings all of it
back. What a unit's packages leave at the end does not depend on the order in which they come: each of them only takes
typed records away, and what they bring is merged by version vectors alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection

from models.merge.outcome import MergeCounts, PackageState
from models.merge.report import paper_basis_of
from models.package.header import Header
from models.records.entry import DELETED, Entry
from models.records.field import Kind
from models.records.ledger import Ledger
from models.records.natural_key import natural_key
from models.records.office import Issue
from models.records.registry import ledgers
from models.store.base.journal import MERGE
from models.store.base.transaction import Transaction
from models.store.records import packages, proxy, records
from models.store.records.packages import PackageRow

KEPT_BY_CENTRE = "centre"


@dataclass(frozen=True)
class ProxyOnRecord:
    """What the centre has on paper of the unit whose submission comes in.

    Attributes:
        typists: Ids of the centre's workspace; none where nothing was ever typed for the unit.
        same: The report on paper of the submission's period, if it counts.
        later: Those of later periods.
    """

    typists: frozenset[str] = frozenset()
    same: tuple[PackageRow, ...] = ()
    later: tuple[PackageRow, ...] = ()


@dataclass
class SupersededProxy:
    """What a signed submission did to it: `staying` are typed records that no signed one stands for."""

    standing: ProxyOnRecord
    counts: MergeCounts
    staying: list[tuple[Ledger, Entry]] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        """Whether typed records were replaced or left, or a paper report stops counting: a person must agree."""
        return bool(self.standing.same or self.counts.replaced or self.counts.left)

    @property
    def rows(self) -> tuple[str, ...]:
        """Ids of the reports on paper that no longer count."""
        return tuple(row.id for row in self.standing.same)


def proxy_on_record(
    connection: Connection, sent: Iterable[PackageRow], issue: Issue | None, header: Header
) -> ProxyOnRecord:
    """What is here on paper of the unit that sent a submission, among all that it has `sent`."""
    known = [row for row in sent if row.state in proxy.STATES]
    if not known:
        return ProxyOnRecord()
    counting = [row for row in known if row.state == proxy.PROXY]
    order = {period.id: at for at, period in enumerate(issue.periods)} if issue else {}
    place = order.get(header.period, -1)
    return ProxyOnRecord(
        typists=proxy.own_workspace_ids(connection),
        same=tuple(row for row in counting if row.period == header.period),
        later=tuple(row for row in counting if row.period != header.period and order.get(row.period, -1) > place),
    )


def supersede_records(
    tx: Transaction, standing: ProxyOnRecord, submission: PackageRow, counts: MergeCounts
) -> SupersededProxy:
    """Rules 3 and 4, after the records of `submission` were merged; `counts` of that merge say the rest."""
    done = SupersededProxy(standing, counts)
    if not standing.typists:
        return done
    instead: dict[str, str] = {}
    for ledger in ledgers().values():
        if ledger.desk != KEPT_BY_CENTRE:
            done.staying += _sort_out(tx, ledger, submission, done, instead)
    _point_at(tx, done.staying, instead, submission.id)
    return done


def _sort_out(
    tx: Transaction, ledger: Ledger, submission: PackageRow, done: SupersededProxy, instead: dict[str, str]
) -> list[tuple[Ledger, Entry]]:
    """Move the ledger's typed records out of the way; gives those that stay, and into `instead` who stands for whom."""
    typed, signed = list[Entry](), dict[tuple[str, ...], str]()
    for entry in records.entries(tx.connection, ledger, submission.unit):
        if proxy.is_proxy_entry(entry, done.standing.typists):
            typed.append(entry)
        elif key := natural_key(ledger, entry.fields):  # the first of several: the order of arrival does not matter
            signed[key] = min(entry.uid, signed.get(key, entry.uid))
    matched = {entry.uid: signed[key] for entry in typed if (key := natural_key(ledger, entry.fields)) in signed}
    instead |= matched
    done.counts.replaced += len(matched)
    keep = bool(done.standing.later)
    staying = [(ledger, entry) for entry in typed if keep and entry.uid not in matched]
    done.counts.left += 0 if keep else len(typed) - len(matched)
    gone = [entry for entry in typed if entry.uid in matched or not keep]
    _write(tx, ledger, (records.changed_entry(tx, ledger, entry, {DELETED: True}) for entry in gone), submission.id)
    return staying


def _point_at(tx: Transaction, staying: list[tuple[Ledger, Entry]], instead: dict[str, str], source: str) -> None:
    """Have typed records that stay refer to the signed ones."""
    for ledger, entry in staying:
        changes = dict(_references(ledger, entry, instead))
        if changes:
            _write(tx, ledger, [records.changed_entry(tx, ledger, entry, changes)], source)


def _references(ledger: Ledger, entry: Entry, instead: dict[str, str]) -> Iterator[tuple[str, str]]:
    for one in ledger.fields:
        target = entry.fields.get(one.name)
        if one.kind is Kind.REFERENCE and target in instead:
            yield one.name, instead[str(target)]


def _write(tx: Transaction, ledger: Ledger, entries: Iterable[Entry], source: str) -> None:
    tx.save_entries(MERGE, ledger, [(entry, entry.line()) for entry in entries], source)


def supersede_reports(tx: Transaction, done: SupersededProxy, submission: PackageRow) -> None:
    """Rule 5: the reports on paper count no longer, since this submission was merged."""
    for row in done.standing.same:
        reason = f"已由签名的第{submission.sequence}次报送代替。"
        packages.update_package(tx, row.id, state=PackageState.REPLACED, reason=reason)
        tx.chain.append([(tx.at, tx.operator, "proxy-replaced", "package", row.id, row.unit, submission.id, "")])


def restore_reports(tx: Transaction, replaced: Iterable[str]) -> None:
    """Have reports on paper count again: the merge that took their place was undone."""
    for package in replaced:
        for row in packages.find_packages(tx.connection, id=package, state=PackageState.REPLACED):
            packages.update_package(tx, package, state=PackageState.PROXY, reason=basis_words(row))


def basis_words(row: PackageRow) -> str:
    """A Chinese clause naming the paper that a registration rests on; "" for other packages."""
    paper = paper_basis_of(row)
    return f"未签名，纸质依据：{paper.basis}" if paper else ""


def superseded_words(done: SupersededProxy, *, confirmed: bool) -> str:
    """A Chinese sentence on the typed records replaced, left and staying; "" where nothing was typed."""
    stays = _staying_words(done) if done.staying else ""
    if not done.anything:
        return stays and f"代录的{stays}。"
    said = "".join(f"{row.period}原是代录（{basis_words(row)}）；" for row in done.standing.same)
    counts = f"代录的{done.counts.replaced}条由签名的记录代替，{done.counts.left}条签名报送里没有，移入回收站"
    return f"{said}{counts}{stays and f'，{stays}'}。{'' if confirmed else '请先看变化，再确认代替。'}"


def _staying_words(done: SupersededProxy) -> str:
    return f"{len(done.staying)}条仍是{done.standing.later[0].period}代录的依据，留下，请核对是否重复"
