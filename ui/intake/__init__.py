"""收件合并: packages, keys, conflicts, 代录."""
