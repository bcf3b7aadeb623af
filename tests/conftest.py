"""What several folders of tests share."""

import pytest

from tests.price_service import PriceService


@pytest.fixture(scope="session")
def price_service():
    """The address of a loopback server that answers like the price service."""
    with PriceService() as service:
        yield service.address
