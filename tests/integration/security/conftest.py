"""Each service in turn as the target of a module's tests, and all of them as one platform."""

from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.integration.security.applicant_story import Office, Told, tell
from tests.integration.security.platform import Platform
from tests.integration.security.reissue_story import Reissue, reissue_codes
from tests.integration.security.services import SERVICES
from tests.integration.security.targets import attacked


@pytest.fixture(scope="module", params=list(SERVICES))
def service(request):
    return SERVICES[request.param]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def target(stand, service):
    async with attacked(stand, service) as target:
        yield target


@dataclass
class Stories:
    """A platform that ran and was stopped, and what happened on it."""

    platform: Platform
    told: Told
    reissue: Reissue


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stories(stand, tmp_path_factory):
    """Two applications, one after the other; a platform takes longer to start than they do."""
    platform = Platform(stand, tmp_path_factory.mktemp("platform"))
    async with platform.running():
        office = Office(platform)
        await office.found()
        found = Stories(
            platform, await tell(platform, office), await reissue_codes(platform, office)
        )
    for story in (found.told, found.reissue):
        story.left += platform.logs()
    return found
