"""A re-issued code through all processes to the applicant's mail, although the queue is wiped."""

import pytest

from tests.integration.security.applicant_story import TITLE, leaks
from tests.integration.security.reissue_story import ADDRESS, APPLICANT, NEWS


@pytest.fixture(scope="module")
def mailed(stories):
    """The platform after a re-issue, a repeated delivery and a second re-issue; then stopped."""
    return stories.reissue


async def test_the_newest_code_opens_the_application_and_no_other(mailed):
    assert mailed.seen == {
        "first": True,
        "lost": False,
        "of the receipt": False,
        "repeated": True,
        "older": False,
        "newest": True,
        "before": False,
    }
    assert mailed.marks == ["reissued_mail"]


async def test_receipt_and_number_are_told_once_each_and_no_more_is_said(mailed):
    receipt, number = mailed.mails(NEWS)
    assert receipt["Message-ID"] != number["Message-ID"]
    for mail in (receipt, number):
        words = mail.get_content()
        assert f"回执编号：{mailed.receipt['receipt_number']}" in words
        assert "请及时查看" in words
        for said in (APPLICANT["name"], TITLE, "依申", mailed.receipt["access_code"]):
            assert said not in words
    told = [e for e in mailed.events if e["type"] == "contact_disclosed"]
    assert [e["data"]["is_code_drawn"] for e in told].count(False) == 2


async def test_a_repeat_is_seen_as_one_and_every_disclosure_is_on_record(mailed):
    ids = [mail["Message-ID"] for mail in mailed.mails()]
    assert ids[0] == ids[1] != ids[2]
    disclosed = [
        event
        for event in mailed.events
        if event["type"] == "contact_disclosed" and event["data"]["is_code_drawn"]
    ]
    assert len(disclosed) == 3
    assert {event["actor"] for event in disclosed} == {"client:notifier"}


async def test_neither_code_nor_address_is_left_anywhere_but_in_the_mail(mailed):
    secrets = {"address": ADDRESS, "receipt's code": mailed.receipt["access_code"]}
    secrets |= {f"code {n}": code for n, code in enumerate(mailed.codes)}
    secrets |= {f"{name} bare": v.replace("-", "") for name, v in secrets.items()}
    assert leaks(secrets, mailed.left) == []
    number = {"number": mailed.receipt["receipt_number"]}
    assert leaks(number, [p for p in mailed.left if p[0] == "notifier.notifications"])
