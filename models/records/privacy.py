"""How personal data are shown: the one rule of lists, previews, conflicts and versions."""

from __future__ import annotations

from models.records.field import BoundField
from models.rules.identity import mask_id, mask_parties


def masked_text(field: BoundField, text: str, *, foreign: bool, full: bool = False) -> str:
    """A value: ID numbers masked unless `full`, in other units' records (`foreign`) names of parties too."""
    if field.spec.private == "id_number":
        return text if full else mask_id(text)
    return mask_parties(text) if foreign and field.spec.private == "name" else text
