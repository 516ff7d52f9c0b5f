"""A fee as it is shown: in the file, and to the applicant."""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongkai.calendar import WorkingCalendar
from gongkai.crypto.fields import KeyRing
from requests_api.cases.kinds import FeeState
from requests_api.clock.rules import rules_of_case
from requests_api.fees.models import GROUNDS, WAIVER_REASON
from requests_api.fees.schemas import (
    CountedCaseOut,
    FeeForApplicantOut,
    FeeOut,
    FeeWaiverOut,
)
from requests_api.tariffs.schemas import FeeStepOut
from requests_api.tariffs.tariff import CURRENCY, FeeBasis

_IF_UNPAID = (
    "收到收费通知次日起{days}个工作日内未缴费的，视为放弃申请，本机关不再处理"
    "（国办函〔2020〕109号）。对收费通知本身不能单独申请行政复议或者提起行政诉讼；"
    "对缴费期满后本机关不再处理的，可以依法申请行政复议或者提起行政诉讼。"
)


class FeeFrame(NamedTuple):
    """What a fee is shown in: of its case, and the calendar of the case's division."""

    state: FeeState
    rule_set: str
    received_on: date | None
    calendar: WorkingCalendar

    @property
    def days(self) -> int:
        """Working days that the applicant has for paying (DL-12)."""
        return rules_of_case(self.rule_set, self.received_on).fee_days


def fee_out(
    read: Iterable[Mapping[str, Any]] | None, frame: FeeFrame, keys: KeyRing, *, with_words: bool
) -> FeeOut | None:
    """The column of `reading` for the office; None where no fee was noticed.

    ``with_words`` says whether the caller may read what an office writes about an applicant.
    """
    item = next(iter(read or ()), None)
    if item is None:
        return None
    return FeeOut(
        **_common(item, frame),
        id=UUID(item["id"]),
        grounds=_grounds(item, keys) if with_words else None,
        confirmed_on=item["confirmed_on"],
        waivers=[_waiver(each, keys, with_words=with_words) for each in item["waivers"] or ()],
    )


def fee_for_applicant(
    read: Iterable[Mapping[str, Any]] | None, frame: FeeFrame, keys: KeyRing
) -> FeeForApplicantOut | None:
    """The same for the applicant, with where it leads if it is not paid."""
    item = next(iter(read or ()), None)
    if item is None:
        return None
    return FeeForApplicantOut(
        **_common(item, frame),
        grounds=_grounds(item, keys),
        is_confirmed=item["confirmed_on"] is not None,
        if_unpaid=_IF_UNPAID.format(days=frame.days),
    )


def _common(item: Mapping[str, Any], frame: FeeFrame) -> dict[str, Any]:
    basis, delivered_on = FeeBasis(item["basis"]), _delivered_on(item)
    paid_on, pay_by = _day(item["paid_on"]), None
    if delivered_on is not None:
        pay_by = frame.calendar.nth_working_day_after(delivered_on, frame.days)
    return {
        "state": frame.state,
        "state_label": frame.state.label,
        "basis": basis,
        "basis_label": basis.label,
        "quantity": item["quantity"],
        "month": None if item["month"] is None else item["month"][:7],
        "counted": [CountedCaseOut(**each) for each in item["counted"]],
        "counted_before": item["counted_before"],
        "steps": [FeeStepOut(**each) for each in item["steps"]],
        "amount": item["amount"],
        "amount_due": item["amount_due"],
        "currency": CURRENCY,
        "notified_on": item["notified_on"],
        "delivered_on": delivered_on,
        "pay_by": pay_by,
        "paid_on": paid_on,
        "is_paid_late": paid_on is not None and pay_by is not None and paid_on > pay_by,
    }


def _delivered_on(item: Mapping[str, Any]) -> date | None:
    """The delivery that is on record, else the day on which the applicant confirmed it."""
    return _day(item["delivered_on"] or item["confirmed_on"])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _grounds(item: Mapping[str, Any], keys: KeyRing) -> str:
    return GROUNDS.shown(keys, b64decode(item["grounds_sealed"]), item["id"])


def _waiver(item: Mapping[str, Any], keys: KeyRing, *, with_words: bool) -> FeeWaiverOut:
    reason = None
    if with_words:
        reason = WAIVER_REASON.shown(keys, b64decode(item["reason_sealed"]), item["id"])
    return FeeWaiverOut(on=item["waived_on"], reduced_to=item["reduced_to"], reason=reason)
