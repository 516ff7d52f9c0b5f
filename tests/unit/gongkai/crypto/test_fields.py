"""Keys, encrypted fields, blind indexes, access codes and signed tokens."""

import base64
import re
import secrets
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.crypto.codes import access_code_matches, generate_access_code, hash_access_code
from gongkai.crypto.fields import BlindIndex, DecryptionFailed, KeyRing
from gongkai.crypto.keys import WeakKey, keyed_digest, parse_key
from gongkai.crypto.signing import InvalidToken, Signer

quick = settings(max_examples=60)
names = st.text(min_size=1, max_size=20)


def random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


KEY = secrets.token_bytes(32)
RING = KeyRing.parse({"k1": random_key(), "k2": random_key()}, "k1")
ROW = UUID("0192f0c4-7d2e-7a00-8000-000000000001")
FILE = UUID(int=1)


@quick
@given(st.binary(max_size=300), names, names, st.uuids())
def test_a_field_reads_back_as_it_was_written(plaintext, table, column, row_id):
    assert RING.decrypt(table, column, row_id, RING.encrypt(table, column, row_id, plaintext)) == (
        plaintext
    )


@quick
@given(st.binary(max_size=60), st.data())
def test_any_flipped_bit_is_found(plaintext, data):
    ciphertext = bytearray(RING.encrypt("t", "c", ROW, plaintext))
    position = data.draw(st.integers(0, len(ciphertext) - 1))
    ciphertext[position] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(DecryptionFailed):
        RING.decrypt("t", "c", ROW, bytes(ciphertext))


@quick
@given(st.binary(max_size=40), st.data())
def test_any_shortened_value_is_found(plaintext, data):
    ciphertext = RING.encrypt("t", "c", ROW, plaintext)
    with pytest.raises(DecryptionFailed):
        RING.decrypt("t", "c", ROW, ciphertext[: data.draw(st.integers(0, len(ciphertext) - 1))])


@quick
@given(st.tuples(names, names, st.uuids()), st.tuples(names, names, st.uuids()))
def test_a_value_moved_to_another_place_does_not_decrypt(place, other):
    ciphertext = RING.encrypt(*place, b"x")
    if place == other:
        return
    with pytest.raises(DecryptionFailed):
        RING.decrypt(*other, ciphertext)


def test_places_whose_names_run_into_each_other_differ():
    with pytest.raises(DecryptionFailed):
        RING.decrypt("a", "bc", ROW, RING.encrypt("ab", "c", ROW, b"x"))


def test_text_keeps_its_characters_and_two_encryptions_of_it_differ():
    first, second = (RING.encrypt_text("t", "c", ROW, "欧阳娜娜 𠮷") for _ in range(2))
    assert first != second
    assert RING.decrypt_text("t", "c", ROW, first) == "欧阳娜娜 𠮷"


def test_rotation_reads_the_old_and_writes_with_the_new():
    old, new = random_key(), random_key()
    before = KeyRing.parse({"2025": old}, "2025").encrypt_text("t", "c", ROW, "张三")
    ring = KeyRing.parse({"2025": old, "2026": new}, "2026")
    after = ring.encrypt_text("t", "c", ROW, "张三")
    assert ring.decrypt_text("t", "c", ROW, before) == "张三"
    assert (ring.is_current(before), ring.is_current(after)) == (False, True)
    with pytest.raises(DecryptionFailed, match="2025"):
        KeyRing.parse({"2026": new}, "2026").decrypt_text("t", "c", ROW, before)


def test_the_active_key_must_be_one_of_the_ring():
    with pytest.raises(ValueError, match="active"):
        KeyRing.parse({"k1": random_key()}, "k2")


@pytest.mark.parametrize("key_id", ["", "a b", "a" * 65, "钥"])
def test_a_key_id_is_plain(key_id):
    with pytest.raises(ValueError, match="key id"):
        KeyRing({key_id: KEY}, key_id)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "changeme",
        "not base64!",
        base64.b64encode(bytes(32)).decode(),
        base64.b64encode(b"\xff" * 32).decode(),
        base64.b64encode(b"0123456789abcdef" * 2).decode(),
        base64.b64encode(b"correct horse battery staple!!!!").decode(),
        base64.b64encode(secrets.token_bytes(31)).decode(),
        base64.b64encode(secrets.token_bytes(33)).decode(),
        base64.b64encode(secrets.token_hex(16).encode()).decode(),
        random_key() + "\n",
    ],
)
def test_default_short_and_spelled_keys_are_refused_without_being_shown(text):
    with pytest.raises(WeakKey) as caught:
        parse_key(text, "index_key")
    assert "index_key" in str(caught.value)
    assert not text or text not in str(caught.value)


def test_a_random_key_is_accepted():
    for _ in range(1000):
        assert len(parse_key(random_key(), "index_key")) == 32


@quick
@given(st.text(), st.text(), st.text(), st.text())
def test_blind_indexes_are_equal_only_for_equal_values_of_one_domain(domain, value, other, text):
    def storable(*texts):
        return all(t.isascii() or t.encode("utf-8", "ignore").decode() == t for t in texts)

    if not storable(domain, value, other, text):
        return
    index = BlindIndex(KEY)
    same = index.digest(domain, value) == index.digest(other, text)
    assert same == ((domain, value) == (other, text))
    assert len(index.digest(domain, value)) == 32


def test_another_key_gives_another_index():
    assert BlindIndex(KEY).digest("d", "v") != BlindIndex.parse(random_key()).digest("d", "v")


def test_labels_and_parts_of_a_digest_do_not_run_into_each_other():
    digests = {
        keyed_digest(KEY, "a", b"b", b"c"),
        keyed_digest(KEY, "a", b"bc"),
        keyed_digest(KEY, "ab", b"c"),
        keyed_digest(KEY, "a", b"bc", b""),
    }
    assert len(digests) == 4


def test_access_codes_have_128_bits_in_letters_that_cannot_be_mistaken():
    codes = {generate_access_code() for _ in range(2000)}
    assert len(codes) == 2000
    letters = "[0-9A-HJKMNP-TV-Z]"
    for code in codes:
        assert re.fullmatch(rf"[0-7]{letters}{{4}}(-{letters}{{5}}){{3}}-{letters}{{6}}", code)


@quick
@given(st.integers(0, 2**128 - 1))
def test_the_letters_of_a_code_are_the_number_that_was_drawn(number):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(secrets, "randbits", lambda _: number)
        letters = generate_access_code().replace("-", "")
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    read = 0
    for letter in letters:
        read = read * 32 + alphabet.index(letter)
    assert read == number


@quick
@given(st.sampled_from(["lower", "O", "I", "L", "bare", "blank"]))
def test_a_code_is_understood_as_a_person_writes_it(way):
    code = generate_access_code()
    heard = {
        "lower": code.lower(),
        "O": code.replace("0", "O"),
        "I": code.replace("1", "i"),
        "L": code.replace("1", "l"),
        "bare": code.replace("-", ""),
        "blank": f" {code.replace('-', ' ')} ",
    }[way]
    assert access_code_matches(heard, hash_access_code(code, KEY, of=FILE), KEY, of=FILE)


@quick
@given(st.text() | st.just("\ud800"))
def test_any_other_text_is_no_code(text):
    stored = hash_access_code(generate_access_code(), KEY, of=FILE)
    assert not access_code_matches(text, stored, KEY, of=FILE)
    assert not access_code_matches(text, None, KEY, of=None)


def test_a_code_opens_the_one_file_that_it_was_made_for():
    code = generate_access_code()
    stored = hash_access_code(code, KEY, of=FILE)
    assert access_code_matches(code, stored, KEY, of=FILE)
    for other in (UUID(int=2), None):
        assert not access_code_matches(code, stored, KEY, of=other)


def test_a_code_under_another_key_does_not_match():
    code = generate_access_code()
    assert not access_code_matches(
        code, hash_access_code(code, KEY, of=FILE), secrets.token_bytes(32), of=FILE
    )


payloads = st.dictionaries(
    st.text("abc", min_size=1, max_size=3),
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    max_size=4,
)


@quick
@given(payloads)
def test_a_signed_token_reads_back_and_is_safe_in_a_url(payload):
    token = Signer(KEY).sign("cases.list", payload)
    assert re.fullmatch(r"[A-Za-z0-9_.-]+", token)
    assert Signer(KEY).unsign("cases.list", token) == payload


@quick
@given(payloads, st.data())
def test_an_altered_token_is_refused(payload, data):
    token = Signer(KEY).sign("cases.list", payload)
    at = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from("AQgw_-.é=\ud800"))
    altered = token[:at] + letter + token[at + 1 :]
    if altered == token:
        return
    with pytest.raises(InvalidToken):
        Signer(KEY).unsign("cases.list", altered)


@pytest.mark.parametrize("token", ["", ".", "a.b", "e30." + "A" * 43, "a" * 100_000, "\x00"])
def test_what_was_never_signed_is_refused(token):
    with pytest.raises(InvalidToken):
        Signer(KEY).unsign("cases.list", token)


def test_a_token_for_one_purpose_is_none_for_another_nor_under_another_key():
    token = Signer(KEY).sign("cases.list", {"id": str(uuid4())})
    with pytest.raises(InvalidToken):
        Signer(KEY).unsign("changes", token)
    with pytest.raises(InvalidToken):
        Signer.parse(random_key()).unsign("cases.list", token)


def test_a_token_of_one_service_is_none_of_another_with_the_same_key():
    token = Signer(KEY, service="catalog").sign("page.organs", {"k": 1})
    assert Signer(KEY, service="catalog").unsign("page.organs", token) == {"k": 1}
    for other in ("requests", ""):
        with pytest.raises(InvalidToken):
            Signer(KEY, service=other).unsign("page.organs", token)


def test_a_payload_that_would_not_fit_is_a_defect_at_signing():
    with pytest.raises(ValueError, match="too large"):
        Signer(KEY).sign("cases.list", {"q": "长" * 2000})


@pytest.mark.parametrize("make", [BlindIndex, Signer, lambda key: KeyRing({"k": key}, "k")])
def test_no_key_of_another_length_gets_in_past_the_parser(make):
    with pytest.raises(ValueError, match="32 bytes"):
        make(b"short")
