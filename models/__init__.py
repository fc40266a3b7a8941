"""The domain: imports neither PySide6 nor reports nor ui."""
