"""The form of one record: its editors, its evidence, its checks."""
