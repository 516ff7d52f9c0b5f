"""Finding and masking: one pass for each kind over a text whose findings so far are blotted out."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.characters import half_width
from gongkai.screening import named
from gongkai.screening.cards import is_bank_card
from gongkai.screening.digits import Groups, Written
from gongkai.screening.kinds import Kind
from gongkai.screening.phones import is_mobile, landlines
from gongkai.screening.resident_id import is_old_resident_id, is_resident_id

_BLOT = "*"
_BEFORE, _AFTER = 16, 8
"""Characters around a number that say what it is."""
_RESIDENT_DIGITS, _OLD_RESIDENT_DIGITS = 18, 15
_LAST_X = re.compile(r"(?:[^\S\n]|[-‐-―−]){0,2}[Xx](?![0-9])")
_CREDIT_CODE = re.compile(r"信用代码(?:证)?(?:号码?)?[\s:(为是]{0,3}$")
_NUMBER_OF_A_THING = re.compile(
    r"(?:编号|编码|代码|案号|文号|字号|税号|注册号|登记号|订单号?|单号|合同号|流水号|批号|图号|地号|序号|批次|备案号"
    r"|受理号|许可证号?|项目号|货号|车架号|发票号?|申请号|专利号|统计号|档号|案卷号|索引号|串号|IMEI|ISBN|No\.?)"
    r"(?:[^\S\n]|[:(\[【“\"#、为是\-]){0,4}$"
)
_IN_A_DOCUMENT_NUMBER = re.compile(r"(?:[)\]}〕】〗]|[第字年])\s{0,2}$")
_UNIT = (
    r"万|亿|元(?!旦)|块|美元|人民币|㎡|平方|立方|公里|千米|米|亩|公顷|吨|公斤|千克|千瓦|度|%"
    r"|人(?![员民事名])|户(?![主籍口])|个(?!人)|次|项|件|份|页|株"
)
_AMOUNT = re.compile(rf"[^\S\n]{{0,2}}[多余]?[^\S\n]?(?:{_UNIT})|\.[0-9]{{1,4}}(?![0-9])")
_DECIMAL = re.compile(r"[0-9][.,]$")
_LETTER = re.compile(r"[A-Za-z]")
_CALLED = re.compile(
    r"(?<![A-Za-z])(?:tel|phone|mobile|mob|cell|wechat|weixin|wx|vx|m|t)$", re.IGNORECASE
)


_PATTERNS = (
    (Kind.EMAIL, named.mails),
    (Kind.PASSPORT, named.passports),
    (Kind.TRAVEL_PERMIT, named.permits),
    (Kind.PLATE, named.plates),
    (Kind.LANDLINE, landlines),
)
_ROUNDS = 5
"""A number that seemed part of its neighbour stands alone once that is blotted out."""
_PART_OF_A_NUMBER = re.compile(r"[0-9@]")
"""Without one of these a text holds nothing but marks of secrecy."""
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a text: from `start` up to, not including, `end`."""

    kind: Kind
    start: int
    end: int


def findings(text: str) -> tuple[Finding, ...]:
    """Everything that is found, in the order of the text; no two overlap."""
    seen = _Blotted(_as_read(text))
    for _ in range(_ROUNDS if _PART_OF_A_NUMBER.search(seen.text) else 0):
        known = len(seen.found)
        for kind, spans in _PATTERNS:
            seen.blot(kind, spans(seen.text))
        seen.numbers()
        if len(seen.found) == known:
            break
    seen.blot(Kind.SECRECY_MARK, named.secrecy_marks(seen.text))
    return tuple(sorted(seen.found, key=lambda finding: finding.start))


def masked(text: str) -> str:
    """The text with whatever names or reaches a person blotted out, as long as before."""
    shown = list(text)
    for finding in findings(text):
        if finding.kind.is_personal:
            shown[finding.start : finding.end] = _BLOT * (finding.end - finding.start)
    return "".join(shown)


class _Blotted:
    """A text, what was found in it, and the same text with that blotted out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Finding] = []

    def blot(self, kind: Kind, spans: Iterable[tuple[int, int]]) -> None:
        """Take up what was found by a pattern."""
        self._take(Finding(kind, start, end) for start, end in spans)

    def numbers(self) -> None:
        """Take up the numbers that are known by their digits, from left to right."""
        groups = Groups(self.text)
        taken: list[Finding] = []
        at, free_from = 0, 0
        while at < len(groups.spans):
            for number in groups.numbers_from(at):
                finding = _person_of(self.text, number, free_from)
                if finding is not None:
                    taken.append(finding)
                    at, free_from = number.last, finding.end
                    break
            at += 1
        self._take(taken)

    def _take(self, found: Iterable[Finding]) -> None:
        in_order = sorted(found, key=lambda each: each.start)
        if not in_order:
            return
        shown, taken_to = list(self.text), 0
        for finding in in_order:
            if finding.start >= taken_to:
                self.found.append(finding)
                shown[finding.start : finding.end] = _BLOT * (finding.end - finding.start)
                taken_to = finding.end
        self.text = "".join(shown)


def _as_read(text: str) -> str:
    """The text with ordinary digits, letters and brackets, as long as before."""
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), half_width(text))


def _person_of(text: str, number: Written, free_from: int) -> Finding | None:
    """What the number is, if it is a person's; before ``free_from`` nothing is looked at."""
    before = text[max(free_from, number.start - _BEFORE) : number.start]
    after = text[number.end : number.end + _AFTER]
    resident = _resident(number, before, text)
    if resident is not None:
        return resident
    if not _stands_alone(before, after):
        return None
    kind = _kind_of(number, before)
    return None if kind is None else Finding(kind, number.start, number.end)


def _resident(number: Written, before: str, text: str) -> Finding | None:
    """A card's number: its check character speaks for itself, unless a word says otherwise."""
    digits, end = number.digits, number.end
    if len(digits) == _RESIDENT_DIGITS - 1 and (last := _LAST_X.match(text, end)):
        digits, end = f"{digits}X", last.end()
    if len(digits) != _RESIDENT_DIGITS or not is_resident_id(digits):
        return None
    return None if _CREDIT_CODE.search(before) else Finding(Kind.RESIDENT_ID, number.start, end)


def _stands_alone(before: str, after: str) -> bool:
    """Whether the words around leave a number that could be a person's."""
    if _AMOUNT.match(after) or _DECIMAL.search(before) or _NUMBER_OF_A_THING.search(before):
        return False
    if _LETTER.match(after) or (_LETTER.search(before[-1:]) and not _CALLED.search(before)):
        return False
    return not (after.lstrip().startswith("号") and _IN_A_DOCUMENT_NUMBER.search(before))


def _kind_of(number: Written, before: str) -> Kind | None:
    digits, groups, is_spelled = number.digits, number.groups, number.is_spelled
    if is_bank_card(digits, groups, is_spelled=is_spelled):
        return Kind.BANK_CARD
    is_whole = is_spelled or groups in {(_OLD_RESIDENT_DIGITS,), (6, 6, 3)}
    if len(digits) == _OLD_RESIDENT_DIGITS and is_whole and is_old_resident_id(digits):
        return Kind.RESIDENT_ID
    is_part = re.search(r"[0-9][-_‐-―−]$", before) is not None
    if not is_part and is_mobile(digits, groups, is_spelled=is_spelled):
        return Kind.MOBILE
    return None
