"""The local texts that were loaded, as every clock of a process is given them.

What is in the table decides, not what a process holds: each statement that needs a calendar says
which texts there are, and a process that holds others reads them anew.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, Text, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import Notice
from gongkai.db.base import table_of
from gongkai.reference.notices import CalendarSource, notices_stamp
from gongkai.rules import LOCAL_ANSWER
from requests_api.clock.almanac import Almanac
from requests_api.clock.rules import LocalMeasures
from requests_api.rule_sets.models import LoadedRuleSet, RuleSetConfirmation

_TEXT, _CONFIRMED = table_of(LoadedRuleSet).c, table_of(RuleSetConfirmation).c
_IS_OF_VERSION = and_(_CONFIRMED.code == _TEXT.code, _CONFIRMED.version == _TEXT.version)


def almanac_stamp() -> ScalarSelect[str | None]:
    """Which notices and which texts there are, and which of these were confirmed, as one text;
    nothing is ever taken from the texts, so their numbers say it.
    """
    texts, confirmed = (
        select(func.count()).select_from(table_of(model)).scalar_subquery()
        for model in (LoadedRuleSet, RuleSetConfirmation)
    )
    parts = notices_stamp(), texts, confirmed
    return select(func.concat_ws("|", *parts, type_=Text)).scalar_subquery()


def counting(instant: datetime | None = None) -> Select[LoadedRuleSet]:
    """The versions that count: all but those that wait for a second administrator; as they did at
    ``instant``.
    """
    statement = select(LoadedRuleSet).outerjoin(RuleSetConfirmation, _IS_OF_VERSION)
    counts = or_(~_TEXT.awaits_confirmation, _CONFIRMED.confirmed_at.is_not(None))
    if instant is not None:
        counts = and_(
            _TEXT.set_at <= instant,
            or_(~_TEXT.awaits_confirmation, _CONFIRMED.confirmed_at <= instant),
        )
    return statement.where(counts)


class AlmanacSource(CalendarSource):
    """The calendar of one process with the local texts that were loaded."""

    def stamp(self) -> ScalarSelect[str | None]:
        """What changes with every notice and every text."""
        return almanac_stamp()

    async def laid(
        self, notices: Iterable[Notice], session: AsyncSession, instant: datetime | None = None
    ) -> Almanac:
        """The calendar with these notices, and with the texts that counted by ``instant``."""
        loaded = [measures_of(row) for row in await session.scalars(counting(instant))]
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
