"""Findings of a check: bad data is reported, not raised."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Level(StrEnum):
    """逻辑校验 must be fixed before submitting; 经验校验 is fixed or explained."""

    ERROR = "error"
    WARNING = "warning"


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing a person should look at: what, where, and what to do.

    Attributes:
        level: Error or warning.
        code: Stable name of the rule, for example "certificate.expired"; explanations refer to it.
        message: One Chinese sentence with what is wrong and the fix.
        ledger: Ledger id, or "" when no single ledger is meant.
        unit: Unit code, filled in by the check run.
        uid: Record, or "".
        field: Field name, or "".
        title: What people call the record.
        explained: Why a warning stands, as the unit wrote it.
    """

    level: Level
    code: str
    message: str
    ledger: str = ""
    unit: str = ""
    uid: str = ""
    field: str = ""
    title: str = ""
    explained: str = ""


def error(field: str, code: str, message: str) -> Finding:
    """A 逻辑校验 finding on `field` of the record being checked."""
    return Finding(level=Level.ERROR, code=code, message=message, field=field)


def warning(field: str, code: str, message: str) -> Finding:
    """A 经验校验 finding on `field` of the record being checked."""
    return Finding(level=Level.WARNING, code=code, message=message, field=field)
