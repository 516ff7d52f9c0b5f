"""requests-api on a database of its own, with organs and their people in its projections."""

from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import pytest
import pytest_asyncio

from gongkai.auth.principal import Permission
from gongkai.calendar.notices import Notice, NoticeDay, NoticeKind
from gongkai.db import new_id
from gongkai.reference.notices import apply_notice
from gongkai.reference.organs import apply_organ
from gongkai.reference.people import apply_person
from gongkai.testing.stand import running
from gongkai.testing.tokens import TokenMint
from requests_api.app import create_app
from requests_api.organ_parameters.models import OrganParameters
from requests_api.process import office_of
from requests_api.settings import get_settings
from tests.feed_events import notice_event, organ_event, person_event
from tests.integration.requests_api.counted_by_record import differences
from tests.integration.requests_api.letter_desk import AUTHORITY, COURT, contested
from tests.integration.requests_api.office_desk import COLLEAGUES, Desk


@dataclass(frozen=True)
class Organs:
    """A government with an office below it, and one that belongs to neither."""

    parent: UUID
    own: UUID
    other: UUID


@pytest.fixture(scope="module")
def database(stand):
    with stand.database("requests") as database:
        yield database


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def api(stand, database):
    async with running(create_app, get_settings, stand.environment(database)) as (app, client):
        yield app, client
        async with app.state.database.read_session() as session:
            calendar = await office_of(app.state.process).calendars.current(session)
            assert await differences(session, calendar) == {}, "facts kept of cases"


@pytest.fixture(scope="module")
def client(api):
    return api[1]


@pytest.fixture(scope="module")
def app(api):
    return api[0]


@pytest.fixture(scope="module")
def office(app):
    return office_of(app.state.process)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def organs(app):
    parent, own, other = new_id(), new_id(), new_id()
    async with app.state.database.unit_of_work() as session:
        for organ_id, parent_id, name, path in (
            (parent, None, "试验市人民政府", [parent]),
            (own, parent, "甲局", [parent, own]),
            (other, None, "乙局", [other]),
        ):
            await apply_organ(session, organ_event(organ_id, parent_id, name, path))
            # One sample person asks for everything here, which is no matter of these tests.
            session.add(
                OrganParameters(
                    organ_id=organ_id,
                    version=1,
                    applications_a_month=10_000,
                    set_by="test",
                    set_at=app.state.clock.now(),
                )
            )
        for subject in COLLEAGUES:
            await apply_person(session, person_event(subject, own))
    return Organs(parent, own, other)


class Headers:
    """Authorization headers of callers; a role's in the own organ unless told."""

    def __init__(self, mint, organs):
        self.mint, self.organs = mint, organs

    def __call__(self, role, organ=None, *, subject=None):
        organ_id = self.organs.own if organ is None else organ
        return _bearer(self.mint.issuer.mint_role(role, organ_id=organ_id, subject=subject))

    def of(self, organ, *roles):
        """Somebody who holds several roles at once."""
        return _bearer(self.mint.issuer.mint(subject="both", organ_id=organ, roles=roles))

    def platform(self):
        """Another service of the platform."""
        scopes = [Permission.CHANGES_READ, Permission.PLATFORM_READ]
        return _bearer(self.mint.issuer.mint_machine(client_id="notifier", scopes=scopes))

    def notifier(self, *, organ=None, platform=True):
        """The client that sends messages to applicants."""
        scopes = [Permission.CONTACTS_READ, *([Permission.PLATFORM_READ] if platform else [])]
        minted = self.mint.issuer.mint_machine(client_id="notifier", scopes=scopes, organ_id=organ)
        return _bearer(minted)

    def machine(self, organ, *scopes):
        """An integrator's client."""
        issuer = self.mint.issuer
        return _bearer(issuer.mint_machine(client_id="oa", scopes=scopes, organ_id=organ))


def _bearer(token):
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture(scope="module")
def headers(stand, app, organs):
    return Headers(TokenMint(stand.mint.key, app.state.clock), organs)


@pytest.fixture(scope="module")
def desk(client, headers, organs, office):
    return Desk(client, headers, organs, office.clock)


@pytest.fixture(scope="module")
def desk_in(stand, database, office, organs):
    """`async with desk_in(days) as desk`: the same office, so many days from now."""

    @asynccontextmanager
    async def open_desk(days, **settings):
        seconds = round(days * 86400 + office.clock.offset.total_seconds())
        environment = stand.environment(
            database, GONGKAI_CLOCK_OFFSET_SECONDS=str(seconds), **settings
        )
        async with running(create_app, get_settings, environment) as (app, client):
            mint = TokenMint(stand.mint.key, app.state.clock)
            desk = Desk(client, Headers(mint, organs), organs, app.state.clock)
            desk.office = office_of(app.state.process)
            yield desk

    return open_desk


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def tell(office, organs):
    """The notifier tells of a person of the own organ."""
    revisions = {}

    async def told(subject, *roles, organ=None, **members):
        revisions[subject] = revisions.get(subject, 0) + 1
        event = person_event(
            subject, organ or organs.own, *roles, revision=revisions[subject], **members
        )
        async with office.database.unit_of_work() as session:
            await apply_person(session, event)

    return told


@pytest.fixture
def notice(office):
    """`await notice(days off, days worked, revision, withdrawn)`: one notice, told again."""
    notice_id = new_id()

    async def tell(off=(), working=(), *, revision, withdrawn=False):
        value = Notice(
            id=str(notice_id),
            year=(*off, *working)[0].year,
            title="测试放假安排",
            source="https://example.invalid/notice",
            holidays=tuple(NoticeDay(day, "测试节") for day in off),
            working_days=tuple(NoticeDay(day, "调休上班") for day in working),
            issued_on=office.clock.today(),
            kind=NoticeKind.AMENDMENT,
        )
        event = notice_event(value, revision=revision, withdrawn=withdrawn)
        async with office.database.unit_of_work() as session:
            await apply_notice(session, event)

    return tell


@pytest_asyncio.fixture(loop_scope="session")
async def instances(office, organs):
    """Where acts of the organ are contested, as the directory of organs tells it."""
    await contested(office, organs.own, AUTHORITY, COURT)
    yield
    await contested(office, organs.own, None, None)
