"""The database: engine, schema, transactions, journal, lock, keys, search."""
