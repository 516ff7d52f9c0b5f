"""Publishing what was reviewed, and withdrawing it."""

from uuid import UUID

from catalog_api.entries.desk import EntryDesk
from catalog_api.entries.models import Entry, EntryVersion
from catalog_api.entries.service import search_text
from catalog_api.kinds.kinds import Audience
from catalog_api.publications.errors import IndexNumberNeedsCode, IndexNumberTaken
from catalog_api.publications.events import VersionPublished, VersionWithdrawn
from catalog_api.publications.index_numbers import pattern_of
from catalog_api.publications.models import EntryWithdrawal
from catalog_api.publications.repository import PublicationRepository
from catalog_api.publications.steps import PUBLISH, WITHDRAW
from gongkai.contracts import EntryPublished, EntryWithdrawn
from gongkai.feed.outgoing import Publication, publish
from gongkai.files import ScanState
from gongkai.files.errors import FilePending, FileWithheld
from gongkai.http.versions import IfMatch


class PublicationService:
    """What one caller publishes and withdraws in one transaction."""

    def __init__(self, desk: EntryDesk) -> None:
        self._desk = desk
        self._rows = PublicationRepository(desk.session)

    async def publish(self, entry_id: UUID, expected: IfMatch) -> Entry:
        """Publish the newest version, which every level has agreed to. The index number is drawn
        when everything else holds, once for ever.

        Raises ReviewIncomplete, EntryStepNotAllowed, FilePending, FileWithheld,
        IndexNumberNeedsCode, IndexNumberTaken.
        """
        desk = self._desk
        entry = await desk.take(entry_id, PUBLISH, expected)
        version = await desk.entries.version(entry.id, entry.content_version)
        await self._check_files(version)
        if entry.index_number is None:
            entry.index_number = await self._index_number(entry)
            entry.search_text = search_text(entry.title, entry.document_number, entry.index_number)
        entry.published_version = version.version
        entry.published_at = desk.office.clock.now()
        event = VersionPublished(
            content_version=version.version,
            digest=version.digest,
            index_number=entry.index_number,
        )
        await desk.perform(entry, PUBLISH, event)
        if entry.audience is Audience.PUBLIC:
            await self._tell_published(entry, version)
        return entry

    async def withdraw(self, entry_id: UUID, expected: IfMatch, reason: str) -> Entry:
        """Take what is published back; record, versions and index number stay.

        Raises EntryStepNotAllowed.
        """
        desk = self._desk
        entry = await desk.take(entry_id, WITHDRAW, expected)
        version = await desk.entries.version(entry.id, entry.published_version or 0)
        entry.published_version = entry.published_at = None
        event = VersionWithdrawn(content_version=version.version, digest=version.digest)
        await desk.perform(entry, WITHDRAW, event)
        self._rows.add(
            EntryWithdrawal(
                entry_id=entry.id,
                seq=entry.version,
                reason=reason,
                withdrawn_by=desk.principal.actor,
                withdrawn_at=desk.office.clock.now(),
            )
        )
        if version.content["audience"] == Audience.PUBLIC:
            await self._tell(EntryWithdrawn(entry_id=entry.id, organ_id=entry.organ_id), entry)
        return entry

    async def _check_files(self, version: EntryVersion) -> None:
        """Nothing is published that the virus scanner holds back."""
        wanted = {UUID(each["id"]) for each in version.attachments}
        for file in await self._rows.files(wanted):
            if file.scan is ScanState.PENDING:
                raise FilePending
            if file.scan is ScanState.REFUSED:
                raise FileWithheld

    async def _index_number(self, entry: Entry) -> str:
        organ = await self._rows.organ(entry.organ_id)
        pattern = pattern_of(organ.region_code)
        if pattern.needs_code and organ.code is None:
            raise IndexNumberNeedsCode
        year = entry.formed_on.year
        serial = await self._rows.next_serial(organ.id, year)
        number = pattern.written(code=organ.code, year=year, serial=serial)
        if await self._rows.is_taken(number):
            raise IndexNumberTaken
        return number

    async def _tell_published(self, entry: Entry, version: EntryVersion) -> None:
        told = EntryPublished(
            entry_id=entry.id,
            organ_id=entry.organ_id,
            kind=version.content["kind"],
            index_number=entry.index_number or "",
            formed_on=entry.formed_on,
            published_at=entry.published_at or self._desk.office.clock.now(),
            validity=entry.validity,
            digest=version.digest,
        )
        await self._tell(told, entry)

    async def _tell(self, payload: EntryPublished | EntryWithdrawn, entry: Entry) -> None:
        publication = Publication(
            payload=payload,
            entity_id=entry.id,
            revision=entry.version,
            organ_id=entry.organ_id,
            occurred_at=entry.updated_at,
        )
        await publish(self._desk.session, publication)
