"""A file as the guide asks it, and what it says to each of the four questions. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongkai.steps import Reason
from requests_api.decisions.evidence import EvidenceKind
from requests_api.decisions.model import DecisionCode, NationalText, Question


@dataclass(frozen=True, slots=True)
class Letter:
    """A consultation as far as the guide asks: to whom, and what came of it."""

    id: UUID
    is_third_party: bool
    is_answered: bool
    objects: bool
    is_overridden: bool
    consents_by_silence: bool = False
    """Whether it is a co-author organ that said nothing in time (条例34)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What a file says that bears on its decision."""

    text: NationalText = NationalText.OF_2019
    """The text under which it is decided."""
    needs_stated: Sequence[str] = ()
    """What the applicant needs the information for, as the text of 2007 asks."""
    is_open: bool
    is_registered: bool
    awaits_answer: bool
    """Whether a correction, a payment or an opinion is awaited (nothing is decided meanwhile)."""
    correction_notices: Sequence[str] = ()
    """Numbers of the events by which a correction was asked for."""
    correction_received: bool = False
    correction_due_on: date | None = None
    """The last day for the applicant's correction, while it is awaited (DL-04)."""
    is_correction_overdue: bool = False
    correction_notice_until: date | None = None
    """The last day on which one can be asked for in time (DL-03), while that is to come."""
    explanations_asked: Sequence[str] = ()
    """Numbers of the events by which reasons were asked for (条例35)."""
    explanation_until: date | None = None
    """The last day that was set for the applicant's reasons."""
    explanation_received: bool = False
    is_explanation_awaited: bool = False
    """Whether that day is to come (nobody is refused as excessive meanwhile)."""
    fee_notices: Sequence[str] = ()
    pay_by: date | None = None
    """The last day for the applicant's payment, while it is awaited (DL-12)."""
    is_payment_overdue: bool = False
    in_month: int | None = None
    """The how many-th of the applicant's month it is, where that is marked."""
    prior_replies: Sequence[str] = ()
    """Numbers of the applicant's answered files that wanted the same of this organ."""
    letters: Sequence[Letter] = ()
    draft: DecisionCode | None = None
    stated: frozenset[EvidenceKind] = frozenset()
    """What the present draft states as its evidence."""


def objections(file: FileFacts) -> list[Letter]:
    """Letters to third parties who object and are not overridden."""
    return [one for one in third_parties(file) if one.objects and not one.is_overridden]


def third_parties(file: FileFacts) -> list[Letter]:
    """Letters to third parties."""
    return [one for one in file.letters if one.is_third_party]


def cited(file: FileFacts, now: int, then: int) -> tuple[str, str]:
    """An article of the text that applies, in both languages: of 2019, or of 2007."""
    if file.text is NationalText.OF_2007:
        return f"2007年条例第{then}条", f"Art. {then} of 2007"
    return f"条例第{now}条", f"Art. {now}"


def _of_correction(file: FileFacts) -> Iterator[Reason]:
    law, law_en = cited(file, 30, 21)
    if file.correction_received:
        yield Reason("corrected", "申请人已补正", "The applicant has corrected the application")
    elif file.correction_notices and file.is_correction_overdue:
        yield Reason(
            "correction_overdue",
            f"已告知补正（只告知一次），申请人应最迟于{file.correction_due_on}补正，逾期未补正（{law}）",
            f"A correction was asked for, once, by {file.correction_due_on}; none came ({law_en})",
        )
    elif file.correction_notices:
        yield Reason(
            "correction_asked",
            "已告知补正（只告知一次），申请人尚未补正",
            "A correction was asked for, once, and has not come",
        )
    elif file.correction_notice_until is not None:
        until = file.correction_notice_until
        yield Reason(
            "correction_possible",
            f"尚未告知补正；内容不明确的，须在{until}前一次性告知（{law}）",
            f"No correction was asked for; one is asked for by {until} if unclear ({law_en})",
        )
    else:
        yield Reason("no_correction", "未曾告知补正", "No correction was asked for")


def _of_competence(file: FileFacts) -> Iterator[Reason]:
    if file.prior_replies:
        known = file.prior_replies
        yield Reason(
            "answered_before",
            f"同一申请人此前的相同申请已由本机关答复：{'、'.join(known)}",
            f"This organ has answered the applicant on the same: {', '.join(known)}",
        )
    if file.needs_stated:
        stated = "、".join(file.needs_stated)
        yield Reason(
            "need_stated",
            f"申请人说明的特殊需要：{stated}（2007年条例第13条）",
            f"The applicant stated a special need: {stated} (Art. 13 of 2007)",
        )
    if file.in_month is not None and file.text is NationalText.OF_2019:
        yield Reason(
            "frequent",
            f"申请人当月第{file.in_month}件申请；数量、频次明显超过合理范围的，可以要求说明理由"
            "（条例第35条）",
            f"Application {file.in_month} of the applicant's month; reasons may be asked for"
            " (Art. 35)",
        )
    yield from _of_explanation(file)
    yield from _of_fee(file)
    organs = [one for one in file.letters if not one.is_third_party]
    if organs:
        answered, (law, law_en) = sum(one.is_answered for one in organs), cited(file, 34, 7)
        silent = sum(one.consents_by_silence for one in organs)
        yield Reason(
            "organs_asked",
            f"已征求其他机关意见{len(organs)}件，收到答复{answered}件，共同制作机关逾期未提出意见、"
            f"视为同意公开{silent}件（{law}）；其他机关未提出意见的，由本机关依法决定",
            f"Other organs asked: {len(organs)}, answered: {answered}, co-authors whose silence is "
            f"consent: {silent} ({law_en}); where another organ is silent this one decides",
        )


def _of_explanation(file: FileFacts) -> Iterator[Reason]:
    if not file.explanations_asked or file.text is NationalText.OF_2007:
        return
    until = file.explanation_until
    if file.explanation_received:
        yield Reason("explained", "申请人已说明理由", "The applicant gave reasons")
    elif until is None or file.is_explanation_awaited:
        by, by_en = ("", "") if until is None else (f"，最迟于{until}说明", f", by {until}")
        yield Reason(
            "explanation_asked", f"已要求申请人说明理由{by}", f"Reasons were asked for{by_en}"
        )
    else:
        yield Reason(
            "unexplained",
            f"已要求申请人最迟于{until}说明理由，未说明（条例第35条）",
            f"Reasons were asked for by {until}; none were given (Art. 35)",
        )


def _of_fee(file: FileFacts) -> Iterator[Reason]:
    by = file.pay_by
    if by is None:
        return
    if file.is_payment_overdue:
        yield Reason(
            "payment_overdue",
            f"已告知收费，申请人应最迟于{by}缴费，逾期未缴费的，视为放弃申请；尚未办结或者减免的，"
            "答复期限自缴费期满次日起继续计算（国办函〔2020〕109号）",
            f"A fee was to be paid by {by} and was not: it counts as given up; until it is closed "
            "or the fee waived, the term for the answer runs on from the day after",
        )
    else:
        yield Reason(
            "payment_awaited",
            f"已告知收费，申请人应最迟于{by}缴费；答复期限至迟停止计算至缴费期满之日"
            "（国办函〔2020〕109号）",
            f"A fee is to be paid by {by}; the term for the answer stands until then at the latest",
        )


def _of_existence(file: FileFacts) -> Iterator[Reason]:
    if EvidenceKind.SEARCH_RECORD in file.stated:
        yield Reason("searched", "拟稿中已列明检索记录", "The draft states a search record")
    else:
        yield Reason(
            "not_searched",
            "卷内没有检索记录；以不存在答复的，须能证明已尽检索义务（法释〔2025〕8号第5条）",
            "No search is on file; an answer that nothing exists must show one",
        )


def _of_disclosure(file: FileFacts) -> Iterator[Reason]:
    letters = third_parties(file)
    if not letters:
        yield Reason("nobody_asked", "未征求第三方意见", "No third party was consulted")
        return
    silent = sum(not one.is_answered for one in letters)
    standing = len(objections(file))
    law, law_en = cited(file, 32, 23)
    by_silence = f"；逾期未提出意见的，由本机关依法决定（{law}）"
    by_silence_en = f"; where one is silent the organ decides ({law_en})"
    if file.text is NationalText.OF_2007:
        by_silence, by_silence_en = f"（{law}）", f" ({law_en})"
    yield Reason(
        "third_parties",
        f"已征求第三方意见{len(letters)}件：未答复{silent}件，不同意公开且未作不采纳处理{standing}件"
        f"{by_silence}",
        f"Third parties asked: {len(letters)}, silent: {silent}, objecting: {standing}"
        f"{by_silence_en}",
    )


FACTS: Mapping[Question, Callable[[FileFacts], Iterator[Reason]]] = {
    Question.CORRECTION: _of_correction,
    Question.COMPETENCE: _of_competence,
    Question.EXISTENCE: _of_existence,
    Question.DISCLOSURE: _of_disclosure,
}
"""What the file says to each question."""
