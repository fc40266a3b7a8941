"""The scheme that comes with the program: an example to start from."""

from __future__ import annotations

import json
from typing import Any

from models.resources import resource

EXAMPLE = "2020-示例.json"


def shipped_scheme() -> dict[str, Any]:
    """The example as an `Issue` holds it. Its weights are made up: the official ones of 2020 are not public.

    Fractions are text: canonical JSON, in which an issue travels, has none.
    """
    scheme: dict[str, Any] = json.loads(resource("schemes", EXAMPLE).read_bytes(), parse_float=str)
    return scheme
