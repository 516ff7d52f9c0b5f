"""Who is told, and in which words."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gongkai.auth.principal import Role, is_reserved
from gongkai.time import SHANGHAI
from notifier.applicants.contacts import Disclosed
from notifier.channels.addresses import masked_email
from notifier.channels.email.settings import SmtpSecurity
from notifier.messages.access_code import ACCESS_CODE
from notifier.messages.deadline_reminder import (
    DEADLINE_REMINDER,
    STEP_LABELS,
    DeadlineFacts,
    DeadlineSubject,
)
from notifier.messages.models import APPLICANT
from notifier.messages.template import ApplicantFacts, Brought
from notifier.messages.templates import words_of
from notifier.people.personal import masked_name
from notifier.people.recipients import Addressee, is_absent, recipients
from notifier.policies.policy import default_policy
from notifier.reminders.plan import ANNOUNCEMENTS
from notifier.settings import NotifierSettings

ID = UUID(int=1)


def person(subject, *roles):
    return Addressee(subject, ID, frozenset(roles), frozenset())


LI, WANG, HE = person("li", "clerk"), person("wang", "clerk"), person("he", "head")
ZHAO = person("zhao", "leader")


@pytest.mark.parametrize(
    ("roles", "assignee", "people", "told"),
    [
        ({"clerk"}, None, [LI, WANG, HE], [LI, WANG]),
        ({"clerk"}, "wang", [LI, WANG, HE], [WANG]),
        ({"clerk", "head"}, "wang", [LI, WANG, HE], [WANG, HE]),
        ({"clerk"}, "he", [LI, HE], [HE]),
        ({"clerk", "head"}, "he", [LI, HE], [HE]),
        ({"clerk"}, "gone", [LI, WANG], [LI, WANG]),
        ({"clerk"}, None, [HE], [HE]),
        ({"head"}, "li", [LI], []),
        ({"clerk"}, None, [], []),
    ],
)
def test_who_is_told(roles, assignee, people, told):
    assert recipients(people, roles, assignee) == told


def away(person, substitute=None):
    return replace(person, is_absent=True, substitute=substitute)


@pytest.mark.parametrize(
    ("roles", "assignee", "people", "told"),
    [
        ({"clerk"}, "wang", [LI, away(WANG, "li"), HE], [LI]),
        ({"clerk"}, "wang", [LI, away(WANG), HE], [LI]),
        ({"clerk"}, "wang", [LI, away(WANG, "gone"), HE], [LI]),
        ({"clerk"}, "wang", [away(LI, "he"), away(WANG, "li"), HE], [HE]),
        ({"clerk", "head"}, "wang", [away(WANG, "he"), HE], [HE]),
        ({"clerk"}, None, [away(LI), WANG, HE], [WANG]),
        ({"clerk"}, None, [away(LI), away(WANG), HE], [HE]),
        ({"clerk"}, None, [away(LI), away(HE, "zhao"), ZHAO], [ZHAO]),
        ({"head"}, "li", [LI, away(HE, "li")], [LI]),
        ({"head"}, "li", [LI, away(HE)], [away(HE)]),
        ({"clerk"}, "li", [away(LI), away(HE)], [away(LI)]),
        ({"clerk"}, "zhao", [away(ZHAO)], [away(ZHAO)]),
    ],
)
def test_who_stands_in_is_told_for_who_is_absent(roles, assignee, people, told):
    assert recipients(people, roles, assignee) == told


PEOPLE = st.lists(
    st.builds(
        Addressee,
        subject=st.sampled_from("abcd"),
        organ_id=st.just(ID),
        roles=st.frozensets(st.sampled_from(list(Role)), min_size=1, max_size=3),
        channels=st.just(frozenset()),
        is_absent=st.booleans(),
        substitute=st.none() | st.sampled_from("abcde"),
    ),
    unique_by=lambda person: person.subject,
)


@given(PEOPLE, st.frozensets(st.sampled_from(list(Role))), st.none() | st.sampled_from("abcde"))
def test_an_absence_leaves_nobody_untold_who_would_have_been_told(people, roles, assignee):
    told = recipients(people, roles, assignee)
    as_if_there = recipients([replace(p, is_absent=False) for p in people], roles, assignee)
    assert bool(told) == bool(as_if_there)
    assert len({person.subject for person in told}) == len(told)
    absent = [person for person in told if person.is_absent]
    assert absent in ([], told), "absent people are told only where nobody is there"


@pytest.mark.parametrize(
    ("day", "holds"), [("01", False), ("02", True), ("06", True), ("07", False)]
)
def test_both_days_of_an_absence_belong_to_it(day, holds):
    of = date(2026, 2, 2), date(2026, 2, 6)
    assert is_absent(*of, date.fromisoformat(f"2026-02-{day}")) is holds
    assert not is_absent(None, None, date(2026, 2, 2))


FACTS = DeadlineFacts(
    deadline_id=ID,
    step="set",
    is_late=False,
    rule="DL-01",
    ref=DeadlineSubject(kind="case", id=ID, number="长公开〔2025〕7号"),
    due_on=date(2025, 10, 30),
    due_at=None,
    is_provisional=False,
    remaining_working_days=3,
    told_on=date(2025, 10, 27),
)


def words(*, is_urgent=False, desk_url=None, **changes):
    """As they are made of a stored notification."""
    facts = FACTS.model_copy(update=changes).stored()
    return words_of(DEADLINE_REMINDER.code, facts, is_urgent=is_urgent, desk_url=desk_url)


def title(**changes):
    return words(**changes).title


def test_the_title_says_what_when_and_how_pressing():
    assert title() == "新的期限：长公开〔2025〕7号 答复期限，还有3个工作日"
    assert title(step="moved_earlier", is_urgent=True).startswith("【紧急】期限提前：")
    assert title(is_late=True).startswith("新的期限（补发）：")
    assert title(remaining_working_days=-2).endswith("已逾期2个工作日")
    assert "DL-999" in title(rule="DL-999")
    assert "未编号事项" in title(ref=DeadlineSubject(kind="case", id=ID, number=None))


def test_the_last_day_and_days_of_rest_around_it():
    day = {"remaining_working_days": 0}
    assert title(**day, due_on=date(2025, 10, 27)).endswith("今日到期")
    assert title(**day, due_on=date(2025, 10, 26)).endswith("已逾期")
    assert title(**day, due_on=date(2025, 11, 1)).endswith("工作日已用尽")


def test_an_hourly_deadline_names_its_hour():
    at = datetime(2025, 10, 30, 7, 5, tzinfo=SHANGHAI)
    assert title(due_on=None, due_at=at, remaining_working_days=None).endswith(
        "2025年10月30日07:05到期"
    )


def test_every_step_that_is_ever_sent_has_a_name():
    policy = default_policy()
    steps = {step.code for step in (*policy.dated, *policy.timed)} | ANNOUNCEMENTS
    assert steps == set(STEP_LABELS)


def test_masks_show_as_little_as_recognises():
    assert masked_name("陈经办") == "陈**"
    assert masked_email("chen@office.gov.cn") == "c***@office.gov.cn"


def test_the_link_leads_to_the_thing_at_the_desk():
    assert words(desk_url="https://desk").lines[-1] == f"链接：https://desk/cases/{ID}"


def settings(**changes):
    base = {
        "environment": "development",
        "redis_url": "rediss://x",
        "issuers": [
            {"issuer": "i", "audience": "a", "algorithm": "ES256", "jwks_url": "https://x"}
        ],
        "requests_url": "https://r",
        "catalog_url": "https://c",
        "notifier_url": "https://n",
        "field_keys": {"k": "v"},
        "active_field_key": "k",
        "index_key": "x",
        "cursor_key": "y",
        "GONGKAI_NOTIFIER_DATABASE_URL": "postgresql://x",
        "smtp_host": "mail",
    }
    production = {"token_url": "https://t", "client_id": "c", "client_secret": "s"}
    if changes.get("environment") == "production":
        base |= production
    return NotifierSettings(**(base | changes))


def test_production_protects_its_mail():
    assert settings().smtp_protection is SmtpSecurity.NONE
    live = settings(environment="production", mail_from="gongkai@city.gov.cn")
    assert live.smtp_protection is SmtpSecurity.STARTTLS
    assert live.sender == "gongkai@city.gov.cn"


@pytest.mark.parametrize(
    "changes",
    [
        {"environment": "production"},
        {"smtp_user": "u"},
        {"mail_from": "a@b\r\nBcc: c"},
        {"desk_url": "javascript:alert(1)"},
        {
            "environment": "production",
            "mail_from": "a@b.cn",
            "smtp_user": "u",
            "smtp_password": "p",
            "smtp_security": "none",
        },
    ],
)
def test_settings_that_do_not_hold_are_refused(changes):
    with pytest.raises(ValidationError):
        settings(**changes)


APPLICANT_FACTS = ApplicantFacts(message_id=ID, case_id=ID, receipt_number="S20251015-ABCDEFGH")
AT = datetime(2025, 10, 15, 10, 5, tzinfo=SHANGHAI)


def brought(**changes):
    known = {"organ_name": "样例局", "applicant_url": "https://apply.gongkai.example"}
    return Brought(**{"access_code": "2V6QK-8M0ZP", "at": AT, **known, **changes})


def test_the_words_that_bring_a_code_say_what_it_is_for_and_whom_to_ask():
    words = ACCESS_CODE.words(APPLICANT_FACTS, brought())
    assert words.title == "政府信息公开申请：查询码已重发"
    assert "回执编号：S20251015-ABCDEFGH" in words.lines
    assert "查询码：2V6QK-8M0ZP" in words.lines
    assert "生成时间：2025年10月15日10:05" in words.lines
    everything = "".join(words.lines)
    for said in ("原查询码已经作废", "https://apply.gongkai.example", "请尽快与样例局联系"):
        assert said in everything
    assert "2V6QK" not in words.title


def test_the_words_that_bring_a_code_hold_without_organ_and_address():
    words = ACCESS_CODE.words(APPLICANT_FACTS, brought(organ_name=None, applicant_url=None))
    everything = "".join(words.lines)
    assert "受理机关的政府信息公开申请查询页面" in everything
    assert "None" not in everything


def test_what_a_message_brings_shows_in_no_representation():
    assert "2V6QK" not in repr(brought())
    assert "2V6QK" not in repr(Disclosed(address="a@example.com", access_code="2V6QK-8M0ZP"))
    assert "a@example" not in str(Disclosed(address="a@example.com", access_code=None))


def test_nobody_bears_the_name_under_which_applicants_are_recipients():
    assert is_reserved(APPLICANT)
