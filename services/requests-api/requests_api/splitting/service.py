"""Splitting an application: the first file stays, each part has its day of receipt and its term."""

from collections.abc import Sequence
from uuid import UUID

from gongkai.crypto.fields import KeyRing
from gongkai.db import new_id
from gongkai.feed import publish
from gongkai.http.versions import IfMatch
from gongkai.record import append, read
from requests_api.applicants.models import Applicant
from requests_api.applicants.presenter import opened, seal_values, unmasked
from requests_api.cases.kind import CASE, CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.states import CaseState
from requests_api.intake.numbers import new_receipt_number
from requests_api.intake.titles import names_nobody
from requests_api.links.kinds import LinkRelation
from requests_api.links.service import LinkService
from requests_api.matters.desk import Act
from requests_api.matters.file import RecordFile
from requests_api.matters.models import DESCRIPTION, MatterEvent
from requests_api.matters.settling import settle
from requests_api.matters.simhash import text_simhash
from requests_api.registrations.service import Drawn, RegistrationService
from requests_api.splitting.carrying import Carried, carried_from
from requests_api.splitting.errors import SplittingTooLate
from requests_api.splitting.events import Split
from requests_api.splitting.schemas import PartIn
from requests_api.splitting.steps import SPLIT, TOO_LATE


class SplittingService:
    """Splits by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def split(
        self, case_id: UUID, expected: IfMatch, parts: Sequence[PartIn]
    ) -> tuple[Case, Sequence[Case]]:
        """Give each part a file with a number of its own; applicant, day of receipt and running
        term are those of the first. Raises `SplittingTooLate`.

        A fee counts each file once, by its own legal receipt (国办函〔2020〕109号: by items).
        """
        desk = self._desk
        case = await desk.take(case_id, SPLIT, expected)
        carried = carried_from(case.id, (await desk.load(case)).file)
        if carried is None:
            desk.reject(case, SPLIT, TOO_LATE, SplittingTooLate)
        applicant = await desk.session.get_one(Applicant, case.id)
        organ = await desk.organ(case)
        short_name = "" if organ is None else organ.short_name or ""
        # From here on only writes: other registrations of the organ wait for them.
        register, made = RegistrationService(desk), []
        for part in parts:
            new = self._new(case, part, applicant)
            drawn = await register.draw(new, short_name, case.assignee or desk.principal.actor)
            await self._open(new, carried, applicant, drawn)
            made.append(new)
        await desk.perform(case, SPLIT, Act(Split(parts=tuple(new.id for new in made))))
        for new in made:
            LinkService(desk).enter(case, new, LinkRelation.SAME_APPLICANT)
        return case, made

    def _new(self, first: Case, part: PartIn, applicant: Applicant) -> Case:
        """The file of a part without what follows from its record."""
        office, part_id = self._desk.office, new_id()
        description = part.description or ""
        return Case(
            id=part_id,
            kind=CASE.kind,
            version=0,
            chain_head="",
            organ_id=first.organ_id,
            state=CaseState.REGISTERED.value,
            receipt_number=new_receipt_number(office.clock.today()),
            # The applicant's code opens the first file alone: it is kept as a digest bound to that.
            access_code_digest=None,
            channel=first.channel,
            applicant_kind=first.applicant_kind,
            has_mail=first.has_mail,
            title=part.title,
            title_names_nobody=names_nobody(part.title, unmasked(applicant, office.keys)),
            description_sealed=DESCRIPTION.seal(office.keys, description, part_id),
            text_simhash=text_simhash(office.indexes, part.title, description),
            document_reference=None,
            supply_form=first.supply_form,
            jurisdiction=first.jurisdiction,
            created_at=office.clock.now(),
        )

    async def _open(self, part: Case, carried: Carried, applicant: Applicant, drawn: Drawn) -> None:
        """Write the file: where it comes from, the first's facts, and its own number."""
        desk, office = self._desk, self._desk.office
        told = [(carried.origin, None), *carried.events, (drawn.event, None)]
        rows = [
            append(MatterEvent, part, event, clock=office.clock, actor=desk.actor, on=on)
            for event, on in told
        ]
        calendar = await office.calendars.current(desk.session)
        file = RecordFile(read(rows))
        new = frozenset(row.seq for row in rows)
        settled = settle(CASE, part, file, (), calendar, office.clock, new=new)
        desk.session.add(part)
        await desk.session.flush()
        theirs = _copy(applicant, part.id, office.keys)
        desk.session.add_all([theirs, *rows, *settled.added, drawn.registration])
        await desk.session.flush()
        await publish(desk.session, *settled.published)


def _copy(applicant: Applicant, part_id: UUID, keys: KeyRing) -> Applicant:
    """The same applicant, sealed for another file."""
    values = opened(applicant.matter_id, applicant.personal, keys)
    return Applicant(
        matter_id=part_id,
        kind=applicant.kind,
        document_type=applicant.document_type,
        help_needed=list(applicant.help_needed),
        personal=seal_values(keys, part_id, values),
        document_index=applicant.document_index,
        phone_index=applicant.phone_index,
        contact_changed_at=applicant.contact_changed_at,
    )
