"""Applications that another system knows too: entered once, then never moved by it (ADR 0045)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.crypto.fields import KeyRing
from requests_api.applicants.models import Applicant
from requests_api.applicants.presenter import opened
from requests_api.cases.models import Case
from requests_api.intake.kinds import SourceOutcome
from requests_api.intake.service import Filing, IntakeService
from requests_api.matters.models import DESCRIPTION
from requests_api.matters.office import Office
from requests_api.matters.repository import MatterRepository

_STATED = ("title", "document_reference", "channel", "arrived_on", "supply_form")
_WHERE_STATED = ("confirmed_on", "assignee")
"""What a source need not know: left out, it says nothing."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What became of what a source told."""

    case_id: UUID
    version: int
    outcome: SourceOutcome
    differs: list[str]
    """The members of which the file says otherwise."""


class CaseSync:
    """What a source system tells of its applications, in one transaction; safe to repeat."""

    def __init__(self, session: AsyncSession, office: Office) -> None:
        self._session = session
        self._office = office

    async def upsert(self, filing: Filing, principal: Principal) -> Synced:
        """Enter the application, or say how the file that there is differs from it.

        A file that exists is the office's: no day, no word and nobody responsible changes here.
        Raises what keying in does, except `ExternalIdTaken`.
        """
        intake = IntakeService(self._session, self._office)
        await intake.admit(filing, principal)
        known = await intake.known_as(filing)
        case = None
        if known is not None:
            case = await MatterRepository(self._session).find(Case, known, principal)
        if case is None:
            new = await intake.open(filing, principal)
            return Synced(new.id, new.version, SourceOutcome.CREATED, [])
        differs = await self._differences(case, filing)
        outcome = SourceOutcome.KEPT if differs else SourceOutcome.UNCHANGED
        return Synced(case.id, case.version, outcome, differs)

    async def _differences(self, case: Case, filing: Filing) -> list[str]:
        keys = self._office.keys
        found = [name for name in _STATED if getattr(case, name) != getattr(filing, name)]
        for name in _WHERE_STATED:
            stated = getattr(filing, name)
            if stated is not None and getattr(case, name) != stated:
                found.append(name)
        description = DESCRIPTION.opened(keys, case.description_sealed, case.id)
        if description != (filing.description or ""):
            found.append("description")
        applicant = await self._session.get_one(Applicant, case.id)
        if _said_of(applicant, keys) != _as_kept(filing):
            found.append("applicant")
        return sorted(found)


def _said_of(applicant: Applicant, keys: KeyRing) -> dict[str, Any]:
    """The applicant as one value: which part of it differs is told to nobody who does not know."""
    values = opened(applicant.matter_id, applicant.personal, keys)
    if values["agent"] is not None:
        values["agent"].pop("authority_attachment_id")  # which no source states
    return {**values, "kind": applicant.kind, "help_needed": sorted(applicant.help_needed)}


def _as_kept(filing: Filing) -> dict[str, Any]:
    values = filing.applicant.model_dump(mode="json")
    return {**values, "help_needed": sorted(filing.applicant.help_needed)}
