"""The scheme that comes with the program: an example to start from."""

from __future__ import annotations

import json
from typing import Any

from models.records.shipped_example import first_example
from models.resources import resource


def shipped_scheme() -> dict[str, Any]:
    """The example as an `Issue` holds it. Its weights are made up: the official ones of its year are not public.

    Fractions are text: canonical JSON, in which an issue travels, has none.
    """
    scheme: dict[str, Any] = json.loads(resource("schemes", first_example().scheme).read_bytes(), parse_float=str)
    return scheme
