"""The worker of requests-api: reads the feeds of the others, recomputes cases, forgets."""

from collections.abc import Sequence

from gongkai.files.worker import file_loops
from gongkai.process import Process, run_worker
from gongkai.queue import Loop
from requests_api.access_codes.access import forget_old_failures
from requests_api.applicant_contacts.service import forget_former_addresses
from requests_api.features import KINDS
from requests_api.feeds import SUBSCRIPTIONS
from requests_api.process import files_of, office_of, open_requests, scanner_of
from requests_api.recomputations.preview_service import forget_previews, work_off_previews
from requests_api.recomputations.service import recompute_outdated
from requests_api.settings import RequestsSettings

_FORGET_SECONDS = 300.0


def loops(process: Process[RequestsSettings]) -> Sequence[Loop]:
    """What this worker repeats."""
    office = office_of(process)

    async def recompute() -> None:
        await recompute_outdated(office, KINDS)

    async def preview() -> None:
        await work_off_previews(office, KINDS)

    async def forget() -> None:
        async with process.database.unit_of_work() as session:
            await forget_old_failures(session, office)
            await forget_former_addresses(session, office)
            await forget_previews(session, office)

    return [
        *(process.feed(subscription) for subscription in SUBSCRIPTIONS),
        *file_loops(process.database, process.clock, files_of(process), scanner_of(process)),
        Loop("recompute", process.settings.feed_poll_seconds, recompute),
        Loop("preview", process.settings.feed_poll_seconds, preview),
        Loop("forget", _FORGET_SECONDS, forget),
    ]


def main() -> None:
    """Work until told to stop."""
    run_worker(lambda: open_requests("worker"), loops)


if __name__ == "__main__":
    main()
