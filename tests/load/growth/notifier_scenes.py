"""What is asked of notifier in a city: lists, counts and sweeps."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from gongkai.calendar import base_calendar
from gongkai.http.paging import Pager
from gongkai.work import WorkState
from notifier.deadlines.repository import BY_PRESSURE, DeadlineRepository
from notifier.deadlines.schemas import DeadlineQuery
from notifier.deliveries.repository import NEWEST_FIRST as NEWEST_DELIVERY
from notifier.deliveries.repository import DeliveryRepository
from notifier.deliveries.schemas import DeliveryQuery
from notifier.inbox.repository import NEWEST_FIRST as NEWEST_NOTE
from notifier.inbox.repository import InboxRepository
from notifier.inbox.schemas import InboxQuery
from notifier.policies.book import PolicyBook
from notifier.policies.reading import Basis
from notifier.reminders.repository import ReminderRepository
from tests.load.growth.callers import CALLERS, SIGNER, caller
from tests.load.growth.measure import Scene
from tests.load.growth.notifier_data import EDITION, PERSON

EARLY = datetime(2020, 1, 1, tzinfo=UTC)
"""When no reminder is due yet."""
_NOW = datetime(2026, 11, 30, tzinfo=UTC)


class PresentBasis(Basis):
    """The basis with which every deadline of the city was planned."""

    def edition(self, region: str) -> str:
        """The edition of the data."""
        return EDITION


BASIS = PresentBasis(base_calendar(), PolicyBook(()))


def lists(database, *, limit: int = 50) -> Mapping[str, Scene]:
    """Deadlines and deliveries of an overseer and of two offices, and a large inbox."""
    deadlines = {
        "deadlines that run": DeadlineQuery(limit=limit),
        "deadlines that ceased": DeadlineQuery(limit=limit, state="cleared"),
        "overdue deadlines": DeadlineQuery(limit=limit, overdue=True),
        "deadlines of a rule": DeadlineQuery(limit=limit, state="cleared", rule="DL-08"),
        "deadlines of a person": DeadlineQuery(limit=limit, assignee="person-399-1"),
        "deadlines of a person gone": DeadlineQuery(
            limit=limit, state="cleared", assignee="person-399-1"
        ),
        "deadlines before a day": DeadlineQuery(limit=limit, due_before=date(2026, 10, 1)),
    }
    deliveries = {
        "deliveries": DeliveryQuery(limit=limit),
        "dead deliveries": DeliveryQuery(limit=limit, state=WorkState.DEAD),
        "withdrawn deliveries": DeliveryQuery(limit=limit, state=WorkState.WITHDRAWN),
    }
    inbox = {
        "inbox": InboxQuery(limit=limit),
        "unread": InboxQuery(limit=limit, unread=True),
        "read": InboxQuery(limit=limit, unread=False),
    }
    return (
        {
            f"{name}, {who}": _deadlines(database, caller(organ, role), query)
            for name, query in deadlines.items()
            for who, (organ, role) in CALLERS.items()
        }
        | {
            f"{name}, {who}": _deliveries(database, caller(organ, role), query)
            for name, query in deliveries.items()
            for who, (organ, role) in CALLERS.items()
        }
        | {name: _inbox(database, query) for name, query in inbox.items()}
    )


def counted(database) -> Mapping[str, Scene]:
    """How much lies in a large inbox."""

    async def count():
        async with database.read_session() as session:
            return await InboxRepository(session).counts(PERSON)

    return {"inbox counts": count}


def sweeps(database) -> Mapping[str, Scene]:
    """What the worker asks every few seconds, where there is nothing to do."""

    def asked(question) -> Scene:
        async def ask():
            async with database.unit_of_work() as session:
                return await question(ReminderRepository(session))

        return ask

    return {
        "deadlines planned with another basis": asked(lambda r: r.claim_outdated(BASIS, 200)),
        "reminders that are due": asked(lambda r: r.claim_due(EARLY, 100)),
    }


def _deadlines(database, principal, query: DeadlineQuery) -> Scene:
    async def page():
        pager = Pager(SIGNER, "deadlines", query, BY_PRESSURE)
        async with database.read_session() as session:
            return await DeadlineRepository(session).page(principal, query, _NOW, pager)

    return page


def _deliveries(database, principal, query: DeliveryQuery) -> Scene:
    async def page():
        pager = Pager(SIGNER, "deliveries", query, NEWEST_DELIVERY)
        async with database.read_session() as session:
            return await DeliveryRepository(session).page(principal, query, pager)

    return page


def _inbox(database, query: InboxQuery) -> Scene:
    async def page():
        pager = Pager(SIGNER, "inbox", query, NEWEST_NOTE)
        async with database.read_session() as session:
            return await InboxRepository(session).page(PERSON, query, pager)

    return page
