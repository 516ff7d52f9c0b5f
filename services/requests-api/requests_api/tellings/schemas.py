"""What enters the route of telling an applicant."""

from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Day, Seq
from requests_api.matters.schemas import PaperIn
from requests_api.tellings.kinds import TellingMeans


class TellingIn(
    PaperIn,
    json_schema_extra={"examples": [{"entries": [3], "by": "post", "told_on": "2026-01-12"}]},
):
    """Of what the applicant was told, how and when."""

    entries: Annotated[
        tuple[Seq, ...],
        Field(
            min_length=1,
            max_length=100,
            description="所告知事项在卷宗记录中的序号（untold 的 seq）",
        ),
    ]
    by: Annotated[TellingMeans, Field(description="告知方式")]
    told_on: Annotated[Day, Field(description="告知日期")]
