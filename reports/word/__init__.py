"""Writes Word documents: the editable drafts."""
