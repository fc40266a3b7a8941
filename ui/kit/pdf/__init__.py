"""A PDF inside the window: its pages, looked through and searched."""
