"""Identity numbers: their one spelling, and whether they can be real.

The check digits are those of python-stdnum. Its whole `validate` is not used, because it refuses
real people: residents of a county younger than its list, holders of the residence permits
(810000, 820000, 830000), organisations whose code begins with a letter (村集体经济组织: N).
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from stdnum.cn import ric, uscc

from requests_api.applicants.kinds import DocumentType

_SEPARATORS = re.compile(r"[\s\-‐-―−·.()]+")
_RESIDENT = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[0-9])[0-9]{15}[0-9X]"
)
"""Begins with a province (GB/T 2260), 81–83 on residence permits of people from Hong Kong, Macau
and Taiwan, 9 on the identity cards of foreign permanent residents (2023).
"""
_BIRTH = slice(6, 14)
_EARLIEST_BIRTH = date(1900, 1, 1)
_CREDIT = re.compile(r"[1-9AFGHNY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_PASSPORT = re.compile(r"(?=.*[0-9])[A-Z0-9]{5,20}")
_HK_MACAU = re.compile(r"[HM](?:[0-9]{8}|[0-9]{10})")
_TAIWAN = re.compile(r"[0-9]{8}[A-Z]?|[0-9]{10}[A-Z0-9]?")
"""Cards (since 2015) have 8 digits; the booklets before them 8 or 10 and a letter in brackets."""
_OTHER = re.compile(r"\w{2,40}")


def normalise_document_number(number: str) -> str:
    """The one spelling under which a document number is compared, indexed and stored.

    Full-width characters become ordinary ones, letters capital; blanks, dashes and brackets go.
    """
    bare = _SEPARATORS.sub("", unicodedata.normalize("NFKC", number))
    return unicodedata.normalize("NFKC", bare.upper())  # what a blank kept apart may have joined


def birth_date(number: str) -> date | None:
    """The day of birth in a normalised resident identity number; None where it names no day."""
    digits = number[_BIRTH]
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return born if born >= _EARLIEST_BIRTH else None


def _is_resident_id(number: str) -> bool:
    return (
        bool(_RESIDENT.fullmatch(number))
        and ric.calc_check_digit(number) == number[-1]
        and birth_date(number) is not None
    )


def _is_credit_code(number: str) -> bool:
    return bool(_CREDIT.fullmatch(number)) and uscc.calc_check_digit(number[:-1]) == number[-1]


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda number: pattern.fullmatch(number) is not None


_RULES: dict[DocumentType, Callable[[str], bool]] = {
    DocumentType.RESIDENT_ID: _is_resident_id,
    DocumentType.PASSPORT: _matches(_PASSPORT),
    DocumentType.HK_MACAU_PERMIT: _matches(_HK_MACAU),
    DocumentType.TAIWAN_PERMIT: _matches(_TAIWAN),
    DocumentType.UNIFIED_SOCIAL_CREDIT_CODE: _is_credit_code,
    DocumentType.OTHER: _matches(_OTHER),
}


def is_valid_document(document_type: DocumentType, number: str) -> bool:
    """Whether a normalised number can belong to a document of this type.

    Resident identity cards (GB 11643) and credit codes (GB 32100) by check digit, the others by
    their form.
    """
    return _RULES[document_type](number)


WANTED: dict[DocumentType, tuple[str, str]] = {
    DocumentType.RESIDENT_ID: (
        "应为18位居民身份证、居住证或外国人永久居留身份证号码，请核对出生日期和末位校验码",
        "Must be an identity number of 18 characters with a real birth date and check character",
    ),
    DocumentType.PASSPORT: (
        "应为护照号码：5至20位字母和数字，至少含一位数字",
        "Must be a passport number: 5 to 20 letters and digits with at least one digit",
    ),
    DocumentType.HK_MACAU_PERMIT: (
        "应为港澳居民来往内地通行证号码：H或M加8位数字，旧证为H或M加10位数字",
        "Must be a permit number: H or M and 8 digits, on old permits 10",
    ),
    DocumentType.TAIWAN_PERMIT: (
        "应为台湾居民来往大陆通行证号码：8位数字，旧证为10位数字，可带括号中的字母",
        "Must be a permit number: 8 digits, on old permits 10, with the letter in brackets or not",
    ),
    DocumentType.UNIFIED_SOCIAL_CREDIT_CODE: (
        "应为18位统一社会信用代码，不含字母I、O、S、V、Z，请核对末位校验码",
        "Must be a credit code of 18 characters without I, O, S, V, Z and with its check character",
    ),
    DocumentType.OTHER: (
        "应为证件上的号码：2至40个汉字、字母或数字",
        "Must be the number on the document: 2 to 40 characters, letters or digits",
    ),
}
"""What is wanted of a number of each type, in Chinese and English."""
