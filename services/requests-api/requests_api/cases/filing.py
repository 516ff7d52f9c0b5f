"""How an application becomes a case: filed by the applicant online, or keyed in by the office."""

import json
import re
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Permission, Principal
from gongkai.crypto.codes import generate_access_code, hash_access_code
from gongkai.db import new_id
from requests_api.applicants.schemas import ApplicantIn
from requests_api.cases.access import works_in
from requests_api.cases.desk import Office
from requests_api.cases.errors import ExternalIdTaken, ForeignOrgan, OrganAbolished, UnknownOrgan
from requests_api.cases.lifecycle import CaseState
from requests_api.cases.models import Applicant, Case
from requests_api.cases.opening import SELECT_ORGAN, insert_opened
from requests_api.cases.record import Act, recorded, settle
from requests_api.cases.repository import CaseRepository
from requests_api.clock.facts import Channel

APPLICANT = "applicant"
"""The actor of what an applicant does; the person behind it is never named on record."""

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_RECEIPT_NUMBER = re.compile(r"S(\d{8})-?([2-9A-Z]{8})", re.ASCII)


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
    supply_form: str
    source: str | None = None
    external_id: str | None = None
    assignee: str | None = None


class FilingService:
    """Opens cases."""

    def __init__(self, session: AsyncSession, office: Office) -> None:
        self._session = session
        self._office = office
        self._cases = CaseRepository(session)

    async def submit(self, filing: Filing) -> tuple[Case, str]:
        """File an application for its applicant; returns the case and the access code.

        The code is shown once; only its digest is kept. Raises `UnknownOrgan` and `OrganAbolished`.
        """
        code = generate_access_code()
        case = await self._open(filing, actor=APPLICANT, access_code=code)
        return case, code

    async def key_in(self, filing: Filing, principal: Principal) -> Case:
        """Key in an application that arrived on another way.

        Raises `UnknownOrgan`, `OrganAbolished`, `ForeignOrgan` and `ExternalIdTaken`.
        """
        own = works_in(principal, filing.organ_id)
        if not own or not await self._cases.organ_in_scope(filing.organ_id, principal):
            if await self._cases.organ(filing.organ_id) is None:
                raise UnknownOrgan.at("/body/organ_id")
            raise ForeignOrgan(extensions={"permission": Permission.CASES_WRITE})
        if filing.source is not None and filing.external_id is not None:
            taken_by = await self._cases.external(filing.source, filing.external_id)
            if taken_by is not None:
                seen = await self._cases.find(taken_by, principal)
                raise ExternalIdTaken(extensions={"case_id": str(taken_by)} if seen else None)
        return await self._open(filing, actor=principal.subject, access_code=None)

    async def _open(self, filing: Filing, *, actor: str, access_code: str | None) -> Case:
        office = self._office
        found = await self._session.execute(SELECT_ORGAN, {"organ_id": filing.organ_id})
        organ = found.one_or_none()
        if organ is None:
            raise UnknownOrgan.at("/body/organ_id")
        if organ.valid_until is not None and organ.valid_until < filing.arrived_on:
            raise OrganAbolished.at(
                "/body/organ_id", extensions={"valid_until": organ.valid_until.isoformat()}
            )
        calendar = await office.calendars.as_of(organ.notices, self._session)
        case = self._case(filing, organ.region_code, access_code)
        act = Act("application_received", filing.arrived_on, actor, _received(filing))
        event = recorded(case, act, office.clock)
        settled = settle(case, [event], (), calendar, office.clock)
        applicant = self._applicant(case.id, filing.applicant)
        await insert_opened(self._session, case, applicant, event, settled)
        return case

    def _case(self, filing: Filing, region_code: str | None, access_code: str | None) -> Case:
        office = self._office
        digest = None if access_code is None else hash_access_code(access_code, office.code_key)
        return Case(
            id=new_id(),
            version=0,
            chain_head="",
            organ_id=filing.organ_id,
            state=CaseState.RECEIVED,
            is_open=True,
            receipt_number=new_receipt_number(office.clock.today()),
            access_code_digest=digest,
            source=filing.source,
            external_id=filing.external_id,
            channel=filing.channel,
            applicant_kind=filing.applicant.kind,
            title=filing.title,
            description=filing.description or "",
            document_reference=filing.document_reference,
            supply_form=filing.supply_form,
            jurisdiction=region_code,
            assignee=filing.assignee,
            arrived_on=filing.arrived_on,
            confirmed_on=filing.confirmed_on,
            rule_set="",
            is_provisional=False,
            clock_state="",
            calendar_version="",
            is_extended=False,
            open_consultations=0,
            created_at=office.clock.now(),
        )

    def _applicant(self, case_id: UUID, applicant: ApplicantIn) -> Applicant:
        indexes = self._office.indexes
        document = applicant.document
        return Applicant(
            case_id=case_id,
            kind=applicant.kind,
            document_type=document.type,
            help_needed=list(applicant.help_needed),
            personal=self._office.keys.encrypt(
                "applicants", "personal", case_id, _personal(applicant)
            ),
            document_index=indexes.digest(
                "applicant.document", f"{document.type}:{document.number}"
            ),
            phone_index=indexes.digest("applicant.phone", applicant.phone),
        )


def new_receipt_number(today: date) -> str:
    """A number that can be read out over the telephone and not be guessed from another one."""
    return f"S{today:%Y%m%d}-" + "".join(secrets.choice(_ALPHABET) for _ in range(8))


def receipt_number_of(heard: str) -> str:
    """A receipt number as it was given out, whichever way it was typed.

    Small letters, blanks and a missing dash do not matter. Takes any text; what is no receipt
    number stays as it is.
    """
    match = _RECEIPT_NUMBER.fullmatch("".join(heard.upper().split()))
    return heard if match is None else f"S{match[1]}-{match[2]}"


def _personal(applicant: ApplicantIn) -> bytes:
    values = applicant.model_dump(mode="json", exclude={"kind", "help_needed"})
    return json.dumps(values, ensure_ascii=False).encode()


def _received(filing: Filing) -> dict[str, Any]:
    return {
        "channel": filing.channel.value,
        "organ_id": str(filing.organ_id),
        "applicant_kind": filing.applicant.kind.value,
        "confirmed_on": None if filing.confirmed_on is None else filing.confirmed_on.isoformat(),
        "source": filing.source,
        "external_id": filing.external_id,
    }
