"""A column of codes takes and gives members, and nothing that the enum does not know."""

from enum import StrEnum

import pytest
from sqlalchemy.dialects import postgresql

from gongkai.db.base import EnumText


class Weather(StrEnum):
    FAIR = "fair"
    SNOW = "snow"


COLUMN, DIALECT = EnumText(Weather), postgresql.dialect()
READ = COLUMN.result_processor(DIALECT, None)


def test_a_member_goes_in_as_its_code_and_comes_out_as_itself():
    assert COLUMN.process_bind_param(Weather.SNOW, DIALECT) == "snow"
    assert type(COLUMN.process_bind_param(Weather.SNOW, DIALECT)) is str
    assert COLUMN.process_bind_param("fair", DIALECT) == "fair"
    assert READ("snow") is Weather.SNOW


def test_nothing_stays_nothing():
    assert COLUMN.process_bind_param(None, DIALECT) is None
    assert READ(None) is None


def test_an_unknown_code_is_refused_both_ways():
    with pytest.raises(ValueError, match="hail"):
        COLUMN.process_bind_param("hail", DIALECT)
    with pytest.raises(ValueError, match="hail"):
        READ("hail")
