"""What papers say of the office itself, typed once and kept in the workspace."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from reports.base.wording import one_line

_SETTING = "office_facts"
CREDIT_CODE, HEAD, HEAD_POST, PHONE = "统一社会信用代码", "法定代表人", "法定代表人职务", "单位电话"
OFFICE_FACTS = ("单位地址", CREDIT_CODE, HEAD, HEAD_POST, PHONE)
"""Their names, as templates call them."""


def office_facts(workspace: Workspace) -> dict[str, str]:
    """What is known of the office, by name; each is one line, whatever was pasted."""
    kept = workspace.setting(_SETTING)
    known = msgspec.json.decode(kept, type=dict[str, str]) if kept else {}
    return {name: one_line(words) for name, words in known.items()}


def save_office_facts(tx: Transaction, facts: Mapping[str, str]) -> None:
    """Keep what is known; what is empty is forgotten."""
    known = {name: facts[name].strip() for name in OFFICE_FACTS if facts.get(name, "").strip()}
    tx.set_setting(_SETTING, msgspec.json.encode(known).decode())
