"""Law and identifiers as pure functions, each with its clause."""
