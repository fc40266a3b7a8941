"""What is published of the program: the folder for older systems, packages, digests, signed updates."""
