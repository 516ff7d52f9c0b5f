"""The local texts that were loaded, as every clock of a process is given them.

What is in the table decides, not what a process holds: each statement that needs a calendar says
which texts there are, and a process that holds others reads them anew.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, Text, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import Notice
from gongkai.db.base import table_of
from gongkai.reference.notices import CalendarSource, notices_stamp
from gongkai.rules import LOCAL_ANSWER
from requests_api.clock.almanac import Almanac
from requests_api.clock.rules import LocalMeasures
from requests_api.rule_sets.models import LoadedRuleSet


def almanac_stamp() -> ScalarSelect[str | None]:
    """Which notices and which texts there are, as one text; nothing is ever taken from the texts,
    so their number says it.
    """
    texts = select(func.count()).select_from(table_of(LoadedRuleSet)).scalar_subquery()
    return select(func.concat_ws("|", notices_stamp(), texts, type_=Text)).scalar_subquery()


class AlmanacSource(CalendarSource):
    """The calendar of one process with the local texts that were loaded."""

    def stamp(self) -> ScalarSelect[str | None]:
        """What changes with every notice and every text."""
        return almanac_stamp()

    async def laid(
        self, notices: Iterable[Notice], session: AsyncSession, instant: datetime | None = None
    ) -> Almanac:
        """The calendar with these notices, and with the texts that were loaded by ``instant``."""
        statement = select(LoadedRuleSet)
        if instant is not None:
            statement = statement.where(LoadedRuleSet.set_at <= instant)
        loaded = [measures_of(row) for row in await session.scalars(statement)]
        return Almanac(notices, loaded=loaded)


def measures_of(row: LoadedRuleSet) -> LocalMeasures:
    """A loaded text as the clock takes it."""
    text, answer = row.text, row.text["answer"]
    pause = text.get("pause")
    return LocalMeasures(
        id=row.code,
        title=text["title"],
        prefix=text["jurisdiction"],
        rule=LOCAL_ANSWER,
        base=answer["working_days"],
        basis=_basis(text, answer),
        pauses=pause is not None,
        pause_basis="" if pause is None else _basis(text, pause),
        valid_from=_day(text["valid_from"]),
        valid_until=_day(text.get("valid_until")),
        version=row.version,
        source=text["source"],
    )


def _basis(text: dict[str, Any], part: dict[str, Any]) -> str:
    return f"{text['title']}{part['source']}"


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
