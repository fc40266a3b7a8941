"""校验: findings over records before they are submitted."""

from models.check.run import blocks, check_entries, check_record, in_order
from models.records.context import BasicContext

__all__ = ["BasicContext", "blocks", "check_entries", "check_record", "in_order"]
