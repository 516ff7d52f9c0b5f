"""A table of cases, and a job of the head's with the file that it made."""

from datetime import timedelta

from gongkai.auth.local import LOCAL_ISSUER
from gongkai.auth.principal import Principal, Role
from gongkai.contracts import Service
from gongkai.files import MediaType
from gongkai.jobs import Jobs
from tests.case_tables import as_csv, closed
from tests.integration.security.targets import Target

TABLE = as_csv(closed("样例依申〔2020〕1号"))


def queries(target: Target) -> dict:
    """What stands in the address of an import: the organ, which is never the foreign one."""
    return {"import_cases": [("filename", "sample.csv"), ("organ_id", str(target.own))]}


async def seed_job(target: Target) -> str:
    """A job with a file; its id."""
    state = target.app.state
    owner = Principal(
        issuer=LOCAL_ISSUER,
        subject=f"own-{Role.HEAD}",
        name="样例",
        organ_id=target.own,
        roles=frozenset({Role.HEAD}),
        scopes=frozenset(),
        expires_at=state.clock.now() + timedelta(hours=1),
    )

    async def content():
        yield "甲,乙\n".encode()

    staged = await state.files.stage_made("样例.csv", MediaType.CSV, content())
    async with state.database.unit_of_work() as session:
        stored = await state.files.record(session, staged, is_own=True)
        jobs = Jobs(session, state.clock, owner)
        job_id = await jobs.start("sample", {}, service=Service.REQUESTS)
        (await jobs.find(job_id)).result_file_id = stored.id
        await session.flush()
    return str(job_id)
