"""Telephone numbers as offices and applicants write them. Every number is made up."""

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from requests_api.applicants.phones import (
    WANTED,
    PhoneFault,
    is_valid_phone,
    normalise_phone,
    read_phone,
)
from requests_api.applicants.schemas import ApplicantIn
from tests import samples

READ = [
    # mobiles
    ("13800000001", "13800000001"),
    ("138 0000 0001", "13800000001"),
    ("138-0000-0001", "13800000001"),
    ("138.0000.0001", "13800000001"),
    ("（138）00000001", "13800000001"),
    ("１３８００００００01", "13800000001"),
    ("+86 138-0000-0001", "13800000001"),
    ("008613800000001", "13800000001"),
    ("8613800000001", "13800000001"),
    ("86-13800000001", "13800000001"),
    ("(86) 13800000001", "13800000001"),
    ("013800000001", "13800000001"),
    ("16600000000", "16600000000"),
    ("17000000000", "17000000000"),
    ("19200000000", "19200000000"),
    ("13800000001转2", "13800000001-2"),
    # landlines
    ("010-12345678", "01012345678"),
    ("010 1234 5678", "01012345678"),
    ("010——12345678", "01012345678"),
    ("(0571)87654321", "057187654321"),
    ("0578-2000000", "05782000000"),
    ("0991-1234567", "09911234567"),
    ("+86 10 12345678", "01012345678"),
    ("+86 010 12345678", "01012345678"),
    ("+86(0)10-12345678", "01012345678"),
    ("86-10-12345678", "01012345678"),
    ("0086-0571-87654321", "057187654321"),
    ("（+86）0571-87654321", "057187654321"),
    # extensions; the first is the written form of offices
    ("（010）12345678转801", "01012345678-801"),
    ("010-12345678-801", "01012345678-801"),
    ("010-12345678 ext. 801", "01012345678-801"),
    ("010-12345678 EXT801", "01012345678-801"),
    ("01012345678x801", "01012345678-801"),
    ("010－12345678＃801", "01012345678-801"),
    ("010-12345678分机801", "01012345678-801"),
    ("010-12345678，转801", "01012345678-801"),
    ("010-12345678(801)", "01012345678-801"),
    ("010 1234 5678-801", "01012345678-801"),
    ("0578-2000000-1", "05782000000-1"),
    # 400 and 800
    ("400-810-1234", "4008101234"),
    ("4008101234转1", "4008101234-1"),
    ("800-810-1234", "8008101234"),
    # abroad
    ("+852 2345 6789", "+85223456789"),
    ("00852 23456789", "+85223456789"),
    ("+853 6612 3456", "+85366123456"),
    ("+886 2 2345 6789", "+886223456789"),
    ("+886 02 2345 6789", "+886223456789"),
    ("+886 912 345 678", "+886912345678"),
    ("+1 650 253 0000", "+16502530000"),
    ("+1 650 253 0000 ext 12", "+16502530000-12"),
]
REFUSED = [
    ("1380000000", PhoneFault.MOBILE_LENGTH),  # an online application could never start
    ("138000000011", PhoneFault.MOBILE_LENGTH),
    ("138 0000 000", PhoneFault.MOBILE_LENGTH),
    ("+86 1380000000", PhoneFault.MOBILE_LENGTH),
    ("10000000000", PhoneFault.MOBILE_PREFIX),
    ("12000000000", PhoneFault.MOBILE_PREFIX),
    ("14000000000", PhoneFault.MOBILE_PREFIX),
    ("010-1234567", PhoneFault.LANDLINE),
    ("010-123456789", PhoneFault.LANDLINE),
    ("0999-123456", PhoneFault.LANDLINE),
    ("0571-8765432", PhoneFault.LANDLINE),
    ("0123-1234567", PhoneFault.LANDLINE),
    ("0571", PhoneFault.LANDLINE),
    ("87654321", PhoneFault.AREA_CODE),
    ("2090823", PhoneFault.AREA_CODE),
    ("13800000001/13800000002", PhoneFault.SEVERAL),
    ("13800000001、13800000002", PhoneFault.SEVERAL),
    ("13800000001，010-12345678", PhoneFault.SEVERAL),
    ("13800000001 13800000002", PhoneFault.SEVERAL),
    ("13800000001-13800000002", PhoneFault.SEVERAL),
    ("1380000000113800000002", PhoneFault.SEVERAL),
    ("010-12345678/87654321", PhoneFault.SEVERAL),
    ("010-12345678/9", PhoneFault.SEVERAL),
    ("0571-87654321 13800000001", PhoneFault.SEVERAL),
    ("0755-12345678 或 13800000001", PhoneFault.SEVERAL),
    ("010-12345678转", PhoneFault.EXTENSION),
    ("010-12345678转1234567", PhoneFault.EXTENSION),
    ("+852 1234", PhoneFault.ABROAD),
    ("+999 12345678", PhoneFault.ABROAD),
    ("00", PhoneFault.ABROAD),
    ("", PhoneFault.FORMAT),
    ("+", PhoneFault.FORMAT),
    ("转801", PhoneFault.FORMAT),
    ("请打电话", PhoneFault.FORMAT),
    ("13800000001(测试甲)", PhoneFault.FORMAT),
    ("110", PhoneFault.FORMAT),
    ("12345", PhoneFault.FORMAT),
    ("٠١٠١٢٣٤٥٦٧٨", PhoneFault.FORMAT),  # digits, but nobody can dial them
]


@pytest.mark.parametrize(("written", "spelling"), READ)
def test_a_number_that_can_be_called_has_one_spelling(written, spelling):
    assert read_phone(written) == spelling
    assert normalise_phone(spelling) == spelling


@pytest.mark.parametrize(("written", "fault"), REFUSED)
def test_a_number_that_cannot_be_called_is_refused_for_its_reason(written, fault):
    assert read_phone(written) is fault
    assert not is_valid_phone(written)


@pytest.mark.parametrize(("written", "fault"), [case for case in REFUSED if case[0]])
def test_a_refusal_says_what_is_wanted_at_its_place(written, fault):
    with pytest.raises(ValidationError) as refused:
        ApplicantIn.model_validate(samples.person() | {"phone": written})
    [error] = refused.value.errors()
    assert error["loc"] == ("phone",)
    assert error["type"] == fault.value
    assert (error["ctx"]["message_zh"], error["ctx"]["message_en"]) == WANTED[fault]


def test_every_reason_has_its_sentence():
    assert set(WANTED) == set(PhoneFault)
    assert "一个" in WANTED[PhoneFault.SEVERAL][0]
    assert "11位" in WANTED[PhoneFault.MOBILE_LENGTH][0]


PIECES = st.sampled_from(["+", "00", "86", "010", "138", "12345678", "852"]) | st.sampled_from(
    (
        "0",
        "1",
        "８",
        "转",
        "ext",
        "x",
        "＃",
        "-",
        "(",
        ")",
        "/",
        "、",
        "或",
        " ",
        "\u3000",
        "\u0301",
    )
)


@settings(max_examples=300)
@given(st.text(max_size=40) | st.lists(PIECES, max_size=8).map("".join))
def test_any_text_is_answered_and_normalising_twice_changes_nothing(text):
    once = normalise_phone(text)
    assert normalise_phone(once) == once
    assert is_valid_phone(text) == is_valid_phone(once)


@settings(max_examples=100)
@given(st.integers(0, 99_999_999), st.integers(1, 999_999), st.sampled_from("-转x#"))
def test_an_extension_never_changes_the_number_before_it(tail, extension, sign):
    number = f"138{tail:08d}"
    assert read_phone(f"{number}{sign}{extension}") in (f"{number}-{extension}", PhoneFault.SEVERAL)
    assert read_phone(f"{number} {number}") is PhoneFault.SEVERAL


DIALLED_AS_WRITTEN = (
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.TOLL_FREE,
    phonenumbers.PhoneNumberType.SHARED_COST,
    phonenumbers.PhoneNumberType.UAN,
)


def whole_parser_takes(digits):
    try:
        number = phonenumbers.parse(digits, "CN")
    except phonenumbers.NumberParseException:
        return False
    is_whole = phonenumbers.national_significant_number(number) == digits
    return is_whole and phonenumbers.number_type(number) in DIALLED_AS_WRITTEN


def test_of_every_prefix_eleven_digits_are_what_the_whole_parser_makes_of_them():
    numbers = [f"{prefix}000001" for prefix in range(10_000, 20_000)]
    assert [n for n in numbers if is_valid_phone(n)] == [*filter(whole_parser_takes, numbers)]
