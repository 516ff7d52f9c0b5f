"""The driver is given what SQLAlchemy would have given it, constants converted once."""

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, bindparam, select
from sqlalchemy.dialects.postgresql import JSONB

from gongkai.codes import LabelledEnum
from gongkai.db.base import EnumText
from gongkai.db.driver import Compiled
from gongkai.db.json import listed


class Weather(LabelledEnum):
    FAIR = "fair", "晴"
    SNOW = "snow", "雪"


DAYS = Table(
    "days",
    MetaData(),
    Column("id", Integer),
    Column("weather", EnumText(Weather)),
    Column("said", JSONB),
    Column("place", Text),
)


def test_constants_and_parameters_become_values_in_their_order():
    statement = Compiled(
        select(DAYS.c.id)
        .where(DAYS.c.weather == Weather.SNOW, DAYS.c.place == "a")
        .where(DAYS.c.weather != bindparam("other"), DAYS.c.said == bindparam("said"))
    )
    assert statement.values({"other": Weather.FAIR, "said": []}) == ["snow", "a", "fair", "[]"]
    told = {"other": "fair", "said": {"a": ["中", None]}}
    assert statement.values(told) == ["snow", "a", "fair", '{"a":["中",null]}']


def test_a_parameter_that_is_not_given_is_missed():
    statement = Compiled(select(DAYS.c.id).where(DAYS.c.id == bindparam("wanted")))
    with pytest.raises(KeyError):
        statement.values({})


def test_the_names_of_members_are_part_of_the_statement():
    shown = listed({"id": DAYS.c.id}, of=DAYS.c.id > 0, correlate=DAYS, order=(DAYS.c.id,))
    assert "'id'" in str(Compiled(select(shown)).text)


def test_a_name_that_is_no_identifier_is_refused():
    with pytest.raises(ValueError, match="zip"):
        listed({"it's": DAYS.c.id}, of=DAYS.c.id > 0, correlate=DAYS, order=(DAYS.c.id,))
