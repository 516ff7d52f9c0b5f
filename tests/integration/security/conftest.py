"""Each service in turn as the target of a module's tests."""

import pytest
import pytest_asyncio

from tests.integration.security.services import SERVICES
from tests.integration.security.targets import attacked


@pytest.fixture(scope="module", params=list(SERVICES))
def service(request):
    return SERVICES[request.param]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def target(stand, service):
    async with attacked(stand, service) as target:
        yield target
