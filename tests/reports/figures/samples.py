"""Cases to count."""

from __future__ import annotations

from typing import Any

from models.records.entry import Entry

SAID = ("2020-12-01T00:00:00Z", "张三")


def case(uid: str, number: str, served: str | None, unit: str = "X01", **more: Any) -> Entry:
    fields = {"number": number, "instance": "一审", "role": "被告", "served_on": served, **more}
    return Entry(
        uid=uid,
        unit=unit,
        created=SAID,
        changed=SAID,
        deleted=False,
        vector={"w": 1},
        stamps={"": ("w", 1)},
        fields={name: value for name, value in fields.items() if value is not None},
    )


def ending(outcome: str, judged: str, effective: str | None = None) -> dict[str, Any]:
    return {"outcome": outcome, "judged_on": judged, "effective_on": effective}
