"""A PDF shown inside the window: its pages, turned and searched."""
