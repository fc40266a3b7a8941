"""What can be answered to findings: explain warnings, state that a ledger is empty, take that back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from models.records.finding import Finding, Level
from models.records.ledgers.zero_report import LEDGER as ZERO
from models.records.office import Period
from models.records.registry import ledger
from models.store.base.transaction import Transaction
from models.store.records import records

EMPTY, CONTRADICTED = ".empty", "zero_report.contradicted"


def is_empty_ledger(finding: Finding) -> bool:
    """Whether the finding says that a ledger has no records, which a 零报送 can answer."""
    return finding.code.endswith(EMPTY) and not finding.uid


def ledger_reported_empty(connection: Connection, finding: Finding) -> str:
    """Id of the ledger that the 零报送 of a finding is about; that of the finding where it is about something else."""
    kept = records.find(connection, ZERO, finding.uid) if finding.code == CONTRADICTED else None
    return str(kept.fields.get("ledger", "")) if kept else finding.ledger


def can_be_explained(finding: Finding) -> bool:
    """Whether a reason may be given instead of a change."""
    return finding.level is Level.WARNING and bool(finding.uid)


def findings_alike(findings: Iterable[Finding], chosen: Sequence[Finding]) -> list[Finding]:
    """The chosen ones and all open ones of the same rules; empty ledgers are one rule, whichever they are."""
    rules = {_rule(one) for one in chosen}
    return [one for one in findings if one in chosen or (_rule(one) in rules and not one.explained)]


def _rule(finding: Finding) -> str:
    return EMPTY if is_empty_ledger(finding) else finding.code


def explain_findings(tx: Transaction, unit: str, findings: Iterable[Finding], reason: str) -> int:
    """Keep `reason` with the record of every finding that can be explained; gives their number."""
    done = 0
    for one in filter(can_be_explained, findings):
        declared = ledger(one.ledger)
        entry = records.load(tx.connection, declared, one.uid)
        kept = [said for said in entry.fields.get("explanations", []) if said.get("code") != one.code]
        said = [*kept, {"code": one.code, "reason": reason}]
        records.save(tx, declared, unit, {"explanations": said}, one.uid)
        done += 1
    return done


def report_zero(tx: Transaction, unit: str, period: Period, year: int, findings: Iterable[Finding], reason: str) -> int:
    """State 零报送 for every ledger that was found empty; gives their number."""
    done = 0
    for one in filter(is_empty_ledger, findings):
        records.save(tx, ZERO, unit, {"ledger": one.ledger, "period": period.id, "year": year, "reason": reason})
        done += 1
    return done


def withdraw_zero(tx: Transaction, finding: Finding) -> None:
    """Take back a 零报送 that the ledger contradicts."""
    records.delete(tx, ZERO, [finding.uid])


def findings_text(findings: Iterable[Finding]) -> str:
    """One Chinese sentence with the number of errors, open warnings and explained ones."""
    kept = list(findings)
    errors = sum(one.level is Level.ERROR for one in kept)
    open_ = sum(one.level is Level.WARNING and not one.explained for one in kept)
    explained = sum(bool(one.explained) for one in kept)
    if not errors and not open_:
        return "校验通过，可以报送" + (f"（{explained}处已说明）。" if explained else "。")
    parts = [f"{errors}处必须改"] * bool(errors) + [f"{open_}处改或说明"] * bool(open_)
    parts += [f"{explained}处已说明"] * bool(explained)
    return "，".join(parts) + "。"


def saved_text(findings: list[Finding]) -> str:
    """What is said after saving: that it is saved, and how much of it is still to be mended or looked at."""
    wrong = sum(one.level is Level.ERROR for one in findings)
    asked = len(findings) - wrong
    parts = [f"{wrong}处必须补正（■）"] if wrong else []
    parts += [f"{asked}处请核对或说明（▲）"] if asked else []
    return f"已保存，还有{'、'.join(parts)}。" if parts else "已保存。"
