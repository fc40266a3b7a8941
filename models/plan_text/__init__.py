"""Official text of the year's 工作要点 → plan (files, pasted)."""

from __future__ import annotations

from pathlib import Path

from models.plan_text.files import PlanFileError, PlanFileFault, file_text
from models.plan_text.reading import UNDIVIDED, PlanReading, read_plan

__all__ = ["UNDIVIDED", "PlanFileError", "PlanFileFault", "PlanReading", "read_plan", "read_plan_file"]


def read_plan_file(path: Path) -> PlanReading:
    """Read a plan from a file, as `file_text` reads it, PDFs aside. Raises as that does."""
    return read_plan(file_text(path).text)
