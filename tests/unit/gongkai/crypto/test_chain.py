"""The hash chain: what verifies, what breaks it, and its exported form."""

import json
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.crypto.canonical import MAX_INTEGER, NotCanonical, canonical_json
from gongkai.crypto.chain import ChainEvent, event_hash, genesis, next_event, verify
from gongkai.crypto.chain_export import NotAChain, export_chain, verify_export

quick = settings(max_examples=80)
CASE = UUID("0192f0c4-7d2e-7a00-8000-000000000001")
OTHER = UUID("0192f0c4-7d2e-7a00-8000-000000000002")
NOON = datetime(2026, 3, 2, 4, 0, 0, 120, tzinfo=UTC)

storable = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=8)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | storable,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(storable, inner, max_size=3),
    max_leaves=6,
)
objects = st.dictionaries(storable, json_values, max_size=3)


def chain(length: int, aggregate_id: UUID = CASE, data=None) -> list[ChainEvent]:
    events: list[ChainEvent] = []
    for n in range(length):
        events.append(
            next_event(
                (events[-1].seq, events[-1].hash) if events else None,
                aggregate_id=aggregate_id,
                type="case.registered",
                v=1,
                occurred_on=date(2026, 3, 2),
                recorded_at=NOON + timedelta(minutes=n),
                actor="li",
                data=data if data is not None else {"number": f"2026-{n}", "n": n, "ok": True},
            )
        )
    return events


def test_an_unbroken_chain_holds():
    report = verify(CASE, chain(5), expected_count=5)
    assert (report.valid, report.length, report.first_broken) == (True, 5, None)
    assert report.head == chain(5)[-1].hash


def test_the_hash_names_its_algorithm_and_never_changes_for_one_content():
    first = chain(1)[0]
    assert first.hash == ("sha256:931dbd9520eaff8f42df7521490115ad28914621c47bd827baec42e12501f623")


def test_an_empty_log_is_a_chain_of_no_events():
    report = verify(CASE, [], expected_count=0)
    assert (report.valid, report.head) == (True, genesis(CASE))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"seq": 9}, "order"),
        ({"aggregate_id": OTHER}, "aggregate"),
        ({"type": "case.voided"}, "hash"),
        ({"v": 2}, "hash"),
        ({"supersedes": 1}, "hash"),
        ({"occurred_on": date(2026, 3, 3)}, "hash"),
        ({"recorded_at": NOON + timedelta(microseconds=1)}, "hash"),
        ({"recorded_at": NOON.replace(tzinfo=None)}, "content"),
        ({"recorded_at": datetime.min.replace(tzinfo=timezone(timedelta(hours=8)))}, "content"),
        ({"actor": "wang"}, "hash"),
        ({"data": {"number": "2026-2", "n": 2, "ok": 1}}, "hash"),
        ({"data": {"number": "2026-2", "n": 2.0, "ok": True}}, "content"),
        ({"hash": "sha256:" + "0" * 64}, "hash"),
    ],
)
def test_the_first_changed_event_is_named_with_the_reason(change, reason):
    events = chain(5)
    events[2] = replace(events[2], **change)
    report = verify(CASE, events, expected_count=5)
    assert (report.valid, report.first_broken, report.reason) == (False, 3, reason)
    assert report.length == 2


def test_a_changed_event_with_its_own_hash_renewed_breaks_the_next_one():
    events = chain(5)
    forged = replace(events[2], actor="wang")
    events[2] = replace(forged, hash=event_hash(events[1].hash, forged))
    assert verify(CASE, events).first_broken == 4


def test_a_removed_a_swapped_and_a_doubled_event_are_found():
    events = chain(5)
    assert verify(CASE, events[:2] + events[3:]).first_broken == 3
    assert verify(CASE, [events[1], events[0], *events[2:]]).first_broken == 1
    assert verify(CASE, [*events[:2], *events[1:]]).first_broken == 3


def test_a_cut_tail_is_found_against_the_version_or_the_head():
    events = chain(5)
    report = verify(CASE, events[:3], expected_count=5)
    assert (report.first_broken, report.reason) == (4, "missing")
    against_the_head = verify(CASE, events[:3], expected_head=events[-1].hash)
    assert against_the_head.reason == "head"
    assert report.head == against_the_head.head == events[2].hash


def test_an_event_beyond_the_version_is_found():
    assert verify(CASE, chain(5), expected_count=4).reason == "extra"


def test_the_chain_of_one_case_is_none_of_another():
    report = verify(OTHER, chain(3))
    assert (report.reason, report.head) == ("aggregate", genesis(OTHER))
    moved = [replace(event, aggregate_id=OTHER) for event in chain(3)]
    assert verify(OTHER, moved).reason == "hash"


def test_one_instant_has_one_hash_in_every_zone():
    event = chain(1)[0]
    east = replace(event, recorded_at=NOON.astimezone(timezone(timedelta(hours=8))))
    assert verify(CASE, [east]).valid


def test_an_instant_without_zone_has_no_hash():
    naive = replace(chain(1)[0], recorded_at=NOON.replace(tzinfo=None))
    with pytest.raises(NotCanonical, match="without zone"):
        event_hash(genesis(CASE), naive)


def test_one_instant_has_one_hash_on_a_machine_of_any_zone(monkeypatch):
    event = chain(1)[0]
    try:
        monkeypatch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        assert verify(CASE, [event]).valid
    finally:
        monkeypatch.undo()
        time.tzset()


@quick
@given(objects)
def test_canonical_json_is_stable_and_reads_back(value):
    text = canonical_json(value)
    assert json.loads(text) == value
    assert canonical_json(json.loads(text)) == text
    assert canonical_json(dict(reversed(value.items()))) == text
    assert canonical_json(MappingProxyType(value)) == text


@quick
@given(json_values)
def test_canonical_json_is_what_rfc_8785_writes(value):
    assert canonical_json(value) == rfc8785.dumps(value)


def test_members_are_sorted_by_the_code_units_of_utf_16():
    names = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    assert [json.loads(canonical_json(names))[n] for n in json.loads(canonical_json(names))] == [
        2,
        4,
        6,
        7,
        1,
        5,
        3,
    ]  # the example of RFC 8785, 3.2.3


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (1.0, "a float"),
        (float("nan"), "a float"),
        (2**53, "an integer beyond"),
        (-(2**53), "an integer beyond"),
        ("\x00", "a control character"),
        ("\x1b", "a control character"),
        ("\ud800", "a lone surrogate"),
        ({1: 2}, "a member name"),
        ({"a": b"x"}, "a bytes"),
        ([date.min], "a date"),
    ],
    ids=["float", "nan", "large", "small", "nul", "escape", "surrogate", "key", "bytes", "date"],
)
def test_what_has_no_single_form_is_refused(value, why):
    with pytest.raises(NotCanonical, match=why):
        canonical_json({"data": [value]})


def test_endless_nesting_is_refused():
    value = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(NotCanonical, match="too deep"):
        canonical_json(value)


@quick
@given(st.lists(objects, min_size=1, max_size=4))
def test_an_export_verifies_also_after_being_indented(contents):
    events = []
    for data in contents:
        previous = (events[-1].seq, events[-1].hash) if events else None
        events.append(replace(chain(1, data=data)[0], seq=len(events) + 1))
        last = previous[1] if previous else genesis(CASE)
        events[-1] = replace(events[-1], hash=event_hash(last, events[-1]))
    document = export_chain(CASE, events)
    report = verify_export(document)
    assert (report.valid, report.length) == (True, len(contents))
    assert verify_export(json.dumps(json.loads(document), indent=2).encode()) == report


def holds(document: bytes) -> bool:
    try:
        return verify_export(document).valid
    except NotAChain:
        return False


@settings(max_examples=300)
@given(st.data())
def test_any_changed_byte_of_an_export_is_found(data):
    document = bytearray(export_chain(CASE, chain(3, data={"名称": "延期\n", "n": [1, None]})))
    at = data.draw(st.integers(0, len(document) - 1))
    before = document[at]
    document[at] = data.draw(st.integers(0, 255).filter(lambda byte: byte != before))
    assert not holds(bytes(document))


def test_every_single_bit_of_a_small_export_counts():
    document = export_chain(CASE, chain(1))
    for at in range(len(document)):
        for bit in range(8):
            changed = bytearray(document)
            changed[at] ^= 1 << bit
            assert not holds(bytes(changed)), (at, bit)


def test_an_export_with_events_taken_out_is_found_also_when_its_count_is_adapted():
    document = json.loads(export_chain(CASE, chain(4)))
    document["events"].pop()
    assert verify_export(json.dumps(document).encode()).reason == "missing"
    document["count"] = 3
    assert verify_export(json.dumps(document).encode()).reason == "head"


def test_a_broken_log_can_be_exported_and_is_broken_there_too():
    events = chain(3)
    events[1] = replace(events[1], data={"n": 1.5})
    report = verify_export(export_chain(CASE, events))
    assert (report.valid, report.first_broken, report.reason) == (False, 2, "content")


def test_the_export_of_an_empty_log_verifies():
    assert verify_export(export_chain(CASE, [])).valid


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b"{}",
        b"[" * 200_000,
        b'{"format": "gongkai-event-chain/2"}',
        b'{"format": "gongkai-event-chain/1"}',
        b'{"format": "gongkai-event-chain/1", "format": "gongkai-event-chain/1"}',
    ],
)
def test_what_is_no_export_is_told_apart(document):
    with pytest.raises(NotAChain):
        verify_export(document)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("count", True),
        ("count", "1"),
        ("head", None),
        ("events", {}),
        ("aggregate_id", "x"),
        ("aggregate_id", str(CASE).upper()),
        ("more", 1),
    ],
)
def test_a_document_with_another_form_is_no_export(member, value):
    document = json.loads(export_chain(CASE, chain(1))) | {member: value}
    with pytest.raises(NotAChain):
        verify_export(json.dumps(document).encode())


@pytest.mark.parametrize(
    "member",
    [
        None,
        1,
        [],
        {},
        {"seq": True},
        {"occurred_on": "20260302"},
        {"recorded_at": "2026-03-02T12:00:00.000120+08:00"},
        {"more": 1},
        {"data": []},
        {"actor": None},
        {"v": 1.0},
        {"supersedes": "1"},
        {"hash": 1},
    ],
    ids=ascii,
)
def test_an_event_in_another_spelling_is_broken(member):
    document = json.loads(export_chain(CASE, chain(2)))
    if isinstance(member, dict) and member:
        document["events"][1] |= member
    else:
        document["events"][1] = member
    report = verify_export(json.dumps(document).encode())
    assert (report.valid, report.first_broken) == (False, 2)


def test_what_an_event_puts_right_stands_in_it_and_is_hashed():
    (first,) = chain(1)
    said = {"type": "date_corrected", "v": 1, "occurred_on": date(2026, 3, 2)}
    said |= {"recorded_at": NOON, "actor": "li", "data": {}, "aggregate_id": CASE}
    right = next_event((first.seq, first.hash), supersedes=1, **said)
    plain = next_event((first.seq, first.hash), **said)
    assert (right.supersedes, plain.supersedes) == (1, None)
    assert right.hash != plain.hash
