"""The scheme that comes with the program: an example to start from."""

from __future__ import annotations

import json
from typing import Any

from models.records.shipped_example import ShippedExample, first_example
from models.resources import resource


def shipped_scheme(example: ShippedExample | None = None) -> dict[str, Any]:
    """The scheme of an example, of the first where none is named, as an `Issue` holds it. Its weights are made up.

    Fractions are text: canonical JSON, in which an issue travels, has none.
    """
    scheme: dict[str, Any] = json.loads(resource((example or first_example()).scheme).read_bytes(), parse_float=str)
    return scheme
