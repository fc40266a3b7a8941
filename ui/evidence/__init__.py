"""佐证材料: files, what they prove, and what nothing uses."""
