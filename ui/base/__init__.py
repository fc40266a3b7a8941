"""What every window stands on: the session, workers, theme, memory, and the names of pages."""
