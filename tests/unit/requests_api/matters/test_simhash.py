"""Near texts have near fingerprints, and without the key nobody can make one."""

from hashlib import blake2b

from hypothesis import given
from hypothesis import strategies as st

from gongkai.crypto.fields import BlindIndex
from gongkai.folding import folded
from requests_api.matters.simhash import BITS, text_simhash

INDEXES, OTHERS = BlindIndex(bytes(range(32))), BlindIndex(bytes(range(1, 33)))
WORDS = ["道路养护", "合同附件", "施工许可", "处罚决定", "预算草案", "决算报告", "招标文件"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=80).map("".join)


def by_definition(*texts):
    """Every shingle votes on every bit, one after another."""
    text, key = folded("\n".join(texts)), INDEXES.digest("matter.text_simhash", "")
    shingles = {text[at : at + 3] for at in range(max(len(text) - 3, 0) + 1)}
    hashed = [
        int.from_bytes(blake2b(each.encode(), digest_size=8, key=key).digest(), "little")
        for each in shingles
    ]
    votes = (sum(one >> bit & 1 for one in hashed) * 2 for bit in range(BITS))
    made = sum((ones > len(hashed)) << bit for bit, ones in enumerate(votes))
    return made - (1 << BITS) if made >> BITS - 1 else made


@given(TEXTS | st.text(min_size=1, max_size=120).filter(folded))
def test_it_is_what_its_definition_says(text):
    assert text_simhash(INDEXES, text) == by_definition(text)


def distance(one, other):
    return ((one ^ other) & (1 << BITS) - 1).bit_count()


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_fingerprint_is_a_signed_bigint_and_the_same_for_the_same_texts(title, description):
    made = text_simhash(INDEXES, title, description)
    assert made == text_simhash(INDEXES, title, description)
    assert made is None or -(1 << BITS - 1) <= made < 1 << BITS - 1


@given(TEXTS)
def test_width_case_blanks_and_brackets_make_no_difference(text):
    plain = text_simhash(INDEXES, f"{text}[A1]")
    assert plain == text_simhash(INDEXES, f" {text}【ａ１】\n")


@given(TEXTS, TEXTS)
def test_repetition_makes_no_difference(one, other):
    once = text_simhash(INDEXES, one + other + one)
    assert once == text_simhash(INDEXES, one + other + one + other + one)


def test_a_small_change_moves_few_bits_and_another_text_about_half_of_them():
    text = "".join(f"第{n}项道路养护合同的附件与验收报告；" for n in range(20))
    made = text_simhash(INDEXES, text)
    assert distance(made, text_simhash(INDEXES, text.replace("第7项", "第柒项"))) <= 10
    assert distance(made, text_simhash(INDEXES, f"{text}谢谢。")) <= 10
    other = "".join(f"{n}号食堂供货单位资质证明和检疫记录、" for n in range(20))
    assert 20 <= distance(made, text_simhash(INDEXES, other)) <= 44


def test_another_key_makes_another_fingerprint():
    texts = ["".join(WORDS[:n]) for n in range(3, len(WORDS) + 1)]
    far = [distance(text_simhash(INDEXES, t), text_simhash(OTHERS, t)) for t in texts]
    assert all(16 <= each <= 48 for each in far), far


def test_no_text_has_no_fingerprint_and_the_shortest_has_one():
    assert text_simhash(INDEXES, "", " \n") is None
    assert text_simhash(INDEXES, "甲") not in {None, text_simhash(INDEXES, "乙")}
