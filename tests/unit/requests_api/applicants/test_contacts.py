"""Which contact may carry an access code, by the day on which it was changed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.time import SHANGHAI
from requests_api.applicants.contacts import NOT_USED_FOR_DAYS, Contact, changes_of, contact_of
from requests_api.applicants.kinds import ContactChannel, ContactPart

VALUES: dict[str, Any] = {"phone": "13800000001", "email": "sample1@example.com", "address": None}
MAIL = ContactPart.EMAIL


def changed(instant):
    return {MAIL: instant}


def test_what_was_never_changed_is_usable_and_what_was_not_given_is_not():
    today = date(2026, 3, 2)
    assert contact_of(VALUES, None, MAIL, today) == Contact("sample1@example.com", None)
    assert contact_of(VALUES, {}, MAIL, today).is_usable
    assert not contact_of(VALUES, None, ContactPart.ADDRESS, today).is_usable


@pytest.mark.parametrize(
    ("today", "usable_from"),
    [
        (date(2026, 3, 2), date(2026, 3, 10)),
        (date(2026, 3, 9), date(2026, 3, 10)),
        (date(2026, 3, 10), None),
    ],
)
def test_a_change_of_the_second_of_march_counts_until_the_ninth(today, usable_from):
    # 2026-03-02 00:30 in Shanghai is still the first of March in UTC.
    found = contact_of(VALUES, changed("2026-03-01T16:30:00+00:00"), MAIL, today)
    assert found == Contact("sample1@example.com", usable_from)
    assert found.is_usable is (usable_from is None)


def test_a_change_of_one_part_leaves_the_others_usable():
    today = date(2026, 3, 2)
    known = changed("2026-03-02T02:00:00+00:00")
    assert contact_of(VALUES, known, ContactPart.PHONE, today).is_usable
    assert not contact_of(VALUES, known, MAIL, today).is_usable


@given(st.datetimes(datetime(2020, 1, 1), datetime(2050, 1, 1)), st.integers(0, 30))  # noqa: DTZ001 - given a zone below
def test_seven_whole_days_lie_between_change_and_use(moment, after):
    at = moment.replace(tzinfo=SHANGHAI)
    today = at.date() + timedelta(days=after)
    found = contact_of(VALUES, changed(at.isoformat()), MAIL, today)
    assert found.is_usable is (after > NOT_USED_FOR_DAYS)


def test_only_what_differs_is_a_change():
    stated = {ContactPart.PHONE: "13800000001", MAIL: None, ContactPart.ADDRESS: "测试路"}
    assert changes_of(VALUES, stated) == {"email": None, "address": "测试路"}


def test_every_channel_has_its_part_of_the_contact_data():
    assert [channel.part for channel in ContactChannel] == [MAIL]
