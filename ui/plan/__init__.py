"""工作要点: items, their state and 落实情况."""
