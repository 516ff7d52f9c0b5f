"""Identity numbers: their one spelling, and whether they can be real.

The check digits are those of python-stdnum. Its whole `validate` is not used, because it refuses
real organisations, whose code begins with a letter (村集体经济组织: N); for people see
`gongkai.screening.resident_id`.
"""

import re
import unicodedata
from collections.abc import Callable

from stdnum.cn import uscc

from gongkai.screening.resident_id import birth_date, is_resident_id
from requests_api.applicants.kinds import NOT_KEPT, DocumentType

__all__ = ["WANTED", "birth_date", "is_valid_document", "normalise_document_number"]

_SEPARATORS = re.compile(r"[\s\-‐-―−·.()]+")
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


def _is_credit_code(number: str) -> bool:
    return bool(_CREDIT.fullmatch(number)) and uscc.calc_check_digit(number[:-1]) == number[-1]


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda number: pattern.fullmatch(number) is not None


_RULES: dict[DocumentType, Callable[[str], bool]] = {
    DocumentType.RESIDENT_ID: is_resident_id,
    DocumentType.PASSPORT: _matches(_PASSPORT),
    DocumentType.HK_MACAU_PERMIT: _matches(_HK_MACAU),
    DocumentType.TAIWAN_PERMIT: _matches(_TAIWAN),
    DocumentType.UNIFIED_SOCIAL_CREDIT_CODE: _is_credit_code,
    DocumentType.OTHER: _matches(_OTHER),
    DocumentType.UNKNOWN: lambda number: number == NOT_KEPT,
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
    DocumentType.UNKNOWN: (
        "应为“不详”：证件不详的没有号码",
        "Must be 不详: an unknown document has none",
    ),
}
"""What is wanted of a number of each type, in Chinese and English."""
