"""Who can be made responsible for a case of an organ, in the order of their names."""

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Principal
from gongkai.crypto.fields import KeyRing
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Keyset, Pager, Rows
from notifier.colleagues.repository import ColleagueRepository
from notifier.colleagues.schemas import AssignableQuery
from notifier.people.models import Person
from notifier.people.personal import shown_name

LAST_SHOWN = Keyset((Person.id,))
"""What a cursor names: the person behind whom the page begins, never a name."""


class ColleagueService:
    """The people among whom one caller chooses."""

    def __init__(self, session: AsyncSession, keys: KeyRing, principal: Principal) -> None:
        self._people = ColleagueRepository(session)
        self._keys = keys
        self._principal = principal

    async def assignable(self, query: AssignableQuery, signer: Signer) -> Rows[Person]:
        """A page of those who can be made responsible for a case of an organ, by name.

        Names are encrypted, so the order is made here: of one organ's people, never of more.
        """
        pager = Pager(signer, "people.assignable", query, LAST_SHOWN)
        organ_id = query.organ_id or self._principal.organ_id
        if organ_id is None:
            return Rows((), None)
        people = await self._people.assignable(self._principal, organ_id)
        places = {self._place(person): person for person in people}
        last = None if pager.after is None else await self._people.get(pager.after[0])
        start = None if last is None else self._place(last)
        return pager.page([places[p] for p in sorted(places) if start is None or p > start])

    def _place(self, person: Person) -> tuple[bytes, str]:
        """By name, in GB 18030, where common characters follow their Pinyin; then by subject."""
        return shown_name(person, self._keys).encode("gb18030"), person.subject
