"""A row that the ORM does not watch looks like one that it does."""

from datetime import UTC, date, datetime

import pytest

from gongkai.db.unmapped import unmapped
from gongkai.deadlines.due import Due
from requests_api.cases.models import Case
from requests_api.matters.models import MatterDeadline


def test_every_column_is_there_and_empty_until_it_is_given():
    row = unmapped(Case)(title="测试文件", version=1)
    assert (row.title, row.version, row.organ_id) == ("测试文件", 1, None)
    assert set(vars(row)) == {name for name in vars(Case(title="x")) if name[0] != "_"} | set(
        Case.__mapper__.column_attrs.keys()
    )
    row.state = "received"
    assert row.state == "received"
    assert unmapped(Case)().title is None


def test_properties_go_with_it():
    row = unmapped(MatterDeadline)()
    row.due = Due(on=date(2026, 3, 2))
    assert row.due_on == date(2026, 3, 2)
    assert row.ends_at == datetime(2026, 3, 2, 16, tzinfo=UTC)
    assert row.due == Due(on=date(2026, 3, 2))


def test_what_is_no_column_is_refused():
    with pytest.raises(TypeError, match="colour"):
        unmapped(Case)(colour="red")
