"""任务下发: plan, units, periods and scheme of a year."""
