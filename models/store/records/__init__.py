"""What the database holds, read and written: records, lists, packages, documents, conflicts."""
