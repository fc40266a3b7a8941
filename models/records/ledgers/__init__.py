"""One file per ledger; adding a ledger is adding a file here."""
