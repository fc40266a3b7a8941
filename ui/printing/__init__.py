"""统计与打印: forms, preview, printer, columns."""
