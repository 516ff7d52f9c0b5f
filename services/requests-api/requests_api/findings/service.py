"""Entering what screening found, and answering for it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from gongkai.auth.principal import Permission
from gongkai.crypto.fields import KeyRing
from gongkai.db import new_id
from gongkai.screening import Kind
from gongkai.screening.documents import screen
from gongkai.screening.reports import Report
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.states import WORKING
from requests_api.findings.errors import (
    FindingNotFound,
    FindingsFixed,
    ResolutionNeedsPerson,
    SecrecyNeedsHead,
)
from requests_api.findings.events import FindingResolved
from requests_api.findings.kinds import Resolution
from requests_api.findings.models import EXCERPT, REASON, Finding
from requests_api.findings.repository import FindingRepository
from requests_api.matters.desk import Act


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of a finding, and why."""

    finding_id: UUID
    resolution: Resolution
    reason: str


def rows_of(
    report: Report, keys: KeyRing, *, enclosure_id: UUID | None = None, reply_id: UUID | None = None
) -> Iterator[Finding]:
    """What was found, and what was not looked at, in an enclosure or in the text of a reply."""
    for why in report.unscreened:
        yield Finding(id=new_id(), enclosure_id=enclosure_id, reply_id=reply_id, kind=why, times=1)
    for each in report.findings:
        finding_id = new_id()
        yield Finding(
            id=finding_id,
            enclosure_id=enclosure_id,
            reply_id=reply_id,
            kind=each.kind,
            part=each.part,
            at=each.at,
            times=each.times,
            excerpt_sealed=EXCERPT.seal(keys, each.excerpt, finding_id),
        )


def screened_text(content: str) -> Report:
    """What stands in the text of a reply: short, ours, and so looked through at once."""
    return screen(io.BytesIO(content.encode()), "text")


async def resolve(desk: CaseDesk, case: Case, screened_id: UUID, answer: Answer) -> Finding:
    """Answer for a finding in an enclosure, or in the text of the reply, of a case that is locked
    and may still change it; the last answer holds. What shall be masked stays open until something
    without it has come in its place.

    Raises `ResolutionNeedsPerson`, `FindingNotFound` and `SecrecyNeedsHead`.
    """
    if desk.principal.is_machine:
        raise ResolutionNeedsPerson
    finding = await FindingRepository(desk.session).find(screened_id, answer.finding_id)
    if finding is None:
        raise FindingNotFound
    settles, decides = answer.resolution.settles, desk.principal.allows(Permission.CASES_APPROVE)
    if finding.kind is Kind.SECRECY_MARK and settles and not decides:
        raise SecrecyNeedsHead
    was_settled = finding.resolution is not None and finding.resolution.settles
    finding.resolution = answer.resolution
    finding.reason_sealed = REASON.seal(desk.office.keys, answer.reason, finding.id)
    finding.resolved_by, finding.resolved_at = desk.principal.actor, desk.office.clock.now()
    resolved = FindingResolved(
        ref=screened_id,
        finding_id=finding.id,
        kind=finding.kind,
        resolution=answer.resolution,
        was_settled=was_settled,
    )
    await desk.put_on_record(case, Act(resolved, words=answer.reason))
    return finding


async def resolve_in_text(desk: CaseDesk, case_id: UUID, answer: Answer) -> tuple[Case, Finding]:
    """Answer for a finding in the text of the present draft, as `resolve`.

    Raises `ForeignOrgan` and `FindingsFixed` besides.
    """
    case = await desk.find_own(case_id)
    if case.reply_id is None:
        raise FindingNotFound
    if case.state not in WORKING:
        raise FindingsFixed
    return case, await resolve(desk, case, case.reply_id, answer)
