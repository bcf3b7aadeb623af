"""What several folders of tests share."""

import pytest
from hypothesis import settings

from tests.price_service import PriceService

# The same examples each time, so that a red test is of the change; `--hypothesis-profile=default` looks for more.
settings.register_profile("the same", derandomize=True)
settings.load_profile("the same")


@pytest.fixture(scope="session")
def price_service():
    """The address of a loopback server that answers like the price service."""
    with PriceService() as service:
        yield service.address
