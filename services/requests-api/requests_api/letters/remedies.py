"""The remedies that a letter tells, by decision, date and organ (domain.md 3). Pure.

行政复议法(2023) Art. 20 and 23, 行政诉讼法 Art. 45–47, 法释〔2025〕8号 Art. 1 and 10, 条例51.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from requests_api.decisions.model import Decision, DecisionCode, Remedy

RECONSIDERATION_FIRST_FROM = date(2024, 1, 1)
"""行政复议法(2023) is in force: 不予公开 goes to reconsideration before the court."""
TEN_MATTERS_FROM = date(2025, 6, 1)
"""法释〔2025〕8号 is in force: ten matters are not taken by a court on their own (Art. 10)."""
_WITHIN = "自收到本{letter}之日起60日内向{authority}申请行政复议"
_SUIT = "自收到本{letter}之日起6个月内向{court}提起行政诉讼"
_COMPLAINT = (
    "认为本机关未依法履行政府信息公开义务的，可以依照《中华人民共和国政府信息公开条例》第五十一条"
    "的规定，向上一级行政机关或者政府信息公开工作主管部门投诉、举报。"
)


@dataclass(frozen=True, slots=True)
class Instances:
    """Where an organ's acts are contested; None where the directory does not say."""

    authority: str | None
    court: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """The paragraphs on remedies, or what must be known before they can be written."""

    paragraphs: Sequence[str] = ()
    missing: Sequence[str] = ()
    """Of `reconsideration_authority` and `court`."""


def remedies(
    decision: Decision,
    on: date,
    instances: Instances,
    *,
    letter: str,
    court_for_all: bool = False,
    party_remedy: Remedy = Remedy.RECONSIDERATION_FIRST,
) -> Told:
    """The remedies that a letter of that day tells of a decision.

    ``letter`` is how the letter calls itself; ``court_for_all`` whether the organ names the court
    for the ten matters of 法释〔2025〕8号 Art. 10, too [U]; ``party_remedy`` what it tells of an
    answer that something is Party information [U].
    """
    is_party = decision.code is DecisionCode.PARTY_INFORMATION
    remedy = party_remedy if is_party else decision.remedy
    is_first = remedy is Remedy.RECONSIDERATION_FIRST and on >= RECONSIDERATION_FIRST_FROM
    is_of_ten = not decision.litigable_alone and on >= TEN_MATTERS_FROM and not court_for_all
    needs_court = not is_first and not is_of_ten
    needed = {"reconsideration_authority": instances.authority}
    if needs_court or decision.code is DecisionCode.PARTLY_DISCLOSED:
        needed["court"] = instances.court
    if missing := [name for name, known in needed.items() if not known]:
        return Told(missing=missing)
    within = _WITHIN.format(letter=letter, authority=instances.authority)
    suit = _SUIT.format(letter=letter, court=instances.court)
    if is_first:
        return Told(_first(decision, within, suit, letter))
    if is_of_ten:
        return Told((f"如对本{letter}不服，可以{within}；{_COMPLAINT}",))
    return Told((f"如对本{letter}不服，可以{within}，或者{suit}。",))


def _first(decision: Decision, within: str, suit: str, letter: str) -> tuple[str, ...]:
    then = "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内依法向人民法院提起行政诉讼。"
    if decision.code is DecisionCode.PARTLY_DISCLOSED:
        return (
            f"如对本{letter}中不予公开的部分不服，应当先{within}；{then}",
            f"如对本{letter}的其他部分不服，可以{within}，或者{suit}。",
        )
    return (f"如对本{letter}不服，应当先{within}；{then}",)
