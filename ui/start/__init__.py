"""Pages shown before a workspace is open: welcome, set-up, 密码, recovery."""
