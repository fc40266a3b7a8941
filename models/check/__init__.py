"""校验: findings over records before they are submitted."""

from models.check.run import blocks_submission, check_entries, check_record, sort_findings
from models.records.context import BasicContext

__all__ = ["BasicContext", "blocks_submission", "check_entries", "check_record", "sort_findings"]
