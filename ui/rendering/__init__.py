"""Files of others made into pictures: in a process of its own that has no files, no network and little time."""
