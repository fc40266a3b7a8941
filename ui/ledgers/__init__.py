"""The ledgers' pages: lists beside forms, import and export."""
