"""The workspace: encrypted database, evidence, journal, search, backup."""
