"""Rating an answer, and reading ratings."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.record import read_whole
from requests_api.access_codes.events import present_code
from requests_api.cases.kind import CASE, CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.states import CaseState
from requests_api.intake.service import APPLICANT
from requests_api.matters.access import reads_texts
from requests_api.matters.desk import Act, Recorder
from requests_api.matters.file import RecordFile
from requests_api.matters.models import WORDS
from requests_api.matters.office import Office
from requests_api.ratings.errors import RatedAlready, RatingNotFound, RatingTooEarly
from requests_api.ratings.events import ReplyRated
from requests_api.ratings.schemas import HIGHEST, LOWEST, RatingOut, RatingsOut, ScoreOut

_HUNDREDTH = Decimal("0.01")


async def rate(
    session: AsyncSession, office: Office, case: Case, score: int, text: str | None
) -> date:
    """Rate the answer to the application, which is locked; returns the day.

    Raises `RatingTooEarly` and `RatedAlready`.
    """
    if case.state != CaseState.REPLIED:
        raise RatingTooEarly
    if case.rating is not None:
        raise RatedAlready
    recorder = Recorder(session, office, CASE, actor=APPLICANT)
    under = present_code((await recorder.load(case)).file)
    await recorder.put_on_record(case, Act(ReplyRated(score=score, under=under), words=text))
    return recorder.today


async def rating_of(desk: CaseDesk, case: Case) -> RatingOut:
    """The rating of a case's answer, with its text for those who work on the case.

    Raises `RatingNotFound`.
    """
    file = RecordFile(read_whole(case, await desk.matters.events(case.id)))
    found = next(iter(file.of(ReplyRated)), None)
    if found is None:
        raise RatingNotFound
    item, rated = found
    with_words = reads_texts(desk.principal, case.organ_id)
    said = (await desk.matters.said(case.id)).get(item.seq) if with_words else None
    keys = desk.office.keys
    return RatingOut(
        score=rated.score,
        rated_on=item.on,
        text=None if said is None else WORDS.shown(keys, said, case.id, item.seq),
        free_text_withheld=not with_words,
    )


def ratings_out(organ_id: UUID, year: int, counted: Mapping[int, int]) -> RatingsOut:
    """The ratings of a year, every score counted."""
    count = sum(counted.values())
    total = sum(score * number for score, number in counted.items())
    mean = None if not count else (Decimal(total) / count).quantize(_HUNDREDTH, ROUND_HALF_UP)
    every = range(LOWEST, HIGHEST + 1)
    return RatingsOut(
        organ_id=organ_id,
        year=year,
        count=count,
        average=None if mean is None else str(mean),
        by_score=[ScoreOut(score=score, count=counted.get(score, 0)) for score in every],
    )
