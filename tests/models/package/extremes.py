"""Values that no honest program writes, for hypothesis: the largest, the deepest, the oddest, of every kind of JSON."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

ODD: list[Any] = [
    "",
    "\x00",
    "\x1b[2J",
    "\u202egpj.exe",
    "=1+1",
    "../../etc",
    "NaN",
    "Infinity",
    "1E+999999",
    "9" * 40,
    "9999-12-31",
    "0000-00-00",
    "<img src=/dev/zero>",
    "一" * 5_000,
    0,
    -1,
    2**31,
    2**63 - 1,
    -(2**63) + 1,
    True,
    None,
    [],
    {},
    [[[[[[[[[]]]]]]]]],
    {"a": {"a": {"a": {}}}},
    ["x"] * 500,
]
text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
values = st.sampled_from(ODD) | st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63) + 1, 2**63 - 1) | text,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(text, inner, max_size=5),
    max_leaves=10,
)


def changes(names: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """One to three of these names with another value, or an unknown name beside them."""
    return st.dictionaries(st.sampled_from(names) | text, values, min_size=1, max_size=3)
