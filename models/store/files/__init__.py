"""Files beside the database: evidence, photos, backups, and whether they are whole."""
