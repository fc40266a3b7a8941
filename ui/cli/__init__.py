"""Headless commands; nothing here imports Qt."""
