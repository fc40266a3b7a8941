"""Lists of records: rows, filters, columns, views, changes to many."""
