"""One application through all three services as processes; then everything they wrote is searched.

Rows, jobs, logs and mails hold ids, dates and rules, never what the applicant said of themselves,
nor what anybody said in words of their own.
"""

import re
from dataclasses import replace

import pytest

from tests.integration.security.applicant_story import OFFICIAL, TITLE, leaks

_ADDRESSEE = re.compile(r"^To: .*$", re.MULTILINE)


@pytest.fixture(scope="module")
def told(stories):
    """What one application left, in mails too, and the secrets."""
    told = stories.told
    # Whom a mail goes to stands in its head; nothing of it may stand below.
    mails = [("mail", _ADDRESSEE.sub("", found)) for found in stories.platform.mails.texts()]
    return replace(told, left=[*told.left, *mails])


async def test_no_row_job_log_or_mail_holds_a_word_about_the_applicant(told):
    assert leaks(told.secrets, told.left) == []


async def test_no_refusal_repeats_a_word_about_the_applicant(told):
    assert leaks(told.secrets, told.refusals) == []


async def test_an_official_is_named_to_colleagues_and_in_no_log_job_or_refusal(told):
    known = leaks({"official": OFFICIAL}, told.left)
    assert {where for _, where, _ in known} == {
        "catalog.reference_people",
        "notifier.feed_entries",
        "requests.reference_people",
    }
    assert leaks({"official": OFFICIAL}, told.refusals) == []


@pytest.mark.parametrize(
    ("word", "where"),
    [
        (TITLE, "requests.matters"),
        ("DL-01", "requests.feed_entries"),
        ("DL-01", "notifier.deadlines"),
        ("收到申请确认期限", "mail"),
        ("gongkai:", "valkey"),
        ("http.request", "requests-api.log"),
        ("registered", "requests.matter_events"),
    ],
)
async def test_the_search_looks_where_things_are(told, word, where):
    assert leaks({"word": word}, [place for place in told.left if place[0] == where])
