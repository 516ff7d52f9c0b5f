"""Every event has a sentence in both languages; the applicant is told of few."""

import re
from datetime import UTC, date, datetime

import pytest

from gongkai.organs import Channel
from gongkai.record import Recorded
from requests_api.extensions.events import Extended
from requests_api.features import recorded_events
from requests_api.intake.events import ApplicationReceived
from requests_api.notes.events import NoteAdded
from requests_api.timeline.words import INNER, OUTER, told, told_outside

CHINESE = re.compile("[\u4e00-\u9fff]")
EVENTS = {event.TYPE: event for event in recorded_events()}
MEMBER = re.compile(r"\{(\w+)\}")


def recorded(event):
    return Recorded(1, event, date(2026, 1, 5), datetime(2026, 1, 5, tzinfo=UTC), "clerk")


@pytest.mark.parametrize("type_", sorted({*INNER, *OUTER}))
def test_a_sentence_names_members_that_its_event_has(type_):
    known = {*EVENTS[type_].model_fields, "on", "supersedes"}
    for said in (*INNER.get(type_, ()), *OUTER.get(type_, ())):
        assert {*MEMBER.findall(said.zh), *MEMBER.findall(said.en)} <= known
        assert MEMBER.findall(said.zh).sort() == MEMBER.findall(said.en).sort()
        assert CHINESE.search(said.zh)
        assert not CHINESE.search(said.en)


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_whatever_stands_on_record_is_told(event):
    item = recorded(event.model_construct())
    assert CHINESE.search(told(item, "zh", {}))
    english = told(item, "en", {})
    assert english
    assert not CHINESE.search(english)
    assert "{" not in english
    assert (told_outside(item, "zh") is None) == (event.TYPE not in OUTER)


def test_the_first_sentence_is_taken_whose_members_are_known():
    extended = {
        "working_days": 10,
        "approved_on": date(2026, 1, 5),
        "due_on_before": None,
        "due_on": date(2026, 2, 16),
    }
    assert told(recorded(Extended(**extended)), "zh", {}).endswith("至2026-02-16")
    silent = Extended(**{**extended, "due_on": None})
    assert told(recorded(silent), "zh", {}) == "延长答复期限10个工作日"


def test_codes_are_told_by_their_labels_and_people_by_their_names():
    received = ApplicationReceived.model_construct(channel=Channel.ONLINE)
    assert told(recorded(received), "zh", {}) == f"收到申请（{Channel.ONLINE.label}）"
    assert told(recorded(received), "en", {}) == "Application received (online)"
    assigned = EVENTS["assigned"](assignee="clerk-2")
    assert told(recorded(assigned), "zh", {"clerk-2": "样例甲"}) == "指定样例甲为经办人"


def test_what_has_no_sentence_is_told_by_its_label():
    note = NoteAdded.model_construct()
    assert told(recorded(note), "zh", {}) == NoteAdded.LABEL
    assert told(recorded(note), "en", {}) == "Note added"
    assert told_outside(recorded(note), "zh") is None
