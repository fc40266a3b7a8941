"""Numbered changes of the database schema, each self-contained and never edited after a release.

A module `mNNNN_name` has `upgrade(op)` and names tables and columns itself: it never imports live declarations. Ledger
tables follow their declarations by themselves as long as fields are only added (`models.store.base.schema`).
"""
