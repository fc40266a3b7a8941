"""A scheme as the file an office can keep, edit and hand on; `models.assess.reading` reads it back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.assess.scheme_items import with_numbers
from models.records.plan import Plan
from reports.base.atomic import write_whole


def scheme_text(scheme: Mapping[str, Any]) -> str:
    """The scheme as JSON, one value a line, so that a fault can be named with its line."""
    return json.dumps(scheme, ensure_ascii=False, indent=1) + "\n"


def write_scheme(path: Path, scheme: Mapping[str, Any], plan: Plan) -> None:
    """Write the scheme, faults and all; its items by the numbers that the plan prints today.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    write_whole(path, lambda stream: stream.write(scheme_text(with_numbers(scheme, plan)).encode()))
