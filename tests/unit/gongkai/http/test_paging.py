"""Pages by keyset, with cursors that are bound to their search."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from gongkai.crypto.signing import Signer
from gongkai.http.cursors import CursorGone
from gongkai.http.paging import Keyset, Page, PageQuery, Pager
from gongkai.http.schemas import Out, Text

SIGNER = Signer(b"k" * 32)
OTHER_SERVICE = Signer(b"k" * 32, service="other")
ID = UUID("01980000-0000-7000-8000-000000000000")


class Tables(DeclarativeBase):
    pass


class Thing(Tables):
    __tablename__ = "things"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    due_on: Mapped[date]
    number: Mapped[str]


class Query(PageQuery):
    text: Text | None = None


@dataclass
class Row:
    id: UUID
    created_at: datetime
    due_on: date
    number: str


ROWS = [
    Row(UUID(int=n), datetime(2026, 1, n, 8, tzinfo=UTC), date(2026, 1, n), f"政{n}")
    for n in range(1, 6)
]
NEWEST = Keyset((Thing.created_at, Thing.id), descending=True)


def _sql(statement):
    compiled = statement.compile(dialect=postgresql.asyncpg.dialect())
    return str(compiled), compiled.params


def test_the_first_page_asks_for_one_row_more_and_gives_a_cursor_only_if_there_is_more():
    pager = Pager(SIGNER, "things", Query(limit=4), NEWEST)
    sql, params = _sql(pager.apply(select(Thing)))
    assert "ORDER BY things.created_at DESC, things.id DESC" in sql
    assert "WHERE" not in sql
    assert 5 in params.values()
    assert pager.page(ROWS[:4]).next_cursor is None
    page = pager.page(ROWS)
    assert page.items == ROWS[:4]
    assert page.next_cursor is not None


def test_the_next_page_starts_after_the_last_row_by_one_row_value_comparison():
    cursor = Pager(SIGNER, "things", Query(limit=2), NEWEST).page(ROWS).next_cursor
    sql, params = _sql(
        Pager(SIGNER, "things", Query(limit=2, cursor=cursor), NEWEST).apply(select(Thing))
    )
    assert "(things.created_at, things.id) < (" in sql
    assert ROWS[1].created_at in params.values()
    assert ROWS[1].id in params.values()


def test_dates_texts_and_ascending_order_work_too():
    keyset = Keyset((Thing.due_on, Thing.number, Thing.id))
    cursor = Pager(SIGNER, "things", Query(limit=1), keyset).page(ROWS).next_cursor
    sql, params = _sql(Pager(SIGNER, "things", Query(cursor=cursor), keyset).apply(select(Thing)))
    assert "(things.due_on, things.number, things.id) > (" in sql
    assert {date(2026, 1, 1), "政1", UUID(int=1)} <= set(params.values())


def test_a_cursor_continues_only_its_own_search():
    cursor = Pager(SIGNER, "things", Query(limit=1, text="a"), NEWEST).page(ROWS).next_cursor
    Pager(SIGNER, "things", Query(limit=9, text="a", cursor=cursor), NEWEST)
    with pytest.raises(CursorGone):
        Pager(SIGNER, "things", Query(text="b", cursor=cursor), NEWEST)
    with pytest.raises(CursorGone):
        Pager(SIGNER, "others", Query(text="a", cursor=cursor), NEWEST)
    with pytest.raises(CursorGone):
        Pager(Signer(b"x" * 32), "things", Query(text="a", cursor=cursor), NEWEST)
    with pytest.raises(CursorGone):
        Pager(OTHER_SERVICE, "things", Query(text="a", cursor=cursor), NEWEST)


@pytest.mark.parametrize("cursor", ["", "x", "a.b", "\x00", "..", "é" * 10, "a" * 2048, "a" * 9000])
def test_anything_else_is_no_cursor(cursor):
    with pytest.raises(CursorGone):
        Pager(SIGNER, "things", Query(cursor=cursor), NEWEST)


@pytest.mark.parametrize("limit", [0, -1, 201, 10**30, "x", 1.5])
def test_the_limit_is_bounded(limit):
    with pytest.raises(ValidationError):
        Query(limit=limit)


def test_a_page_of_rows_becomes_a_page_of_answers():
    class ThingOut(Out):
        number: str

    rows = Pager(SIGNER, "things", Query(limit=2), NEWEST).page(ROWS)
    page = Page[ThingOut].model_validate(rows)
    assert [item.number for item in page.items] == ["政1", "政2"]
    assert page.next_cursor == rows.next_cursor
