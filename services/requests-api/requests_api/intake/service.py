"""How an application becomes a case: filed by the applicant online, or keyed in by the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Permission, Principal
from gongkai.calendar import WorkingCalendar
from gongkai.crypto.codes import hash_access_code
from gongkai.db import new_id
from gongkai.db.unmapped import unmapped
from gongkai.http.versions import IfMatch
from gongkai.http.wishes import Wish
from gongkai.organs import Channel
from gongkai.record import RecordedEvent, append, recorded
from gongkai.steps import works_in
from requests_api.applicants.kinds import NOT_KEPT
from requests_api.applicants.models import DOCUMENT_INDEX, PHONE_INDEX, Applicant
from requests_api.applicants.presenter import seal
from requests_api.applicants.schemas import ApplicantIn
from requests_api.cases.kind import CASE, CaseDesk
from requests_api.cases.kinds import SupplyForm
from requests_api.cases.models import Case
from requests_api.cases.states import CaseState
from requests_api.intake.errors import BornInTheFuture, ExternalIdTaken, OrganAbolished
from requests_api.intake.events import ApplicationReceived, FrequencyNoted, ReceiptConfirmed
from requests_api.intake.kinds import ConfirmationMeans
from requests_api.intake.numbers import new_receipt_number
from requests_api.intake.opening_repository import Opened, insert_opened
from requests_api.intake.reading import OrganRow, ToldOrgan, find_organ
from requests_api.intake.reading_service import read_back
from requests_api.intake.steps import CONFIRM
from requests_api.intake.titles import names_nobody, screened_texts
from requests_api.matters.desk import Act
from requests_api.matters.errors import ForeignOrgan, UnknownOrgan
from requests_api.matters.file import RecordFile
from requests_api.matters.models import DESCRIPTION, MatterDeadline, MatterEvent
from requests_api.matters.office import Office
from requests_api.matters.reading import check_assignee
from requests_api.matters.repository import MatterRepository
from requests_api.matters.settling import settle
from requests_api.matters.simhash import text_simhash
from requests_api.organ_parameters.defaults import APPLICATIONS_A_MONTH

_NEW_CASE, _NEW_APPLICANT = unmapped(Case), unmapped(Applicant)
_NEW_EVENT, _NEW_DEADLINE = unmapped(MatterEvent), unmapped(MatterDeadline)
APPLICANT = "applicant"
"""The actor of what an applicant does; the person behind it is never named on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """An application as it arrived."""

    organ_id: UUID
    channel: Channel
    arrived_on: date
    confirmed_on: date | None
    applicant: ApplicantIn
    title: str
    description: str | None
    document_reference: str | None
    supply_form: SupplyForm
    source: str | None = None
    external_id: str | None = None
    assignee: str | None = None
    read_back_on: date | None = None
    """When an oral application was read back and confirmed (条例29)."""


class IntakeService:
    """Opens cases."""

    def __init__(self, session: AsyncSession, office: Office) -> None:
        self._session = session
        self._office = office
        self._matters = MatterRepository(session)

    async def key_in(self, filing: Filing, principal: Principal) -> Case:
        """Key in an application that arrived on another way.

        Raises `UnknownOrgan`, `OrganAbolished`, `BornInTheFuture`, `ForeignOrgan`,
        `ExternalIdTaken` and what `check_assignee` does.
        """
        await self.admit(filing, principal)
        taken_by = await self.known_as(filing)
        if taken_by is not None:
            seen = await self._matters.find(Case, taken_by, principal)
            raise ExternalIdTaken(extensions={"case_id": str(taken_by)} if seen else None)
        return await self.open(filing, principal)

    async def admit(self, filing: Filing, principal: Principal) -> None:
        """Go on only if the caller keys in for the organ. Raises `UnknownOrgan`, `ForeignOrgan`."""
        own = works_in(principal, filing.organ_id)
        if not own or not await self._matters.organ_in_scope(filing.organ_id, principal):
            if await self._matters.organ(filing.organ_id) is None:
                raise UnknownOrgan.at("/body/organ_id")
            raise ForeignOrgan(extensions={"permission": Permission.CASES_WRITE})

    async def known_as(self, filing: Filing) -> UUID | None:
        """The case that carries the filing's external id; nobody else enters one until the end."""
        source, external_id = filing.source, filing.external_id
        if source is None or external_id is None:
            return None
        await self._matters.lock_external(source, external_id, filing.organ_id)
        return await self._matters.external(source, external_id, filing.organ_id)

    async def open(self, filing: Filing, principal: Principal) -> Case:
        """Make the case; raises what `check_assignee` and `Opening.ask` do."""
        if filing.assignee is not None:
            await check_assignee(self._session, filing.assignee, filing.organ_id)
        opening = Opening(self._office, filing, actor=principal.actor)
        opened = opening.opened(*await opening.ask(self._session))
        await insert_opened(self._session, opened)
        return opened.case


class Opening:
    """One application on its way to become a case: what is asked first, and what comes of it."""

    def __init__(self, office: Office, filing: Filing, *, actor: str) -> None:
        self._office = office
        self._filing = filing
        self._actor = actor
        self._applicant = self._indexed(filing.applicant)
        self._fingerprint = text_simhash(office.indexes, filing.title, filing.description or "")

    async def ask(
        self, session: AsyncSession, wish: Wish | None = None
    ) -> tuple[OrganRow, WorkingCalendar]:
        """The organ that takes the case, and its calendar; the stored answer of ``wish`` first.

        Raises `UnknownOrgan`, `OrganAbolished`, `BornInTheFuture` and what `Wish.settle` does.
        """
        filing = self._filing
        organ = await find_organ(
            session,
            filing.organ_id,
            document_index=self._applicant.document_index,
            text_simhash=self._fingerprint,
            arrived_on=filing.arrived_on,
            key_scope=None if wish is None else wish.scope,
        )
        self._office.told_organs.pop(filing.organ_id, None)
        if wish is not None:
            wish.settle(organ)
        if organ is None or organ.id is None:
            raise UnknownOrgan.at("/body/organ_id")
        self._office.told_organs[organ.id] = ToldOrgan.of(organ)
        self._check(organ)
        return organ, await self._office.calendars.as_of(organ.notices, session)

    def told(self) -> tuple[ToldOrgan, WorkingCalendar] | None:
        """The organ as it was told last, and the calendar of then: what `ask` would find, if
        `assumed` still holds. None where that is unknown, or there may be something to refuse.
        """
        organ: ToldOrgan | None = self._office.told_organs.get(self._filing.organ_id)
        calendar = None if organ is None else self._office.calendars.held(organ.notices)
        if organ is None or calendar is None:
            return None
        try:
            self._check(organ)
        except (OrganAbolished, BornInTheFuture):
            return None  # a repetition is answered before it is refused: that is to be asked
        return organ, calendar

    def assumed(self, organ: ToldOrgan) -> Mapping[str, object]:
        """On what a case rests of which nothing was asked: parameters of `STILL_HOLDS`."""
        return organ.assumed(self._applicant.document_index, self._filing.arrived_on)

    def _check(self, organ: OrganRow) -> None:
        """Raise `OrganAbolished` and `BornInTheFuture`."""
        if organ.valid_until is not None and organ.valid_until < self._filing.arrived_on:
            raise OrganAbolished.at(
                "/body/organ_id", extensions={"valid_until": organ.valid_until.isoformat()}
            )
        refuse_the_unborn(self._filing.applicant, self._office.clock.today())

    def opened(
        self, organ: OrganRow, calendar: WorkingCalendar, *, access_code: str | None = None
    ) -> Opened:
        """The case with its record and deadlines; of the ``access_code`` only the digest."""
        told = _told(self._filing, organ)
        return self.assembled(organ.region_code, calendar, told, access_code=access_code)

    def assembled(
        self,
        region_code: str | None,
        calendar: WorkingCalendar,
        told: Sequence[tuple[RecordedEvent, date]],
        *,
        state: CaseState = CaseState.RECEIVED,
        access_code: str | None = None,
    ) -> Opened:
        """The case of which this is ``told`` first, each with its day, and which stands in
        ``state`` by it.
        """
        office, filing, applicant = self._office, self._filing, self._applicant
        case = self._case(region_code, access_code, state)
        if filing.read_back_on is not None:
            read = read_back(office.indexes, case, filing.description or "")
            told = [*told, (read, filing.read_back_on)]
        events = [
            append(_NEW_EVENT, case, event, clock=office.clock, actor=self._actor, on=on)
            for event, on in told
        ]
        file = RecordFile(
            recorded(row, event) for row, (event, _) in zip(events, told, strict=True)
        )
        new = frozenset(row.seq for row in events)
        settled = settle(CASE, case, file, (), calendar, office.clock, new=new, model=_NEW_DEADLINE)
        applicant.matter_id = case.id
        applicant.personal = seal(office.keys, case.id, filing.applicant)
        return Opened(case, applicant, events, settled)

    def _case(self, region_code: str | None, access_code: str | None, state: CaseState) -> Case:
        """The case without what follows from its record."""
        office, filing = self._office, self._filing
        description = filing.description or ""
        case_id, digest = new_id(), None
        if access_code is not None:
            digest = hash_access_code(access_code, office.code_key, of=case_id)
        case: Case = _NEW_CASE(
            id=case_id,
            kind=CASE.kind,
            version=0,
            chain_head="",
            organ_id=filing.organ_id,
            state=state.value,
            receipt_number=new_receipt_number(office.clock.today()),
            access_code_digest=digest,
            source=filing.source,
            external_id=filing.external_id,
            channel=filing.channel,
            applicant_kind=filing.applicant.kind,
            has_mail=filing.applicant.email is not None,
            title=filing.title,
            title_names_nobody=names_nobody(filing.title, filing.applicant),
            description_sealed=DESCRIPTION.seal(office.keys, description, case_id),
            text_simhash=self._fingerprint,
            document_reference=filing.document_reference,
            supply_form=filing.supply_form,
            jurisdiction=region_code,
            created_at=office.clock.now(),
        )
        return case

    def _indexed(self, applicant: ApplicantIn) -> Applicant:
        """The applicant without what is bound to a case."""
        indexes, document = self._office.indexes, applicant.document
        indexed: Applicant = _NEW_APPLICANT(
            kind=applicant.kind,
            document_type=document.type,
            help_needed=list(applicant.help_needed),
            document_index=indexes.digest(
                DOCUMENT_INDEX, _own(f"{document.type}:{document.number}", document.number)
            ),
            phone_index=indexes.digest(PHONE_INDEX, _own(applicant.phone, applicant.phone)),
        )
        return indexed


def _own(indexed: str, value: str) -> str:
    """What is indexed; what was not kept is like nothing else, so that nobody is found by it."""
    return f"{NOT_KEPT}:{new_id()}" if value == NOT_KEPT else indexed


def screened(filing: Filing) -> Filing:
    """The filing of an applicant without numbers of people in what everybody in the office reads.

    What is masked goes whole into the description, which is sealed and which the clerk sees.
    """
    title, reference, whole = screened_texts(filing.title, filing.document_reference)
    if title is None or not whole:
        return filing
    description = "\n".join([*whole, filing.description or ""]).strip()
    return replace(filing, title=title, document_reference=reference, description=description)


def refuse_the_unborn(applicant: ApplicantIn, today: date) -> None:
    """Raise `BornInTheFuture` at the document that names a day of birth after today.

    Not in the schema, because only the platform's clock knows the day.
    """
    for place, document in applicant.documents():
        if not document.is_of_somebody_born_by(today):
            raise BornInTheFuture.at(f"/body/applicant{place}/number")


def arrival_of(filing: Filing, jurisdiction: str | None) -> ApplicationReceived:
    """That it arrived, as it is put on record."""
    return ApplicationReceived(
        channel=filing.channel,
        organ_id=filing.organ_id,
        applicant_kind=filing.applicant.kind,
        jurisdiction=jurisdiction,
        assignee=filing.assignee,
        source=filing.source,
        external_id=filing.external_id,
    )


def _told(filing: Filing, organ: OrganRow) -> list[tuple[RecordedEvent, date]]:
    """What is put on record of an application that is taken in."""
    received = arrival_of(filing, organ.region_code)
    told: list[tuple[RecordedEvent, date]] = [(received, filing.arrived_on)]
    if filing.confirmed_on is not None:
        told.append((ReceiptConfirmed(means=None), filing.confirmed_on))
    threshold = organ.threshold or APPLICATIONS_A_MONTH
    in_month = organ.in_month + 1
    if in_month > threshold:
        noted = FrequencyNoted(in_month=in_month, threshold=threshold, duplicates=organ.duplicates)
        told.append((noted, filing.arrived_on))
    return told


class ConfirmationService:
    """Confirms the receipt of one case by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def confirm(
        self, case_id: UUID, expected: IfMatch, *, confirmed_on: date, means: ConfirmationMeans
    ) -> Case:
        """Receipt was confirmed with the applicant (条例31): day 0 of the clock."""
        desk = self._desk
        case = await desk.take(case_id, CONFIRM, expected)
        confirmed = ReceiptConfirmed(means=means)
        desk.check_day(case, confirmed, confirmed_on, "confirmed_on")
        await desk.perform(case, CONFIRM, Act(confirmed, confirmed_on))
        return case
