"""Good packages, made once."""

import pytest

from tests.models.package.samples import make_plan, make_submission


@pytest.fixture(scope="session")
def plan() -> bytes:
    return make_plan()


@pytest.fixture(scope="session")
def submission() -> bytes:
    return make_submission()
