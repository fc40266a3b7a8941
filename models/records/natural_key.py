"""What identifies a record for people: certificate number, case number, ID number, or what else its ledger names."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from models.records.ledger import Ledger
from models.rules.case_number import parse_case_number

_BRACKETS = str.maketrans("〔〕[]【】", "()()()")


def comparable(text: str) -> str:
    """`text` for comparing: without regard to spaces, width, case and the shape of brackets."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_BRACKETS).split()).casefold()


def natural_key(ledger: Ledger, fields: Mapping[str, Any]) -> tuple[str, ...]:
    """The values of the ledger's key, spelled in one way; () where one is missing, which matches nothing."""
    values = tuple(comparable(_official(ledger, str(fields.get(name) or ""))) for name in ledger.key)
    return values if all(values) else ()


def _official(ledger: Ledger, value: str) -> str:
    """A case number as the rules write it, however it was typed."""
    parsed = parse_case_number(value) if ledger.id == "case" and value else None
    return str(parsed) if parsed else value
