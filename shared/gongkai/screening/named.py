"""What is a person's only where a word says so (passports, permits), mail addresses, plates of
vehicles (GA 36-2018), and marks of secrecy. Every repetition is bounded, so that a text costs its
length.
"""

import re
from collections.abc import Iterator

from gongkai.screening.digits import is_day

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-]"
_MAIL = re.compile(
    rf"(?<!{_ATOM})(?=[A-Za-z0-9_]){_ATOM}{{1,64}}@(?:[A-Za-z0-9][A-Za-z0-9\-]{{0,62}}\.){{1,8}}"
    r"[A-Za-z]{2,24}(?![A-Za-z])"
)
_SAID = r"(?:号码?|证号|编号|No\.?)?[\s:为是(\[【“\"]{0,4}"
_PASSPORT = re.compile(
    rf"(?:护照|[Pp]assport){_SAID}(?P<number>[A-Za-z]{{0,3}}[0-9]{{6,9}}[A-Za-z]?)(?![A-Za-z0-9])"
)
_PERMIT = re.compile(
    r"(?:通行证|回乡证|台胞证|返乡证)(?:\([^()]{0,10}\))?"
    rf"{_SAID}(?P<number>[HMhm][0-9]{{8}}(?:[0-9]{{2}})?|[0-9]{{8}}(?:[0-9]{{2}})?(?:\([A-Za-z]\))?)"
    r"(?![A-Za-z0-9])"
)
_PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SIGN = "[A-HJ-NP-Z0-9]"
_PLATE = re.compile(
    rf"[{_PROVINCE}][A-HJ-NP-Z][·•・. ]?(?=[A-HJ-NP-Z]{{0,4}}[0-9])"
    rf"(?:[A-HJ-NP-Z]{_SIGN}[0-9]{{4}}|[0-9]{{5}}[A-HJ-NP-Z]|{_SIGN}{{4}}[挂学警港澳]|{_SIGN}{{5}})"
    r"(?![A-Za-z0-9]|[-‐-―−][0-9])"
)
_LEVEL = r"(?:[绝机秘商][^\S\n]{0,3}密|工作秘密)"
"""A mark without a term is printed with a blank between its two characters (GB/T 9704)."""
_TERM = r"(?:[0-9]{1,3}(?:年|个月|月|天)|长期|永久|解密|启用前)"
_MARK = re.compile(
    rf"{_LEVEL}[^\S\n]{{0,3}}[★☆][^\S\n]{{0,3}}{_TERM}?"
    rf"|[\[(〔【〖]{_LEVEL}[^\S\n]{{0,2}}{_TERM}?[\])〕】〗]"
    rf"|^[^\S\n]{{0,20}}{_LEVEL}[^\S\n]{{0,3}}{_TERM}?[^\S\n]{{0,20}}$"
    r"|内部(?:资料|文件|材料|信息|参考|使用|刊物)[^\S\n]{0,3}[,，。!;:★☆()\[\]]?[^\S\n]{0,3}"
    r"(?:请?注意(?:保密|保存|保管)|妥善保管|严?禁(?:止)?外传|(?:请勿|不得|切勿|不准)(?:外传|扩散|公开|翻印|转载|复印))"
    r"|^[^\S\n]{0,20}[\[(【]?内部(?:资料|文件|材料|使用)[\])】]?[★☆!]?[^\S\n]{0,20}$",
    re.MULTILINE,
)


def mails(text: str) -> Iterator[tuple[int, int]]:
    """Where mail addresses stand."""
    for match in _MAIL.finditer(text):
        yield match.span()


def passports(text: str) -> Iterator[tuple[int, int]]:
    """Where the number of a passport stands that is called one."""
    yield from _numbers(_PASSPORT, text)


def permits(text: str) -> Iterator[tuple[int, int]]:
    """Where the number of a permit stands that is called one (港澳、台湾居民来往内地、大陆)."""
    yield from _numbers(_PERMIT, text)


def plates(text: str) -> Iterator[tuple[int, int]]:
    """Where the plate of a vehicle stands: province, letter of the office, five or six signs with
    a digit among them; neither I nor O is among its letters.
    """
    for match in _PLATE.finditer(text):
        yield match.span()


def secrecy_marks(text: str) -> Iterator[tuple[int, int]]:
    """Where marks stand as documents bear them; the mere word in a sentence is none."""
    for match in _MARK.finditer(text):
        found = match[0]
        lead = len(found) - len(found.lstrip())
        yield match.start() + lead, match.start() + len(found.rstrip())


def _numbers(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text):
        if not is_day(match["number"]):
            yield match.span("number")
