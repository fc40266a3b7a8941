"""What people touch: the window, and the headless commands beside it."""
