"""The worker of requests-api: reads the feeds of the others, recomputes cases, forgets."""

from collections.abc import Sequence

from gongkai.contracts import Service
from gongkai.files.opening import files_of, scanner_of
from gongkai.files.worker import file_loops
from gongkai.jobs.worker import job_loops
from gongkai.process import Process, run_worker
from gongkai.queue import Loop
from requests_api.access_codes.access import forget_old_failures
from requests_api.applicant_contacts.service import forget_former_addresses
from requests_api.enclosures.screening_service import screen_due
from requests_api.features import KINDS
from requests_api.feeds import subscriptions
from requests_api.imports.job_service import import_kind
from requests_api.process import office_of, open_requests
from requests_api.publications.client import HttpProposals
from requests_api.publications.sending_service import send_due
from requests_api.recomputations.preview_service import forget_previews, work_off_previews
from requests_api.recomputations.service import recompute_outdated
from requests_api.settings import RequestsSettings
from requests_api.worklist.job_service import export_kind

_FORGET_SECONDS = 300.0
_SCREEN_SECONDS = 2.0
_PROPOSE_SECONDS = 10.0


def loops(process: Process[RequestsSettings]) -> Sequence[Loop]:
    """What this worker repeats."""
    office, files = office_of(process), files_of(process)
    kinds = [import_kind(office, files), export_kind(office, files, process.signer)]

    async def recompute() -> None:
        await recompute_outdated(office, KINDS)

    async def preview() -> None:
        await work_off_previews(office, KINDS)

    async def forget() -> None:
        async with process.database.unit_of_work() as session:
            await forget_old_failures(session, office)
            await forget_former_addresses(session, office)
            await forget_previews(session, office)

    proposals = HttpProposals(process.client, process.addresses[Service.CATALOG], process.tokens)

    async def propose() -> None:
        await send_due(office, proposals)

    async def screen() -> None:
        await screen_due(office, files)

    return [
        *(process.feed(subscription) for subscription in subscriptions(office)),
        *file_loops(process.database, process.clock, files, scanner_of(process)),
        *job_loops(process.database, process.clock, files, kinds),
        Loop("recompute", process.settings.feed_poll_seconds, recompute),
        Loop("enclosures.screen", _SCREEN_SECONDS, screen),
        Loop("publications.propose", _PROPOSE_SECONDS, propose),
        Loop("preview", process.settings.feed_poll_seconds, preview),
        Loop("forget", _FORGET_SECONDS, forget),
    ]


def main() -> None:
    """Work until told to stop."""
    run_worker(lambda: open_requests("worker"), loops)


if __name__ == "__main__":
    main()
