"""Jobs: what takes longer than a caller waits, worked off by the worker, asked for by its owner.

    job = await Jobs(session, clock, principal).start("case_import", arguments, of=rows)
    …                                      # 202 with `Location: job.path`

    async def import_cases(run: JobRun) -> JobResult:      # in the worker
        while rows left by run.progress:
            async with run.step() as step:                 # one transaction, under the job's lease
                …                                          # write what a batch brings
                step.progress = {…, "done": n}             # recorded with it, and so exactly once
            run.breathe()                                  # others' turn after some seconds
        return {…}

A job is a row of `gongkai.work` with its owner: arguments hold ids and codes only, a file that it
reads or makes stands in `gongkai.files`. What a step wrote is recorded with how far the job is: a
worker that dies resumes after the last step and doubles nothing; a job that was cancelled ends
before its next step, and what earlier ones did stays. A service collects `gongkai.jobs.models`,
gives its API `jobs.router.jobs_router` and its worker `jobs.worker.job_loops` (ADR 0055).
"""

from gongkai.jobs.models import JOBS, Job
from gongkai.jobs.running import JobKind, JobRun
from gongkai.jobs.service import Jobs

__all__ = ["JOBS", "Job", "JobKind", "JobRun", "Jobs"]
