"""Identity numbers, contact data and their masks."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from stdnum.cn import ric, uscc

from requests_api.applicants.identity import (
    WANTED,
    birth_date,
    is_valid_document,
    normalise_document_number,
)
from requests_api.applicants.kinds import ApplicantKind, DocumentType
from requests_api.applicants.masking import (
    mask_address,
    mask_document_number,
    mask_email,
    mask_name,
    mask_phone,
)
from requests_api.applicants.phones import normalise_phone
from requests_api.applicants.schemas import ApplicantIn
from requests_api.intake.errors import BornInTheFuture
from requests_api.intake.service import refuse_the_unborn
from tests import samples

RESIDENT_ID, CREDIT_CODE = DocumentType.RESIDENT_ID, DocumentType.UNIFIED_SOCIAL_CREDIT_CODE


@pytest.mark.parametrize(
    ("document_type", "number"),
    [
        (RESIDENT_ID, "11010519491231002X"),
        (RESIDENT_ID, samples.resident_id(7)),
        (CREDIT_CODE, "91110000600037341L"),
        (CREDIT_CODE, "113325000026455663"),
        (CREDIT_CODE, "11370812004339255B"),
        (CREDIT_CODE, samples.credit_code(3)),
        (DocumentType.PASSPORT, "E12345678"),
        (DocumentType.PASSPORT, "g 1234 5678"),
        (DocumentType.HK_MACAU_PERMIT, "H12345678"),
        (DocumentType.HK_MACAU_PERMIT, "m1234567800"),
        (DocumentType.HK_MACAU_PERMIT, "Ｈ 12345678"),
        (DocumentType.TAIWAN_PERMIT, "12345678"),
        (DocumentType.TAIWAN_PERMIT, "0012345678"),
        (DocumentType.TAIWAN_PERMIT, "0012345678(B)"),
        (DocumentType.TAIWAN_PERMIT, "００１２３４５６７８（Ｂ）"),
        (DocumentType.TAIWAN_PERMIT, "12345678（A）"),
        (DocumentType.OTHER, "军字第1234567号"),
        (DocumentType.OTHER, "军字第１２３４５６７号"),
        (CREDIT_CODE, "９１１１００００６０００３７３４１Ｌ"),
        (CREDIT_CODE, "91110000600037341l"),
        (CREDIT_CODE, "911100006 0003734 1L"),
    ],
)
def test_a_real_number_is_accepted(document_type, number):
    assert is_valid_document(document_type, normalise_document_number(number))


@pytest.mark.parametrize(
    ("document_type", "number"),
    [
        (RESIDENT_ID, "110105194912310021"),  # check digit
        (RESIDENT_ID, "110105491231002"),  # fifteen digits, withdrawn in 2013
        (RESIDENT_ID, "１１０"),
        (RESIDENT_ID, "010105194912310021"),
        (CREDIT_CODE, "91110000600037341M"),
        (CREDIT_CODE, "9111000060003734IL"),  # I is not in the alphabet
        (DocumentType.PASSPORT, "ABCDEFG"),
        (DocumentType.HK_MACAU_PERMIT, "X12345678"),
        (RESIDENT_ID, ""),
        (RESIDENT_ID, "11010519491231002Y"),
        (RESIDENT_ID, "1101051949123100"),
        (CREDIT_CODE, "9111000060003734"),
        (DocumentType.PASSPORT, "E123"),
        (DocumentType.HK_MACAU_PERMIT, "H1234567"),
        (DocumentType.HK_MACAU_PERMIT, "H123456789"),
        (DocumentType.HK_MACAU_PERMIT, "12345678"),
        (DocumentType.TAIWAN_PERMIT, "1234567"),
        (DocumentType.TAIWAN_PERMIT, "123456789"),
        (DocumentType.TAIWAN_PERMIT, "0012345678(BC)"),
        (DocumentType.OTHER, "?"),
    ],
)
def test_a_number_that_cannot_be_is_refused(document_type, number):
    assert not is_valid_document(document_type, normalise_document_number(number))


def test_a_birthday_that_never_was_is_refused_although_the_check_digit_holds():
    body = "11010119000230001"
    assert not is_valid_document(RESIDENT_ID, body + ric.calc_check_digit(body + "0"))


def test_residence_permits_and_letter_codes_are_real_numbers():
    permit = "81000019900101001"
    village = "N2110101MA00000000"[:17]
    assert is_valid_document(RESIDENT_ID, permit + ric.calc_check_digit(permit + "0"))
    assert is_valid_document(CREDIT_CODE, village + uscc.calc_check_digit(village))


@settings(max_examples=60)
@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(position, shift):
    number = samples.resident_id(5)
    wrong = str((int(number[position]) + shift) % 10)
    assert not is_valid_document(RESIDENT_ID, number[:position] + wrong + number[position + 1 :])


@settings(max_examples=60)
@given(st.sampled_from(DocumentType), st.text(max_size=40))
def test_any_text_is_answered_and_normalising_twice_changes_nothing(document_type, text):
    number = normalise_document_number(text)
    assert normalise_document_number(number) == number
    assert is_valid_document(document_type, number) in (True, False)
    assert normalise_phone(normalise_phone(text)) == normalise_phone(text)


def test_one_number_has_one_spelling():
    spellings = ["11010519491231002x", "110105 19491231 002X", "１１０１０５-19491231-002Ｘ"]
    assert {normalise_document_number(s) for s in spellings} == {"11010519491231002X"}
    phones = ["138 0000 0001", "+86 138-0000-0001", "008613800000001", "（138）00000001"]
    assert {normalise_phone(p) for p in phones} == {"13800000001"}


def test_masks_keep_only_what_an_office_needs_to_recognise():
    assert mask_name("张三") == "张*"
    assert mask_name("欧阳某某") == "欧***"
    assert mask_name("张") == "*"
    assert mask_document_number("330102199001011234") == "330***********1234"
    assert mask_document_number("E12345678") == "E******78"
    assert mask_phone("13812341234") == "138****1234"
    assert mask_phone("123456") == "****56"
    assert mask_email("zhang.san@example.cn") == "z***@example.cn"
    assert mask_address("浙江省丽水市莲都区示例路1号") == "浙江省丽水市***"


@settings(max_examples=80)
@given(st.text(st.characters(exclude_characters="*"), min_size=1, max_size=30))
def test_a_mask_never_shows_a_text_whole(text):
    for mask in (mask_name, mask_document_number, mask_phone, mask_address):
        assert mask(text) != text


def test_the_samples_pass_every_check_and_differ():
    people = [ApplicantIn.model_validate(samples.person(n)) for n in range(1, 12)]
    firms = [ApplicantIn.model_validate(samples.organisation(n)) for n in range(1, 12)]
    assert len({a.document.number for a in people + firms}) == 22
    assert len({a.phone for a in people + firms}) == 22


@pytest.mark.parametrize("kind", ApplicantKind)
def test_people_show_cards_and_organisations_codes(kind):
    person = {**samples.person(), "kind": kind}
    organisation = samples.organisation(kind=kind)
    refused = organisation if kind is ApplicantKind.NATURAL else person
    with pytest.raises(ValidationError) as error:
        ApplicantIn.model_validate(refused)
    assert error.value.errors()[0]["loc"] == ("document",)
    ApplicantIn.model_validate(person if refused is organisation else organisation)


def test_what_is_taken_in_is_held_in_its_normalised_spelling():
    spelt = samples.person() | {
        "document": {"type": "resident_id", "number": "11010519491231002x"},
        "phone": "+86 138 0000 0001",
        "agent": {"name": "测试乙", "phone": "010-12345678"},
        "help_needed": ["sight"],
    }
    applicant = ApplicantIn.model_validate(spelt)
    assert applicant.document.number == "11010519491231002X"
    assert applicant.phone == "13800000001"
    assert applicant.agent.phone == "01012345678"


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("kind", "person", ("kind",)),
        ("name", "", ("name",)),
        ("name", "甲\x00", ("name",)),
        ("document", None, ("document",)),
        ("document", {"type": "resident_id", "number": "1"}, ("document", "number")),
        ("phone", "请打电话", ("phone",)),
        ("email", "nobody", ("email",)),
        ("email", "a@b", ("email",)),
        ("help_needed", ["money"], ("help_needed", 0)),
        ("help_needed", ["sight"] * 5, ("help_needed",)),
        ("agent", {"name": "测试乙"}, ("agent", "phone")),
        ("password", "x", ("password",)),
    ],
)
def test_what_does_not_hold_is_refused_at_its_place_and_not_echoed(field, value, place):
    with pytest.raises(ValidationError) as refused:
        ApplicantIn.model_validate(samples.person() | {field: value})
    [error] = refused.value.errors()
    assert error["loc"] == place
    assert samples.resident_id() not in str(refused.value)


def test_the_documented_example_is_taken():
    [example] = ApplicantIn.model_json_schema()["examples"]
    assert ApplicantIn.model_validate(example).document.number == samples.resident_id(1)


def resident(body):
    """The 17 characters with their check character."""
    return body + ric.calc_check_digit(body + "0")


@pytest.mark.parametrize(
    "body",
    [
        "91184019900101001",  # a foreign permanent resident: 9, province, nationality (2023)
        "93115619000101001",
        "81000019900101001",
        "82000019900101001",
        "83000019900101001",
        "71000019900101001",
        "65010119000229001"[:6] + "20000229" + "001",
    ],
)
def test_every_holder_of_an_eighteen_digit_card_is_taken(body):
    assert is_valid_document(RESIDENT_ID, resident(body))


@pytest.mark.parametrize(
    "body",
    [
        "11010118991231001",  # nobody is that old
        "11010119010229001",  # no leap year
        "11010119001301001",
        "11010119000100001",
        "11010100000101001",
        "10010119000101001",  # no such province
        "16010119000101001",
        "66010119000101001",
        "84010119000101001",
    ],
)
def test_a_card_that_nobody_can_hold_is_refused_although_its_check_digit_holds(body):
    assert not is_valid_document(RESIDENT_ID, resident(body))


TODAY = date(2026, 11, 30)


@pytest.mark.parametrize("born", [date(2027, 3, 1), date(2026, 12, 1), date(2099, 12, 31)])
@pytest.mark.parametrize("place", ["/document", "/agent/document"])
def test_who_is_not_born_yet_is_refused_at_the_number(born, place):
    document = {"type": "resident_id", "number": resident(f"110101{born:%Y%m%d}001")}
    agent = {"name": "测试乙", "phone": samples.phone(2), "document": document}
    stated = {"document": document} if place == "/document" else {"agent": agent}
    applicant = ApplicantIn.model_validate(samples.person() | stated)
    with pytest.raises(BornInTheFuture) as refused:
        refuse_the_unborn(applicant, TODAY)
    assert [e.pointer for e in refused.value.errors] == [f"/body/applicant{place}/number"]
    refuse_the_unborn(applicant, born)


def test_a_child_born_today_may_apply_and_other_documents_tell_no_birthday():
    child = {"type": "resident_id", "number": resident(f"110101{TODAY:%Y%m%d}001")}
    passport = {"type": "passport", "number": "E12345678"}
    for document in (child, passport):
        refuse_the_unborn(
            ApplicantIn.model_validate(samples.person() | {"document": document}), TODAY
        )


@settings(max_examples=60)
@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_the_day_of_birth_is_read_from_every_card(born):
    number = resident(f"110101{born:%Y%m%d}001")
    assert birth_date(number) == born
    assert is_valid_document(RESIDENT_ID, number)
    document = {"type": "resident_id", "number": number}
    shown = ApplicantIn.model_validate(samples.person() | {"document": document}).document
    assert shown.is_of_somebody_born_by(born)
    assert not shown.is_of_somebody_born_by(born - timedelta(days=1))


@pytest.mark.parametrize("document_type", DocumentType)
def test_each_refusal_says_what_is_wanted_of_that_document(document_type):
    kind = "natural" if document_type is not CREDIT_CODE else "business"
    document = {"type": document_type, "number": "?"}
    with pytest.raises(ValidationError) as refused:
        ApplicantIn.model_validate(samples.person() | {"kind": kind, "document": document})
    [error] = refused.value.errors()
    assert error["ctx"]["message_zh"] == WANTED[document_type][0]
    assert error["ctx"]["message_zh"].startswith("应为")
