"""Noticing a fee, its delivery, its payment and its waiver; the clock stands still between."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from gongkai.record import Recorded
from gongkai.steps import Step
from gongkai.time import month_of
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.steps import FEE_IN_FORCE, CaseSituation
from requests_api.fees.cumulation import Charge, CountedCase, charge
from requests_api.fees.errors import (
    FeeAmountDiffers,
    FeeNoticeTooLate,
    FeeNotInForce,
    FeeQuantityTooLarge,
    FeeReductionNotLower,
    FeeWithinFreeQuantity,
)
from requests_api.fees.events import (
    FeeNoticeConfirmed,
    FeeNoticeDelivered,
    FeeNotified,
    FeePaid,
    FeeWaived,
)
from requests_api.fees.models import GROUNDS, WAIVER_REASON, FeeNotice, FeeWaiver
from requests_api.fees.repository import FeeRepository
from requests_api.fees.steps import (
    NOTIFY_FEE,
    RECORD_FEE_NOTICE_DELIVERY,
    RECORD_FEE_PAYMENT,
    WAIVE_FEE,
)
from requests_api.matters.acts import Stated
from requests_api.matters.errors import DateOutOfOrder
from requests_api.notices.repository import Days, write_day
from requests_api.notices.service import Notice, Notices
from requests_api.tariffs.tariff import TARIFFS, FeeBasis, FeeStep

_NOTICES = Notices(NOTIFY_FEE, FeeNoticeDelivered)
_DAYS: Days = {
    FeeNotified: FeeNotice.notified_on,
    FeeNoticeDelivered: FeeNotice.delivered_on,
    FeePaid: FeeNotice.paid_on,
}
_NONE = Decimal("0.00")


class FeeService:
    """The fee of one case, by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk
        self._fees = FeeRepository(desk.session)

    async def notify(
        self,
        case_id: UUID,
        expected: IfMatch,
        told: Notice,
        *,
        basis: FeeBasis,
        quantity: int,
        grounds: str,
    ) -> tuple[Case, FeeNotice]:
        """Tell the applicant what is to be paid, and why (条例42, DL-12, DL-13).

        Raises `FeeNotInForce`, `FeeQuantityTooLarge`, `FeeWithinFreeQuantity` and, where the notice
        went out after the running term, `FeeNoticeTooLate`.
        """
        desk, ref = self._desk, new_id()
        case = await self._take_chargeable(case_id, expected)
        charged = await self._charged(case, basis, quantity)
        notified = FeeNotified(
            ref=ref,
            basis=basis,
            quantity=quantity,
            before=charged.before,
            amount=charged.fee.amount,
            month=_month_of(case, basis),
        )
        notice = _noticed(case, ref, charged)
        notice.grounds_sealed = GROUNDS.seal(desk.office.keys, grounds, ref)
        notice.notified_on, notice.delivered_on = told.given.on, told.delivered_on
        self._fees.add(notice)
        await self._give_in_time(case, notified, told)
        return case, notice

    async def record_delivery(self, case_id: UUID, expected: IfMatch, stated: Stated) -> Case:
        """The notice reached the applicant, whose period for paying counts from then (DL-12)."""
        desk, step = self._desk, RECORD_FEE_NOTICE_DELIVERY
        case, notice = await self._take(case_id, step, expected)
        act = desk.dated(case, FeeNoticeDelivered(ref=notice.id), stated)
        confirmed_on = notice.confirmed_on
        if confirmed_on is not None and stated.on > confirmed_on:
            raise DateOutOfOrder.at(
                f"/body/{stated.member}",
                f"{FeeNoticeDelivered.DAY}不能晚于{confirmed_on}（{FeeNoticeConfirmed.LABEL}）",
                f"The applicant confirmed on {confirmed_on} to have it",
            )
        notice.delivered_on = stated.on
        await desk.perform(case, step, act)
        return case

    async def record_payment(
        self, case_id: UUID, expected: IfMatch, stated: Stated, *, amount: Decimal
    ) -> Case:
        """The fee was paid; after its period it is taken all the same, and said to be late.

        Raises `FeeAmountDiffers`.
        """
        desk = self._desk
        case, notice = await self._take(case_id, RECORD_FEE_PAYMENT, expected)
        if amount != notice.amount_due:
            raise FeeAmountDiffers.at(
                "/body/amount",
                f"应缴{notice.amount_due}元",
                f"{notice.amount_due} yuan are due",
                extensions={"expected": str(notice.amount_due)},
            )
        act = desk.dated(case, FeePaid(ref=notice.id, amount=notice.amount_due), stated)
        notice.paid_on = stated.on
        await desk.perform(case, RECORD_FEE_PAYMENT, act)
        return case

    async def waive(
        self,
        case_id: UUID,
        expected: IfMatch,
        stated: Stated,
        *,
        reduced_to: Decimal | None,
        reason: str,
    ) -> Case:
        """Waive the fee, or reduce it to so many yuan. Raises `FeeReductionNotLower`."""
        desk = self._desk
        case, notice = await self._take(case_id, WAIVE_FEE, expected)
        due = notice.amount_due
        if reduced_to is not None and reduced_to >= due:
            raise FeeReductionNotLower.at(
                "/body/reduced_to",
                f"现应缴{due}元",
                f"{due} yuan are due",
                extensions={"amount_due": str(due)},
            )
        waived = FeeWaived(ref=notice.id, due_before=due, reduced_to=reduced_to)
        act = desk.dated(case, waived, stated)
        notice.amount_due = _NONE if reduced_to is None else reduced_to
        done = await desk.perform(case, WAIVE_FEE, act)
        waiver_id = new_id()
        self._fees.add(
            FeeWaiver(
                id=waiver_id,
                notice_id=notice.id,
                seq=done.seqs[0],
                waived_on=stated.on,
                reduced_to=reduced_to,
                reason_sealed=WAIVER_REASON.seal(desk.office.keys, reason, waiver_id),
            )
        )
        await desk.session.flush()
        return case

    async def redate(self, item: Recorded) -> None:
        """Write the day of an event of a fee that was put right into its row."""
        await write_day(self._desk.session, FeeNotice, _DAYS, item)
        if isinstance(item.event, FeeWaived):
            waiver = await self._fees.waiver(item.event.ref, item.seq)
            if waiver is not None:
                waiver.waived_on = item.on

    async def _take_chargeable(self, case_id: UUID, expected: IfMatch) -> Case:
        """The case, locked, if a fee may be noticed; what stands against it by law has a problem
        of its own.
        """
        desk = self._desk
        case = await desk.find(case_id)
        desk.authorise(case, NOTIFY_FEE)
        expected.check(case.version, since=case.same_since)
        if not FEE_IN_FORCE.holds(desk.kind.situation(case)):
            raise FeeNotInForce
        return await desk.ready(case, NOTIFY_FEE, expected)

    async def _charged(self, case: Case, basis: FeeBasis, quantity: int) -> Charge:
        """What the case costs; nobody else counts the applicant's month until the end.

        Raises `FeeQuantityTooLarge`, `FeeWithinFreeQuantity`.
        """
        earlier: list[CountedCase] = []
        if basis is FeeBasis.ITEMS and case.received_on is not None:
            first, last = month_of(case.received_on)
            index = await self._fees.document_index(case.id)
            await self._fees.lock_month(case.organ_id, index, first)
            earlier = await self._fees.earlier_in_month(case.id, case.organ_id, index, first, last)
        charged = charge(basis, quantity, earlier)
        if charged is None:
            raise FeeQuantityTooLarge.at("/body/quantity")
        if charged.fee.amount == 0:
            raise _within_free_quantity(charged)
        return charged

    async def _give_in_time(self, case: Case, event: FeeNotified, told: Notice) -> None:
        """Put the notice on record, unless the clock finds that it came after the term."""
        desk = self._desk
        allowed = desk.allowed(case)
        done = await _NOTICES.give(desk, case, event, told)
        notified = done.seqs[0]
        if notified in done.awaiting:
            return  # counts on the day of its entry, and for nothing, until it is confirmed
        if (notified, "restart_without_effect") in done.standing.remarks:
            raise FeeNoticeTooLate(extensions={"allowed_steps": allowed})

    async def _take(
        self, case_id: UUID, step: Step[CaseSituation], expected: IfMatch
    ) -> tuple[Case, FeeNotice]:
        """The case, locked, and its notice, if the case allows ``step``."""
        case = await self._desk.take(case_id, step, expected)
        return case, await self._fees.of_case(case.id)


def _within_free_quantity(charged: Charge) -> FeeWithinFreeQuantity:
    tariff, together = TARIFFS[charged.basis], charged.before + charged.quantity
    unit, free = tariff.unit, tariff.bands[0].last or 0
    return FeeWithinFreeQuantity(
        f"累计{together}{unit}，{free}{unit}以内（含）不收费，不得发出收费通知",
        f"{together} together; up to {free} cost nothing, and no notice is given",
        extensions={"counted_before": charged.before, "free": free},
    )


def _noticed(case: Case, ref: UUID, charged: Charge) -> FeeNotice:
    """The notice with its computation, as it is kept."""
    return FeeNotice(
        id=ref,
        case_id=case.id,
        basis=charged.basis,
        quantity=charged.quantity,
        month=_month_of(case, charged.basis),
        counted=[asdict(each) for each in charged.counted],
        counted_before=charged.before,
        steps=[_stored(step) for step in charged.fee.steps],
        amount=charged.fee.amount,
        amount_due=charged.fee.amount,
    )


def _month_of(case: Case, basis: FeeBasis) -> date | None:
    """The first day of the calendar month over which items are counted; None for pages."""
    if basis is not FeeBasis.ITEMS or case.received_on is None:
        return None
    return month_of(case.received_on)[0]


def _stored(step: FeeStep) -> dict[str, Any]:
    """A step of the computation, as JSON."""
    return {
        "first": step.first,
        "last": step.last,
        "units": step.units,
        "unit_price": str(step.unit_price),
        "amount": str(step.amount),
        "label": step.label,
    }
