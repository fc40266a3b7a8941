"""系统: keys, 密码, backup, journal, settings."""
