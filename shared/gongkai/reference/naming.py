"""Names of those who acted, by the projection of people."""

from functools import partial

from gongkai.http.sessions import ReadSessionDep
from gongkai.record.naming import Naming
from gongkai.reference.people import person_names


async def known_people(session: ReadSessionDep) -> Naming:
    """Names whoever the notifier has told of; for the routes of a record."""
    return partial(person_names, session)
