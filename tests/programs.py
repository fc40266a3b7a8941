"""Programs of others that some tests try ours with; a machine may lack them."""

from __future__ import annotations

import shutil

import pytest


def needs(*programs: str) -> pytest.MarkDecorator:
    """Run the test only where these programs are installed; elsewhere the summary says which to install."""
    missing = [name for name in programs if not shutil.which(name)]
    return pytest.mark.skipif(bool(missing), reason=f"to run this test as well, install {', '.join(missing)}")
