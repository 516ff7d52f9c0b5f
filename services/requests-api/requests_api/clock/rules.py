"""Rule sets as data: which text applies, how long it gives and what moves its clock.

Every choice that the law leaves open is a named field here (domain.md 2.12), so that another
reading is another row and no other code.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from gongkai.organs import Channel
from gongkai.rules import rule_of

SWITCH_2019 = date(2019, 5, 15)
"""The Regulation of 2019 is in force (条例56); what was received before runs under 2007."""
IN_FORCE_2007 = date(2008, 5, 1)
"""The Regulation of 2007 is in force; nothing was received before."""
DEFAULT_CORRECTION_PERIOD = rule_of("DL-04").term
"""Working days for a correction where the notice names none (DL-04, 江苏规范一(二)4)."""


class FeeEffect(StrEnum):
    """What a payment does to the clock [U]."""

    RESTART = "restart_with_payment_day_as_day_0"
    RESUME = "resume"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One text's clock. Periods are working days; `None` as a party's period means: no limit.

    Legal receipt is the arrival, except that `confirmed` channels wait for a confirmation and
    `rolled` ones move from a rest day to the next working day.
    """

    id: str
    title: str
    rule: str
    base: int
    basis: str
    extension_cap: int
    extension_basis: str
    confirmed: tuple[Channel, ...]
    rolled: tuple[Channel, ...]
    third_party_days: int | None
    third_party_basis: str
    organ_stops: bool
    organ_days: int | None
    organ_basis: str
    correction_notice_days: int | None
    correction_basis: str
    fee_days: int = rule_of("DL-12").term
    fee_effect: FeeEffect = FeeEffect.RESTART
    fee_stop_ends_with_term: bool = True
    """Whether the days that a fee notice leaves out end at the latest with the last day of the term
    for paying, whatever comes later: the applicant has 20 working days from the delivery, and what
    is not paid by then counts as given up (国办函〔2020〕109号). No text lets one wait longer.
    """
    late_payment_restarts: bool = False
    """Whether a payment after that term still sets the clock going anew [U]: the Measures speak of
    one within it. It would make a late answer timely.
    """
    fee_basis: str = (
        "国办函〔2020〕109号：收费通知至缴费期间不计，至迟算至缴费期限届满之日；"
        "按期缴费的，自缴费次日起重新计算"
    )
    pauses: bool = False
    pause_basis: str = ""
    answer_day_counts: bool = False
    extension_survives_restart: bool = False
    restart_after_term: bool = False
    """Whether a correction or fee notice that is sent after the running term has ended still stops
    and restarts it, and one that is delivered only then still stops it longer; that would make a
    late answer timely.
    """
    correction_stop_ends_with_period: bool = False
    """Whether the clock runs on where an applicant corrects nothing in the period that was set. No:
    the term counts from the receipt of the corrected application, and without one nothing is
    handled any more (条例30). An answer that is given all the same counts from that period's end.
    """


@dataclass(frozen=True, slots=True)
class LocalMeasures:
    """A local text beside the national one: what it sets itself; else the national text holds.

    `valid_from` and `valid_until` bound the legal receipt dates it is applied to; empty = open [U].
    A later `version` of one `id` takes the place of the earlier ones from its `valid_from` on; what
    was received before keeps the version that held then. What ships has version 0.
    """

    id: str
    title: str
    prefix: str
    rule: str
    base: int
    basis: str
    pauses: bool
    pause_basis: str
    valid_from: date | None = None
    valid_until: date | None = None
    version: int = 0
    source: str = ""
    """The document, and where it was read."""

    def begins_by(self, receipt: date) -> bool:
        """Whether it says anything of what was received on this day."""
        return self.valid_from is None or receipt >= self.valid_from

    def holds_for(self, jurisdiction: str, receipt: date) -> bool:
        """Whether an application of this place and legal receipt falls under it."""
        return (
            jurisdiction.startswith(self.prefix)
            and self.begins_by(receipt)
            and (self.valid_until is None or receipt <= self.valid_until)
        )


REGULATION_2007 = RuleSet(
    id="regulation-2007",
    title="政府信息公开条例（2007年）",
    rule="DL-01",
    base=15,
    basis="2007年条例第24条：自收到申请之日起15个工作日内答复",
    extension_cap=15,
    extension_basis="2007年条例第24条：经负责人同意并告知申请人，延长最长不超过15个工作日",
    confirmed=(Channel.ORDINARY_POST, Channel.FAX),
    rolled=(Channel.ONLINE, Channel.EMAIL),
    third_party_days=None,
    third_party_basis="2007年条例第24条：征求第三方意见所需时间不计算在期限内",
    organ_stops=False,
    organ_days=None,
    organ_basis="2007年条例未规定征求其他机关意见的时间不计算",
    correction_notice_days=None,
    correction_basis="2007年条例第21条第4项：告知更改、补充，自收到更改后的申请起重新计算",
)
REGULATION_2019 = RuleSet(
    id="regulation-2019",
    title="政府信息公开条例（2019年）",
    rule="DL-01",
    base=rule_of("DL-01").term,
    basis="条例第33条：自收到申请之日起20个工作日内答复",
    extension_cap=rule_of("DL-02").term,
    extension_basis="条例第33条：经工作机构负责人同意并告知申请人，延长最长不超过20个工作日",
    confirmed=(Channel.ORDINARY_POST, Channel.ONLINE, Channel.FAX, Channel.EMAIL),
    rolled=(),
    third_party_days=rule_of("DL-08").term,
    third_party_basis="条例第32条、第33条第3款：征求第三方意见（15个工作日）所需时间不计算在期限内",
    organ_stops=True,
    organ_days=rule_of("DL-09").term,
    organ_basis="条例第34条、第33条第3款：征求其他机关意见（15个工作日）所需时间不计算在期限内",
    correction_notice_days=rule_of("DL-03").term,
    correction_basis="条例第30条：答复期限自收到补正的申请之日起计算",
)
BAYANNUR = LocalMeasures(
    id="bayannur-measures",
    title="巴彦淖尔市政务公开办法",
    prefix="1508",
    rule="DL-42",
    base=rule_of("DL-42").term,
    basis="巴彦淖尔市办法第23条：接到申请书之日起15个工作日内公开",
    source="巴彦淖尔市政务公开办法",
    pauses=True,
    pause_basis="巴彦淖尔市办法第27条：因不可抗力中止，原因消除之日起继续计算",
)

NATIONAL: tuple[RuleSet, ...] = (REGULATION_2007, REGULATION_2019)
LOCAL: tuple[LocalMeasures, ...] = (BAYANNUR,)
RULE_SET_IDS: frozenset[str] = frozenset(
    [rules.id for rules in NATIONAL] + [local.id for local in LOCAL]
)
"""What a caller may name as `rule_set`."""


@lru_cache(maxsize=256)
def joined(local: LocalMeasures, national: str) -> RuleSet:
    """The clock of local measures: the national one with what the measures set themselves."""
    rules = next(each for each in NATIONAL if each.id == national)
    return replace(
        rules,
        id=local.id,
        title=local.title,
        rule=local.rule,
        base=local.base,
        basis=local.basis,
        pauses=local.pauses,
        pause_basis=local.pause_basis,
    )


def rule_set_of(name: str, receipt: date | None = None) -> RuleSet:
    """The rule set of this id; local measures stand on the national text of the legal receipt.

    Raises KeyError if there is none.
    """
    for rules in NATIONAL:
        if rules.id == name:
            return rules
    for local in LOCAL:
        if local.id == name:
            return joined(local, national_text(receipt).id)
    raise KeyError(name)


def national_text(receipt: date | None) -> RuleSet:
    """The national text of a legal receipt; that of today while there is none."""
    early = receipt is not None and receipt < SWITCH_2019
    return REGULATION_2007 if early else REGULATION_2019


def rules_of_case(name: str, receipt: date | None) -> RuleSet:
    """The rule set of a case. A local text that was loaded sets nothing but the term and the pause
    of its own clock: for what else is asked of it here, the national text of the receipt stands.
    """
    return rule_set_of(name, receipt) if name in RULE_SET_IDS else national_text(receipt)


def versions_at(receipt: date, measures: Iterable[LocalMeasures]) -> list[LocalMeasures]:
    """Of each text the version that speaks of what was received on this day."""
    newest: dict[str, LocalMeasures] = {}
    for each in sorted(measures, key=lambda text: text.version):
        if each.begins_by(receipt):
            newest[each.id] = each
    return [*newest.values()]


def lengthens(texts: Collection[LocalMeasures], new: LocalMeasures, today: date) -> bool:
    """Whether by a text, beside or in place of some of ``texts``, something that was received by
    ``today`` is due later than without it: by a longer term, an earlier end, a place that it leaves
    out, or by being the nearer one of a place.
    """
    every = (*texts, new)
    bounds = [day for text in every for day in (text.valid_from, text.valid_until) if day]
    days = {today, *bounds, *(day + timedelta(days=step) for day in bounds for step in (-1, 1))}
    return any(
        _is_later(local_measures(place, day, texts), local_measures(place, day, every))
        for place in {text.prefix for text in every}
        for day in days
        if day <= today
    )


def _is_later(before: LocalMeasures | None, after: LocalMeasures | None) -> bool:
    """Whether an answer is due later by the second; none: by the national text alone."""
    if before is None or after is None:
        return after is None and before is not None
    return after.base > before.base or after.pauses > before.pauses


def local_measures(
    jurisdiction: str, receipt: date, measures: Iterable[LocalMeasures] = LOCAL
) -> LocalMeasures | None:
    """The local text for a place and legal receipt; the longest prefix wins."""
    texts = versions_at(receipt, measures)
    fitting = [each for each in texts if each.holds_for(jurisdiction, receipt)]
    return max(fitting, key=lambda each: len(each.prefix), default=None)
