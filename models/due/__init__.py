"""What an office owes by when: read from its ledgers, plan and periods."""
