"""Identity numbers: their one spelling, and whether they can be real.

The check digits are those of python-stdnum. Its whole `validate` is not used, because it refuses
real people: residents of a county younger than its list, holders of the residence permits
(810000, 820000, 830000), organisations whose code begins with a letter (村集体经济组织: N).
"""

import re
import unicodedata
from collections.abc import Callable

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from requests_api.applicants.kinds import DocumentType

_SEPARATORS = re.compile(r"[\s\-‐-―·.]+")
_PHONE_SEPARATORS = re.compile(r"[\s()\-‐-―.]+")
_CHINA = re.compile(r"^(?:\+86|0086)+")
_RESIDENT = re.compile(r"[1-9][0-9]{16}[0-9X]")
_CREDIT = re.compile(r"[1-9AFGHNY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_PASSPORT = re.compile(r"(?=.*[0-9])[A-Z0-9]{5,20}")
_HK_MACAU = re.compile(r"[HM](?:[0-9]{8}|[0-9]{10})")
_TAIWAN = re.compile(r"[0-9]{8}|[0-9]{10}[A-Z0-9]?")
_OTHER = re.compile(r"\w{2,40}")
_PHONE = re.compile(r"\+?[0-9]{5,20}")


def normalise_document_number(number: str) -> str:
    """The one spelling under which a document number is compared, indexed and stored.

    Full-width characters become ordinary ones, letters capital, blanks and dashes go.
    """
    bare = _SEPARATORS.sub("", unicodedata.normalize("NFKC", number))
    return unicodedata.normalize("NFKC", bare.upper())  # what a blank kept apart may have joined


def normalise_phone(phone: str) -> str:
    """The one spelling of a phone number: digits, with `+` and country unless it is China's."""
    bare = _PHONE_SEPARATORS.sub("", unicodedata.normalize("NFKC", phone))
    return unicodedata.normalize("NFKC", _CHINA.sub("", bare))


def _is_resident_id(number: str) -> bool:
    if not _RESIDENT.fullmatch(number) or ric.calc_check_digit(number) != number[-1]:
        return False
    try:
        ric.get_birth_date(number)
    except ValidationError:
        return False
    return True


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


def is_valid_phone(phone: str) -> bool:
    """Whether a normalised phone number can be one: 5–20 digits, `+` allowed in front."""
    return _PHONE.fullmatch(phone) is not None
