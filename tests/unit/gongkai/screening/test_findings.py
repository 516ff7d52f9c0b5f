"""What screening finds, and what it leaves alone: misses and false alarms are both faults."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from stdnum import luhn

from gongkai.http.screened import IDENTITY_IN_TEXT, LongReason, Reason, ScreenedText
from gongkai.screening import Kind, findings, masked
from tests import samples

ID = samples.resident_id(7)
PHONE = samples.phone(3)
CARD = "622202" + "000000000001"
CARD += luhn.calc_check_digit(CARD)


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def found(text):
    return [(finding.kind, text[finding.start : finding.end]) for finding in findings(text)]


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (Kind.RESIDENT_ID, ID),
        (Kind.RESIDENT_ID, "11010519491231002X"),
        (Kind.RESIDENT_ID, "11010519491231002x"),
        (Kind.RESIDENT_ID, f"{ID[:6]} {ID[6:14]} {ID[14:]}"),
        (Kind.RESIDENT_ID, f"{ID[:6]}－{ID[6:]}"),
        (Kind.RESIDENT_ID, " ".join(ID)),
        (Kind.RESIDENT_ID, wide(ID)),
        (Kind.RESIDENT_ID, "110105491231002"),
        (Kind.BANK_CARD, CARD),
        (Kind.BANK_CARD, f"{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}"),
        (Kind.BANK_CARD, "4111-1111-1111-1111"),
        (Kind.MOBILE, PHONE),
        (Kind.MOBILE, f"{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}"),
        (Kind.MOBILE, f"{PHONE[:3]}-{PHONE[3:7]}-{PHONE[7:]}"),
        (Kind.MOBILE, f"86-{PHONE}"),
        (Kind.MOBILE, f"0{PHONE}"),
        (Kind.MOBILE, wide(PHONE)),
        (Kind.LANDLINE, "0571-87654321"),
        (Kind.LANDLINE, "（0571）87654321"),
        (Kind.LANDLINE, "010 62345678"),
        (Kind.LANDLINE, "010-12345678"),
        (Kind.EMAIL, "sample1@example.com"),
        (Kind.EMAIL, "sample1＠example.com"),
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "测试甲{}，速办", "请回复：{}。", "测试甲 {} 测试乙", "（{}）"]
)
def test_a_number_of_a_person_is_found_whole_wherever_it_stands(kind, number, around):
    assert found(around.format(number)) == [(kind, number)]


@pytest.mark.parametrize("number", [ID, "11010519491231002X", "11010519491231002x"])
def test_letters_that_touch_a_resident_id_do_not_hide_it(number):
    assert found(f"oa{number}bis") == [(Kind.RESIDENT_ID, number)]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("护照号码：E12345678", Kind.PASSPORT, "E12345678"),
        ("持护照EA1234567入境", Kind.PASSPORT, "EA1234567"),
        ("港澳居民来往内地通行证H12345678", Kind.TRAVEL_PERMIT, "H12345678"),
        ("回乡证号 M1234567801", Kind.TRAVEL_PERMIT, "M1234567801"),
        ("台胞证：12345678", Kind.TRAVEL_PERMIT, "12345678"),
        (f"tel{PHONE}", Kind.MOBILE, PHONE),
        (f"编号、电话{PHONE}", Kind.MOBILE, PHONE),
        (f"{PHONE}个人信息", Kind.MOBILE, PHONE),
        (f"{PHONE}\n米面粮油", Kind.MOBILE, PHONE),
        ("电话057187654321", Kind.LANDLINE, "057187654321"),
        ("传真+86 571 87654321", Kind.LANDLINE, "+86 571 87654321"),
        ("车牌京A12345的违章", Kind.PLATE, "京A12345"),
        ("号牌沪AD12345已注销", Kind.PLATE, "沪AD12345"),
        ("浙A·12F45", Kind.PLATE, "浙A·12F45"),
        ("粤B1234学", Kind.PLATE, "粤B1234学"),
        (f"统计登记{ID}号", Kind.RESIDENT_ID, ID),
    ],
)
def test_what_a_word_makes_a_persons_is_found_by_the_word(text, kind, number):
    assert found(text) == [(kind, number)]


def test_several_are_found_each_by_itself():
    text = f"测试甲{ID}，手机{PHONE} {samples.phone(4)}，卡{CARD}"
    assert found(text) == [
        (Kind.RESIDENT_ID, ID),
        (Kind.MOBILE, PHONE),
        (Kind.MOBILE, samples.phone(4)),
        (Kind.BANK_CARD, CARD),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "国办发〔2021〕17号",
        "浙政办发〔2020〕13800000001号",
        "建罚决字第13800000001号",
        "编号13800000001的许可",
        "合同编号：4111111111111111",
        samples.credit_code(3),
        "113325000026455663",
        "91110000600037341L",
        f"统一社会信用代码：{ID}",
        "2020-330100-48-03-123456",
        "2020-620100-48-03-123456",
        "0701-138-0000-0001",
        "13800000001元",
        "13800000001.50",
        "1,380,000,000元",
        "约13800000001平方米",
        "330102001001GB00001F00010001",
        "浙(2021)不动产权第0012345号",
        "(2021)浙01行初123号",
        "2025-09-26",
        "20251126103000123",
        "国药准字H20051234",
        "GB/T 28181-2016",
        "ICP备12345678号",
        "12345热线、95588、400-800-8820",
        "护照管理办法2021年修订",
        "台胞证 20211126 起启用",
        "110101190001010015",
        "110101190013010014",
        "4111111111111112",
        "12800000001",
        "138****0001",
        "0100-20200101",
        "010-20251126",
        "A4111111111111111B",
        "京B20090059",
        "苏B2-20090059",
        "京ABCDEF",
        "浙A路口",
        "",
    ],
)
def test_numbers_of_documents_projects_organisations_and_amounts_are_nobodys(text):
    assert findings(text) == ()
    assert masked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "绝密★启用前",
        "机密 ★ 20年",
        "秘密★10年",
        "【机密】",
        "机　密",
        "绝 密★30年",
        "秘密10年",
        "内部资料 注意保存",
        "内部文件，严禁外传",
        "内部资料",
    ],
)
def test_marks_of_secrecy_are_found_and_are_no_persons(text):
    ((kind, mark),) = found(f"关于某事的通知\n{text}\n正文")
    assert (kind, mark, kind.is_personal) == (Kind.SECRECY_MARK, text, False)
    assert masked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "涉及国家秘密的范围",
        "保守秘密10年",
        "机密事项",
        "申请公开内部资料目录",
        "商业秘密保护★级企业",
    ],
)
def test_the_mere_word_is_no_mark(text):
    assert findings(text) == ()


_WORDS = "2021 〔2021〕17号 编号 第 元 号 - . ， 甲 A X 1 86 + ★ 秘密 （ ）"
PIECES = st.sampled_from(
    [ID, PHONE, CARD, "0571-87654321", "a@b.cn", "护照E12345678", " ", "\n", *_WORDS.split()]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=60)


@given(TEXTS)
def test_findings_lie_in_order_inside_the_text_and_do_not_overlap(text):
    ends = [0]
    for finding in findings(text):
        assert ends[-1] <= finding.start < finding.end <= len(text)
        ends.append(finding.end)


@given(TEXTS)
def test_what_is_masked_is_as_long_and_changed_where_something_was_found(text):
    shown = masked(text)
    assert len(shown) == len(text)
    hidden = {
        place
        for finding in findings(text)
        if finding.kind.is_personal
        for place in range(finding.start, finding.end)
    }
    assert all(
        character == ("*" if place in hidden else text[place])
        for place, character in enumerate(shown)
    )


@given(TEXTS)
def test_nothing_is_left_to_find_once_it_is_masked(text):
    assert not any(finding.kind.is_personal for finding in findings(masked(text)))


@given(st.text("甲乙丙，。 ", max_size=20), st.integers(1, 999), st.text("甲乙丙，。", max_size=20))
def test_any_identity_number_is_found_in_any_words(before, n, after):
    number = samples.resident_id(n)
    assert found(before + number + after) == [(Kind.RESIDENT_ID, number)]


@given(st.integers(1, 999), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_makes_an_identity_number_nobodys(n, place, off):
    number = samples.resident_id(n)
    if not number[place].isdigit():
        return
    wrong = number[:place] + str((int(number[place]) + off) % 10) + number[place + 1 :]
    assert Kind.RESIDENT_ID not in [finding.kind for finding in findings(wrong)]


def test_a_field_that_many_read_refuses_and_names_the_kind_but_never_the_number():
    field = TypeAdapter(ScreenedText)
    assert field.validate_python("国办发〔2021〕17号") == "国办发〔2021〕17号"
    assert field.validate_python("关于机密★10年的解密情况") == "关于机密★10年的解密情况"
    with pytest.raises(ValidationError) as refused:
        field.validate_python(f"测试甲{ID}的档案，电话{PHONE}")
    (error,) = refused.value.errors(include_input=False)
    assert error["type"] == IDENTITY_IN_TEXT
    assert "居民身份证号码、手机号码" in error["ctx"]["message_zh"]
    assert "resident id, mobile" in error["ctx"]["message_en"]
    assert not any(number in str(error) for number in (ID, PHONE))


@pytest.mark.parametrize("kind", [Reason, LongReason])
def test_a_reason_has_two_characters_that_say_something(kind):
    field = TypeAdapter(kind)
    for said in ("同上", "ok", "¿éa? 7", "登错", "。错1，录2。", "见3月5日函", "1号漏登"):
        assert field.validate_python(said) == said
    for nothing in (
        "。",
        "--",
        "×",
        "1",
        "补",
        "。。。",
        "★★",
        "·错·",
        "12",
        "2026年1月5日",
        "8时 30分",
    ):
        with pytest.raises(ValidationError) as refused:
            field.validate_python(nothing)
        (error,) = refused.value.errors(include_input=False)
        assert error["type"] == "reason_without_words"
        assert "理由" in error["ctx"]["message_zh"]
        assert "no reason" in error["ctx"]["message_en"]


def test_letters_that_are_not_seen_are_no_words():
    with pytest.raises(ValidationError, match="no reason"):
        TypeAdapter(LongReason).validate_python("\u3164\u3164\u115f\uffa0")
