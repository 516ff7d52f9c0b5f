"""Telephone numbers: their one spelling, and whether anybody can be called under them.

An application filed online starts only when the office has reached the applicant (双方确认,
条例31), so a number that the numbering plan does not have keeps it from ever starting. The plans
are those of Google's libphonenumber; what is ours is how offices write: extensions after 转,
full-width characters, two numbers in one field.
"""

import re
import unicodedata
from enum import StrEnum

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

_CHINA, _CHINA_CODE = "CN", 86
_MOBILE_LENGTH, _LOCAL = 11, range(7, 9)
_LONGEST = 15
"""Digits of the longest number that any plan has (ITU-T E.164)."""
_LONGEST_WRITTEN = 100
"""Characters in which somebody may write one; what follows is not looked at closer."""

_BETWEEN = re.compile(r"[\s()\[\]\-‐-―−.·]+")
_SEVERAL = re.compile(r"[/\\、,;|&和或及]+")
_EXTENSION = re.compile(
    r"(?P<number>.*\d.*?)[\s\-‐-―−,;]*(?:转|轉|分机号?|分機號?|内线|內線|extension|ext|#|x)+"
    r"[\s.:\-]*(?P<extension>\d*)",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
_TAIL = re.compile(
    r"(?P<number>.*(?:\d{7}|\d{4} \d{4}))[\s)]*[\-‐-―−(](?P<extension>\d{1,6})\)?", re.ASCII
)
_COUNTRY = re.compile(r"\(?(?:\+|00)?86\)?[\s\-‐-―−]+(?=\d)", re.ASCII)
_SHORT_EXTENSION = re.compile(r"\d{1,6}", re.ASCII)
_DIGITS = re.compile(r"\+?\d+", re.ASCII)
_DIGIT = re.compile(r"\d", re.ASCII)
_ELEVEN = re.compile(r"1\d{10}", re.ASCII)
"""As most write it: one number, nothing between."""
_MOBILE = re.compile(r"1\d+", re.ASCII)
_NATIONAL_MOBILE = re.compile(r"1(?!79)[3-9]\d{9}", re.ASCII)
"""What parsing leaves as it is, at ten times the cost: it has no code of a country, a trunk or a
carrier (11, 12, 179) before it."""
_TRUNK_AND_MOBILE = re.compile(r"01[3-9]\d{9}", re.ASCII)
"""A mobile number with the 0 once dialled before numbers of other towns; no area has 013–019."""
_TWO_MOBILES = re.compile(r"(?:1[3-9]\d{9}){2,}", re.ASCII)
_DIALLED_AS_WRITTEN = frozenset(
    {
        PhoneNumberType.MOBILE,
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
    }
)
"""What has no area code: mobiles, 800 and 400 numbers."""


class PhoneFault(StrEnum):
    """Why a text is no number that can be called."""

    FORMAT = "phone_format"
    SEVERAL = "phone_several"
    EXTENSION = "phone_extension"
    MOBILE_LENGTH = "phone_mobile_length"
    MOBILE_PREFIX = "phone_mobile_prefix"
    LANDLINE = "phone_landline"
    AREA_CODE = "phone_area_code"
    ABROAD = "phone_abroad"


WANTED: dict[PhoneFault, tuple[str, str]] = {
    PhoneFault.FORMAT: (
        "应为一个电话号码：11位手机号码、区号加固定电话号码，或以“+”开头的境外号码",
        "Must be a mobile number of 11 digits, a landline with its area code, or + and one abroad",
    ),
    PhoneFault.SEVERAL: (
        "此处只填一个电话号码，请留下最容易联系到的一个",
        "Must be one phone number; keep the one that reaches best",
    ),
    PhoneFault.EXTENSION: (
        "分机号应为“转”之后的1至6位数字，例如“010-12345678转801”",
        "The extension must be 1 to 6 digits, such as 010-12345678 ext 801",
    ),
    PhoneFault.MOBILE_LENGTH: (
        "手机号码应为11位数字，请核对位数",
        "A mobile number must have 11 digits",
    ),
    PhoneFault.MOBILE_PREFIX: (
        "应为已启用号段的手机号码，请核对前几位数字",
        "Must be a mobile number with a prefix that is in use",
    ),
    PhoneFault.LANDLINE: (
        "固定电话应为区号加7位或8位号码，例如“010-12345678”，请核对区号和位数",
        "A landline must be its area code and 7 or 8 digits, such as 010-12345678",
    ),
    PhoneFault.AREA_CODE: (
        "固定电话请在前面加区号，例如“010-12345678”；境外号码请以“+”和国家或地区代码开头",
        "A landline must have its area code, a number abroad + and the code of its country",
    ),
    PhoneFault.ABROAD: (
        "境外号码应为“+”、国家或地区代码和该地完整的号码，例如“+852 2345 6789”",
        "A number abroad must be +, the code of its country and the whole number there",
    ),
}
"""What is wanted instead, in Chinese and English."""


def read_phone(text: str) -> str | PhoneFault:
    """The one spelling of the number in `text`, or why it is none that can be called.

    Mainland numbers are spelt as dialled within the country (a landline with 0 and its area code),
    others in E.164; an extension follows after a dash.
    """
    text = _plain(text)
    if len(text) > _LONGEST_WRITTEN:
        return PhoneFault.FORMAT
    if country := _COUNTRY.match(text):
        text = f"+86 {text[country.end() :]}"
    if _ELEVEN.fullmatch(text):
        return _mainland(text, has_country=False)
    whole = _single(text)
    marked = _EXTENSION.fullmatch(text)
    if marked:
        whole = _with_extension(marked)
    elif tail := _TAIL.fullmatch(text):
        # 010-12345678-801: a last group behind a whole number. Where the rest is none, the last
        # group belongs to it (138-0000-0001).
        extended = _with_extension(tail)
        whole = whole if isinstance(extended, PhoneFault) else extended
    return whole


def normalise_phone(phone: str) -> str:
    """The one spelling under which a phone number is compared, indexed and stored.

    What is no phone number is returned with ordinary characters, and else as it is.
    """
    read = read_phone(phone)
    return _plain(phone) if isinstance(read, PhoneFault) else read


def is_valid_phone(phone: str) -> bool:
    """Whether somebody can be called under that number."""
    return not isinstance(read_phone(phone), PhoneFault)


def _plain(text: str) -> str:
    """Full-width characters as ordinary ones, no outer blanks."""
    return unicodedata.normalize("NFKC", text).strip()


def _with_extension(match: re.Match[str]) -> str | PhoneFault:
    number = _single(match["number"])
    if isinstance(number, PhoneFault):
        return number
    if not _SHORT_EXTENSION.fullmatch(match["extension"]):
        return PhoneFault.EXTENSION
    return f"{number}-{match['extension']}"


def _single(text: str) -> str | PhoneFault:
    """The spelling of a number without extension."""
    if _holds_several(text):
        return PhoneFault.SEVERAL
    bare = _BETWEEN.sub("", text)
    if not _DIGITS.fullmatch(bare):
        return PhoneFault.FORMAT
    if _TRUNK_AND_MOBILE.fullmatch(bare):
        bare = bare[1:]
    if bare.startswith("00"):
        bare = f"+{bare[2:]}"
    national = bare.removeprefix("+86")
    if bare.startswith("86") and len(bare) == len("86") + _MOBILE_LENGTH:
        national = bare.removeprefix("86")
    if national.startswith("+"):
        return _abroad(national)
    return _mainland(national, has_country=bare != national)


def _holds_several(text: str) -> bool:
    """Whether two whole numbers stand in the text, parted by a sign, a blank or nothing."""
    counts = [len(_DIGIT.findall(part)) for part in _SEVERAL.split(text)]
    if max(counts) >= _LOCAL.start and sum(count > 0 for count in counts) > 1:
        return True
    bare = _BETWEEN.sub("", text)
    if _TWO_MOBILES.fullmatch(bare):
        return True
    if len(_DIGIT.findall(text)) < 2 * _LOCAL.start:
        return False
    ends = [(gap.start(), gap.end()) for gap in _BETWEEN.finditer(text)][:20]
    return any(_is_whole(text[:start]) and _is_whole(text[end:]) for start, end in ends)


def _is_whole(part: str) -> bool:
    """Whether this part alone is a number, with or without its area code."""
    bare = _BETWEEN.sub("", part)
    if not _DIGITS.fullmatch(bare) or len(bare) > _LONGEST + 1:
        return False
    if bare.startswith("+"):
        return not isinstance(_abroad(bare), PhoneFault)
    is_local = len(bare) in _LOCAL and not bare.startswith("0")
    return is_local or not isinstance(_mainland(bare, has_country=False), PhoneFault)


def _abroad(bare: str) -> str | PhoneFault:
    number = _parsed(bare, None)
    if number is None or not phonenumbers.is_valid_number(number):
        return PhoneFault.ABROAD
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _mainland(bare: str, *, has_country: bool) -> str | PhoneFault:
    number = _parsed(bare, _CHINA)
    if number is None or number.country_code != _CHINA_CODE:
        return _fault_of(bare)
    # A number of no type is not valid; asking for both would look it up in the plan twice.
    kind = phonenumbers.number_type(number)
    if kind == PhoneNumberType.UNKNOWN:
        return _fault_of(bare)
    national = phonenumbers.national_significant_number(number)
    if kind != PhoneNumberType.FIXED_LINE:
        return national if national == bare and kind in _DIALLED_AS_WRITTEN else _fault_of(bare)
    if not bare.startswith("0") and not has_country:
        return _fault_of(bare)
    return f"0{national}"


def _parsed(bare: str, region: str | None) -> PhoneNumber | None:
    """What is written as a number, whether the numbering plan has it or not."""
    if region == _CHINA and _NATIONAL_MOBILE.fullmatch(bare):
        return PhoneNumber(country_code=_CHINA_CODE, national_number=int(bare))
    try:
        return phonenumbers.parse(bare, region)
    except NumberParseException:
        return None


def _fault_of(bare: str) -> PhoneFault:
    """What to say about a mainland number that the plan does not have."""
    if bare.startswith("0"):
        return PhoneFault.LANDLINE
    if _MOBILE.fullmatch(bare) and len(bare) >= _LOCAL.start:
        is_long_enough = len(bare) == _MOBILE_LENGTH
        return PhoneFault.MOBILE_PREFIX if is_long_enough else PhoneFault.MOBILE_LENGTH
    if len(bare) in _LOCAL:
        return PhoneFault.AREA_CODE
    return PhoneFault.FORMAT
