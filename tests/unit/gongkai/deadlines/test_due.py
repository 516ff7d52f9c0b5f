"""When a deadline ends: a day until midnight in Shanghai, an instant by itself."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from gongkai.deadlines.due import Due
from gongkai.time import SHANGHAI

MOMENT = datetime(2025, 3, 31, 18, 30, tzinfo=UTC)


def test_a_day_ends_at_midnight_in_shanghai():
    due = Due(on=date(2025, 3, 31))
    assert due.ends_at == datetime(2025, 4, 1, tzinfo=SHANGHAI)
    assert (due.day, due.key) == (date(2025, 3, 31), "2025-03-31")


def test_an_instant_ends_by_itself_on_its_day_in_shanghai():
    due = Due(at=MOMENT)
    assert due.ends_at == MOMENT
    assert due.day == date(2025, 4, 1)


def test_an_instant_has_one_key_however_it_is_written():
    elsewhere = MOMENT.astimezone(timezone(timedelta(hours=-5)))
    assert Due(at=elsewhere).key == Due(at=MOMENT).key == "2025-03-31T18:30:00+00:00"
    assert Due(at=elsewhere) == Due(at=MOMENT)


@pytest.mark.parametrize(
    "given",
    [{}, {"on": date(2025, 3, 31), "at": MOMENT}, {"at": MOMENT.replace(tzinfo=None)}],
)
def test_neither_both_nor_an_instant_without_zone_is_an_end(given):
    with pytest.raises(ValueError, match="deadline"):
        Due(**given)
