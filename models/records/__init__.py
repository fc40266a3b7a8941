"""What is kept: ledgers and documents, each declared once."""
