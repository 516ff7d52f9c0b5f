"""Rows of a table of cases as filings with their history, or what is wrong with them. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from gongkai.codes import LabelledEnum
from gongkai.http.messages import describe_error
from gongkai.organs import Channel
from gongkai.tables import Faults, Table, TableRow, read_csv
from gongkai.tables.bounds import Bounds
from gongkai.tables.layouts import Layout
from gongkai.tables.xlsx_file import read_xlsx
from requests_api.applicants.kinds import NOT_KEPT, ApplicantKind, DocumentType
from requests_api.cases.kinds import SupplyForm
from requests_api.cases.states import OPEN_STATES, CaseState
from requests_api.decisions.model import DecisionCode
from requests_api.imports.columns import BY_NAME, CASES
from requests_api.imports.errors import CaseFileRejected, CaseFileTooLarge
from requests_api.imports.schemas import CaseRowIn
from requests_api.imports.words import code_of, day_of, serial_of

BOUNDS = Bounds(
    size=10 * 1024 * 1024, rows=20_000, columns=60, cells=1_000_000, names=1, all_names=1
)
_CODED: Mapping[str, type[LabelledEnum]] = {
    "channel": Channel,
    "applicant_kind": ApplicantKind,
    "document_type": DocumentType,
    "supply_form": SupplyForm,
    "state": CaseState,
    "decision": DecisionCode,
}
_DAYS = frozenset(
    {"arrived_on", "confirmed_on", "ended_on", "extension_approved_on", "extension_notified_on"}
)
_OF_CASE = (
    *("title", "description", "document_reference", "supply_form", "channel", "arrived_on"),
    *("confirmed_on", "assignee", "number", "state", "decision", "ended_on"),
    *("source", "external_id"),
)
_OF_APPLICANT = {
    "applicant_kind": "kind",
    "applicant_name": "name",
    "phone": "phone",
    "email": "email",
    "address": "address",
    "contact_person": "contact_person",
}
_OF_DOCUMENT = {"document_type": "type", "document_number": "number"}
_NO_DOCUMENT = {"document_type": DocumentType.UNKNOWN.value, "document_number": NOT_KEPT}
_OF_EXTENSION = {
    "extended_by": "by",
    "extension_approved_on": "approved_on",
    "extension_notified_on": "notified_on",
}
_IMPORTABLE = frozenset({CaseState.RECEIVED, CaseState.REGISTERED, CaseState.HANDLING})
"""The open states that a table can tell: a draft or an approval is not in it."""


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing wrong with a row; `column` is None for the whole of it."""

    column: str | None
    code: str
    zh: str
    en: str

    @property
    def label(self) -> str | None:
        """The heading in Chinese."""
        return None if self.column is None else BY_NAME[self.column].label


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A row as it was read: what it says, or what is wrong with it."""

    number: int
    said: CaseRowIn | None
    errors: tuple[RowError, ...] = ()

    @property
    def serial(self) -> tuple[int, int] | None:
        """Year and serial of its number in the register, where it tells them."""
        has_number = self.said is not None and self.said.number is not None
        return serial_of(self.said.number or "") if has_number and self.said else None


def open_table(content: bytes, *, is_xlsx: bool, faults: Faults) -> Table[Layout]:
    """The table of a file; raises `CaseFileRejected` and `CaseFileTooLarge`."""
    read = read_xlsx if is_xlsx else read_csv
    return read(content, [CASES], BOUNDS, faults)


def new_faults() -> Faults:
    """Where the faults of a table are collected, row by row."""
    return Faults(rejected=CaseFileRejected, too_large=CaseFileTooLarge, by_row=True)


def read_rows(table: Table[Layout], faults: Faults, today: date) -> Iterator[CaseRow]:
    """The rows of a table, in order; what two rows both claim is the earlier one's."""
    taken: dict[tuple[str, object], int] = {}
    for row in table.rows:
        if row.number in faults.by_row:
            continue
        read = _read(row, today)
        errors = [] if read.said is None else list(_claims(read, taken))
        yield CaseRow(read.number, None, tuple(errors)) if errors else read
    for number, found in sorted(faults.by_row.items()):
        told = (
            RowError(None if f.column is None else f.column.name, f.code, f.zh, f.en) for f in found
        )
        yield CaseRow(number, None, tuple(told))


def _read(row: TableRow, today: date) -> CaseRow:
    try:
        said = CaseRowIn.model_validate(_nested(row.texts))
    except ValidationError as error:
        return CaseRow(row.number, None, tuple(map(_told, error.errors())))
    errors = tuple(_out_of_order(said, today))
    return CaseRow(row.number, None, errors) if errors else CaseRow(row.number, said)


def _nested(texts: Mapping[str, str | None]) -> dict[str, Any]:
    """The cells as the members that they are; an empty one is not stated."""
    said = {name: _meant(name, text) for name, text in texts.items() if text}
    if "decision" in said:  # an ended case, of which the register need not have kept them
        if "document_number" not in said:
            said = {**said, **_NO_DOCUMENT}
        said.setdefault("phone", NOT_KEPT)
    document = {member: said[name] for name, member in _OF_DOCUMENT.items() if name in said}
    applicant: dict[str, Any] = {
        member: said[name] for name, member in _OF_APPLICANT.items() if name in said
    }
    extension = {member: said[name] for name, member in _OF_EXTENSION.items() if name in said}
    nested: dict[str, Any] = {name: said[name] for name in _OF_CASE if name in said}
    nested["applicant"] = applicant | {"document": document}
    return nested | ({"extension": extension} if extension else {})


def _meant(name: str, text: str) -> str:
    if name in _DAYS:
        return day_of(text)
    return code_of(_CODED[name], text) if name in _CODED else text


_COLUMNS: dict[tuple[str, ...], str] = {("applicant", "document"): "document_type"}
_COLUMNS.update({("applicant", "document", member): name for name, member in _OF_DOCUMENT.items()})
_COLUMNS.update({("applicant", member): name for name, member in _OF_APPLICANT.items()})
_COLUMNS.update({("extension", member): name for name, member in _OF_EXTENSION.items()})


def _told(error: Any) -> RowError:  # noqa: ANN401 - pydantic's ErrorDetails
    place = tuple(step for step in error["loc"] if isinstance(step, str))
    column = _COLUMNS.get(place, place[0] if place else None)
    kind = _CODED.get(column or "")
    if kind is not None and error["type"] == "enum":
        labels = "、".join(member.label for member in kind)
        codes = ", ".join(member.value for member in kind)
        return RowError(column, "enum", f"应为下列之一：{labels}", f"Must be one of: {codes}")
    zh, en = describe_error(error["type"], error.get("ctx") or {})
    return RowError(column if column in BY_NAME else None, str(error["type"]), zh, en)


def _out_of_order(said: CaseRowIn, today: date) -> Iterator[RowError]:
    """What cannot be so, whoever says it; that something was late is no fault."""
    yield from _days(said, today)
    yield from _state(said)
    if said.number is None and said.external_id is None:
        zh, en = "登记编号、外部编号至少填写一项", "a number or an external id must be stated"
        yield RowError("number", "identity_missing", zh, en)
    if (said.source is None) is not (said.external_id is None):
        zh, en = "来源系统与其编号应同时填写", "source and external_id go together"
        yield RowError("external_id", "source_and_external_id", zh, en)
    if said.decision is None and not said.applicant.is_whole:
        zh, en = "在办件须填写证件和联系电话", "an open case needs document and phone"
        yield RowError("document_type", "applicant_unknown", zh, en)
    year = serial_of(said.number) if said.number is not None else None
    if year is not None and year[0] > today.year:
        yield RowError("number", "year_in_future", "编号的年份晚于今年", "the year is yet to come")
    born = said.applicant.document
    if not born.is_of_somebody_born_by(today):
        zh, en = "证件号码中的出生日期晚于今天", "the day of birth is yet to come"
        yield RowError("document_number", "born_in_the_future", zh, en)


def _days(said: CaseRowIn, today: date) -> Iterator[RowError]:
    extension = said.extension
    stated = {
        "arrived_on": said.arrived_on,
        "confirmed_on": said.confirmed_on,
        "ended_on": said.ended_on,
        "extension_approved_on": None if extension is None else extension.approved_on,
        "extension_notified_on": None if extension is None else extension.notified_on,
    }
    for column, on in stated.items():
        if on is not None and on > today:
            yield RowError(column, "date_in_future", "日期晚于今天", "the day is yet to come")
        elif on is not None and on < said.arrived_on:
            zh, en = "早于收到日期", "the day is before the arrival"
            yield RowError(column, "date_out_of_order", zh, en)
    if extension is not None and extension.notified_on < extension.approved_on:
        zh, en = "告知日期早于批准日期", "told before it was approved"
        yield RowError("extension_notified_on", "date_out_of_order", zh, en)
    end = said.ended_on
    if end is not None and extension is not None and extension.notified_on > end:
        zh, en = "晚于答复日期", "after the end"
        yield RowError("extension_notified_on", "date_out_of_order", zh, en)
    is_withdrawn = said.decision is DecisionCode.WITHDRAWN
    if end is not None and not is_withdrawn and (said.confirmed_on or end) > end:
        zh, en = "晚于答复日期", "after the end"
        yield RowError("confirmed_on", "date_out_of_order", zh, en)


def _state(said: CaseRowIn) -> Iterator[RowError]:
    """An end has its decision and its day, an open case has neither."""
    if (said.decision is None) is not (said.ended_on is None):
        column = "ended_on" if said.ended_on is None else "decision"
        zh, en = "办理结果与答复日期应同时填写", "decision and ended_on go together"
        yield RowError(column, "decision_and_day", zh, en)
        return
    state, is_ended = said.state, said.decision is not None
    if state is None:
        return
    if (state in OPEN_STATES) is is_ended:
        zh, en = "与办理结果、答复日期不一致", "does not agree with decision and ended_on"
        yield RowError("state", "state_differs", zh, en)
    elif not is_ended and state not in _IMPORTABLE:
        zh = "导入的在办件只能是已收到、已登记或者办理中"
        yield RowError("state", "state_not_importable", zh, "only received, registered, handling")
    elif not is_ended and (state is CaseState.RECEIVED) is (said.number is not None):
        zh, en = "已收到的没有编号，已登记的须有编号", "only what is registered has a number"
        yield RowError("state", "state_differs", zh, en)


def _claims(row: CaseRow, taken: dict[tuple[str, object], int]) -> Iterator[RowError]:
    said = row.said
    if said is None:
        return
    claims: list[tuple[str, object]] = []
    if said.number is not None:
        claims.append(("number", row.serial or said.number))
    if said.external_id is not None:
        claims.append(("external_id", (said.source, said.external_id)))
    for column, value in claims:
        earlier = taken.setdefault((column, value), row.number)
        if earlier != row.number:
            zh, en = f"与第{earlier}行重复", f"the same as in row {earlier}"
            yield RowError(column, "duplicate_in_file", zh, en)
