"""The program itself on this computer: which version is started, and how a newer one comes without a network."""
