"""Every event has a sentence in both languages; the applicant is told of few."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from inspect import getmembers

import pytest

from gongkai.organs import Channel
from gongkai.record import Recorded
from requests_api.attachments.kinds import AttachmentOrigin
from requests_api.clock.facts import ServiceMode
from requests_api.extensions.events import Extended
from requests_api.features import recorded_events
from requests_api.intake.events import ApplicationReceived
from requests_api.letter_templates.kinds import LetterKind
from requests_api.notes.events import NoteAdded
from requests_api.timeline.inner import INNER
from requests_api.timeline.outer import CONCERNS, OUTER
from requests_api.timeline.words import told, told_outside

CHINESE = re.compile("[\u4e00-\u9fff]")
EVENTS = {event.TYPE: event for event in recorded_events()}
MEMBER = re.compile(r"\{(\w+)\}")


def recorded(event):
    return Recorded(1, event, date(2026, 1, 5), datetime(2026, 1, 5, tzinfo=UTC), "clerk")


@pytest.mark.parametrize("type_", sorted({*INNER, *OUTER}))
def test_a_sentence_names_members_that_its_event_has(type_):
    told = {name for name, _ in getmembers(EVENTS[type_], lambda each: isinstance(each, property))}
    known = {*EVENTS[type_].model_fields, *told, "on", "supersedes"}
    for said in (*INNER.get(type_, ()), *OUTER.get(type_, ())):
        assert {*MEMBER.findall(said.zh), *MEMBER.findall(said.en)} <= known
        assert {*MEMBER.findall(said.en)} <= {*MEMBER.findall(said.zh)}
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
    if event.TYPE not in CONCERNS:
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


@pytest.mark.parametrize(
    ("type_", "facts"),
    [
        ("letter_delivered", {"kind": LetterKind.CONSULTATION, "service": ServiceMode.POST}),
        ("letter_returned", {"kind": LetterKind.ASSISTANCE_REQUEST}),
        ("attachment_added", {"origin": AttachmentOrigin.OFFICE}),
    ],
)
def test_an_applicant_is_not_told_of_what_goes_to_others(type_, facts):
    assert told_outside(recorded(EVENTS[type_].model_construct(**facts)), "zh") is None


@pytest.mark.parametrize(
    ("type_", "facts", "text"),
    [
        (
            "letter_delivered",
            {"kind": LetterKind.EXTENSION_NOTICE, "service": ServiceMode.POST},
            "文书已送达：延长答复期限告知书（邮寄送达）",
        ),
        ("letter_returned", {"kind": LetterKind.REPLY}, "寄给您的文书被退回：政府信息公开答复书"),
        ("attachment_added", {"origin": AttachmentOrigin.APPLICANT}, "收到您提交的材料"),
        ("fee_notified", {"amount": Decimal("10.00")}, "告知您收取信息处理费10.00元（条例第42条）"),
        ("fee_waived", {"reduced_to": None}, "信息处理费已免收"),
        ("delay_set", {"until": date(2026, 3, 2)}, "答复延迟至2026-03-02（条例第35条）"),
    ],
)
def test_an_applicant_is_told_of_what_concerns_them(type_, facts, text):
    assert told_outside(recorded(EVENTS[type_].model_construct(**facts)), "zh") == text


def test_approval_stays_inside_and_names_who_was_absent():
    event = EVENTS["level_approved"].model_construct(level=1, instead_of="head")
    assert told(recorded(event), "zh", {"head": "样例乙"}) == "第1级批准（代样例乙）"
    assert told_outside(recorded(event), "zh") is None


INTERNAL = re.compile("拟稿|送审|批准|第.级|备注|经办|负责人|承办")


@pytest.mark.parametrize("type_", OUTER)
def test_no_word_of_the_office_alone_stands_in_what_an_applicant_is_told(type_):
    assert not any(INTERNAL.search(said.zh) for said in OUTER[type_])
