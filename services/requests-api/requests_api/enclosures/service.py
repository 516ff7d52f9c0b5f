"""Choosing what goes out with a reply, and answering for what was found in it."""

from uuid import UUID

from gongkai.db import new_id
from requests_api.attachments.errors import AttachmentNotFound
from requests_api.attachments.kinds import AttachmentOrigin
from requests_api.attachments.repository import AttachmentRepository
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.states import WORKING
from requests_api.enclosures.errors import (
    AlreadyEnclosed,
    EnclosureNotFound,
    EnclosuresFixed,
    NotToBeEnclosed,
)
from requests_api.enclosures.events import EnclosureAdded, EnclosureRemoved
from requests_api.enclosures.models import SCREENINGS, Enclosure
from requests_api.enclosures.repository import EnclosedFile, EnclosureRepository
from requests_api.findings.kinds import Resolution
from requests_api.findings.models import Finding
from requests_api.findings.service import Answer, resolve
from requests_api.matters.desk import Act


class EnclosureService:
    """What goes out with the reply of one case, by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk
        self._rows = EnclosureRepository(desk.session)

    async def add(
        self, case_id: UUID, attachment_id: UUID, replaces: UUID | None
    ) -> tuple[Case, EnclosedFile]:
        """Have an attachment go out with the reply, in the place of another enclosure where that is
        named. It is looked through soon.

        Raises `ForeignOrgan`, `EnclosuresFixed`, `AttachmentNotFound`, `NotToBeEnclosed`,
        `AlreadyEnclosed` and `EnclosureNotFound`.
        """
        desk = self._desk
        case = await self._open_case(case_id)
        await self._check(case, attachment_id)
        if replaces is not None:
            self._take_out(await self._found(case, replaces))
            await desk.session.flush()
        enclosure = Enclosure(
            id=new_id(),
            case_id=case.id,
            attachment_id=attachment_id,
            added_at=desk.office.clock.now(),
            added_by=desk.principal.actor,
        )
        self._rows.add(enclosure)
        await desk.session.flush()
        await SCREENINGS.due(desk.session, desk.office.clock).add({"enclosure_id": enclosure.id})
        added = EnclosureAdded(ref=enclosure.id, attachment_id=attachment_id, replaces=replaces)
        await desk.put_on_record(case, Act(added))
        return case, await self._found(case, enclosure.id)

    async def remove(self, case_id: UUID, enclosure_id: UUID) -> tuple[Case, EnclosedFile]:
        """Take something out of what goes out; the attachment stays in the file.

        Raises `ForeignOrgan`, `EnclosuresFixed` and `EnclosureNotFound`.
        """
        case = await self._open_case(case_id)
        found = await self._found(case, enclosure_id)
        self._take_out(found)
        await self._desk.put_on_record(case, Act(EnclosureRemoved(ref=enclosure_id)))
        return case, found

    async def resolve(
        self,
        case_id: UUID,
        enclosure_id: UUID,
        finding_id: UUID,
        resolution: Resolution,
        reason: str,
    ) -> tuple[Case, Finding]:
        """Answer for a finding; the last answer holds. What shall be masked stays open until a file
        without it has come in its place.

        Raises `ResolutionNeedsPerson`, `ForeignOrgan`, `EnclosuresFixed`, `EnclosureNotFound`,
        `FindingNotFound` and `SecrecyNeedsHead`.
        """
        desk = self._desk
        case = await self._open_case(case_id)
        await self._found(case, enclosure_id)
        answer = Answer(finding_id, resolution, reason)
        return case, await resolve(desk, case, enclosure_id, answer)

    def _take_out(self, found: EnclosedFile) -> None:
        found.enclosure.removed_at = self._desk.office.clock.now()
        found.enclosure.removed_by = self._desk.principal.actor

    async def _check(self, case: Case, attachment_id: UUID) -> None:
        found = await AttachmentRepository(self._desk.session).find(case.id, attachment_id)
        if found is None:
            raise AttachmentNotFound
        attachment = found.attachment
        if attachment.origin is not AttachmentOrigin.OFFICE or attachment.removed_at is not None:
            raise NotToBeEnclosed
        if any(each["attachment_id"] == str(attachment_id) for each in case.enclosures or ()):
            raise AlreadyEnclosed

    async def _open_case(self, case_id: UUID) -> Case:
        """The case, locked, while its reply can still change."""
        case = await self._desk.find_own(case_id)
        if case.state not in WORKING:
            raise EnclosuresFixed
        return case

    async def _found(self, case: Case, enclosure_id: UUID) -> EnclosedFile:
        found = await self._rows.find(case.id, enclosure_id)
        if found is None:
            raise EnclosureNotFound
        return found
