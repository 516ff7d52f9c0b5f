"""The tables of a report as they lie in a file: what may stand in each row.

What stands beside the known members is kept, so that a number under a name nobody knows can be
named (`unread`).
"""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import ConfigDict, Field, PrivateAttr, Strict

from gongkai.http.schemas import CHECKED, Count, OpenIn
from requests_api.annual_reports.figures import Cell
from requests_api.annual_reports.layout import DOCUMENT_ROW_LABELS
from requests_api.annual_reports.table_two import read_table_two

Number = Annotated[Count, Strict()]
"""A printed number: whole, not negative, and a number in JSON, not a text."""
Amount = Annotated[float, Field(ge=0, le=1e12), Strict(), CHECKED]
"""An amount in 万元; printed, never compared."""
RowKey = Annotated[str, Field(max_length=100), Strict(), CHECKED]
"""The key of a row; one that is none of the form's is named in `unread`."""


class PartIn(OpenIn):
    """A part of a report; members beside the known ones are kept to be named."""

    model_config = ConfigDict(extra="allow")

    def strangers(self) -> dict[str, Any]:
        """The members that no rule knows."""
        return self.__pydantic_extra__ or {}


def numbers_of(model: PartIn) -> Iterator[tuple[str, int | None]]:
    """The columns of a row with their numbers."""
    return ((name, getattr(model, name)) for name in type(model).model_fields)


class CellsIn(PartIn):
    """One row of table 三."""

    natural: Number | None = None
    """自然人."""
    business: Number | None = None
    """商业企业."""
    research: Number | None = None
    """科研机构."""
    public_welfare: Number | None = None
    """社会公益组织."""
    legal_service: Number | None = None
    """法律服务机构."""
    other: Number | None = None
    """其他."""
    total: Number | None = None
    """总计."""


class RowIn(PartIn):
    """A row of table 三 under its key."""

    key: RowKey
    """The key of the row."""
    cells: CellsIn | None = None
    """Its numbers by column."""


class DocumentCountsIn(PartIn):
    """Table 二, 第二十条第（一）项: issued and abolished in the year, in force at its end."""

    issued: Number | None = None
    """本年制发件数."""
    abolished: Number | None = None
    """本年废止件数."""
    in_force: Number | None = None
    """现行有效件数."""


class TableTwoIn(PartIn):
    """Table 二 of 〔2021〕30号."""

    rules: DocumentCountsIn | None = None
    """规章."""
    normative_documents: DocumentCountsIn | None = None
    """行政规范性文件."""
    permits: Number | None = None
    """行政许可, 本年处理决定数量."""
    penalties: Number | None = None
    """行政处罚, 本年处理决定数量."""
    coercion: Number | None = None
    """行政强制, 本年处理决定数量."""
    administrative_fees_10k_yuan: Amount | None = None
    """行政事业性收费, 本年收费金额（万元）."""

    def cells(self) -> Iterator[tuple[Cell, int | None]]:
        """The numbers by their cells; the amount of the fees is printed and never compared."""
        for name in DOCUMENT_ROW_LABELS:
            counts = getattr(self, name)
            if counts is not None:
                yield from ((Cell(2, name, column), n) for column, n in numbers_of(counts))
        for name in ("permits", "penalties", "coercion"):
            yield Cell(2, name, "number"), getattr(self, name)


class OpenTableTwoIn(TableTwoIn):
    """Table 二 of 〔2019〕60号: an open object, read by the printed names of its rows."""

    _given: dict[str, Any] = PrivateAttr(default_factory=dict)

    @classmethod
    def holding(cls, given: dict[str, Any]) -> "OpenTableTwoIn":
        """The table that was given."""
        table = cls()
        table._given.update(given)
        return table

    def given(self) -> dict[str, Any]:
        """The table as it was given."""
        return self._given

    def cells(self) -> Iterator[tuple[Cell, int | None]]:
        """The numbers that could be read, by their cells."""
        for place in read_table_two(self._given):
            if place.value is not None:
                yield place.cell, place.value


class ResultsIn(PartIn):
    """One group of table 四; also what the narrative says of it."""

    total: Number | None = None
    """总计."""
    upheld: Number | None = None
    """结果维持."""
    corrected: Number | None = None
    """结果纠正."""
    other: Number | None = None
    """其他结果."""
    pending: Number | None = None
    """尚未审结."""


class TableFourIn(PartIn):
    """Reconsideration, and suits without and after it."""

    reconsideration: ResultsIn | None = None
    """行政复议."""
    suit_direct: ResultsIn | None = None
    """未经复议直接起诉."""
    suit_after_reconsideration: ResultsIn | None = None
    """复议后起诉."""
