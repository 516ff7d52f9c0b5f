"""What a channel makes of words, and how it judges what went wrong."""

from dataclasses import fields
from datetime import datetime
from uuid import UUID

import aiosmtplib
import pytest

from gongkai.time import SHANGHAI
from notifier.channels.addresses import AddressesIn, AddressesOut, ChannelCode, masked
from notifier.channels.channel import OutgoingWords
from notifier.channels.email.channel import SmtpChannel
from notifier.channels.email.settings import SmtpSecurity
from notifier.channels.fake import FakeChannel

EMAIL = SmtpChannel(
    host="mail.example",
    port=25,
    security=SmtpSecurity.NONE,
    user=None,
    password=None,
    timeout=1.0,
    sender="gongkai@gongkai.example",
)
WORDS = OutgoingWords(
    id=UUID(int=7),
    title="期限提前",
    lines=("事项：样1号",),
    is_urgent=True,
    at=datetime(2026, 1, 5, 9, tzinfo=SHANGHAI),
)


def refused(code):
    return aiosmtplib.SMTPRecipientsRefused([aiosmtplib.SMTPRecipientRefused(code, "no", "a@b.cn")])


@pytest.mark.parametrize(
    ("error", "code", "is_final"),
    [
        (refused(550), "recipient_refused_550", True),
        (refused(450), "recipient_refused_450", False),
        (aiosmtplib.SMTPDataError(554, "no"), "refused_554", True),
        (aiosmtplib.SMTPSenderRefused(451, "no", "a@b.cn"), "refused_451", False),
        (aiosmtplib.SMTPAuthenticationError(535, "no"), "authentication_535", False),
        (aiosmtplib.SMTPConnectError("no"), "SMTPConnectError", False),
        (TimeoutError(), "TimeoutError", False),
    ],
)
def test_what_a_mail_server_says_decides_whether_it_is_tried_again(error, code, is_final):
    failed = EMAIL.classify(error)
    assert (failed.code, failed.is_final) == (code, is_final)


def test_a_defect_of_ours_is_none_of_the_channels():
    assert EMAIL.classify(AssertionError()) is None


def test_the_same_words_make_the_same_mail():
    first, second = (EMAIL.render(WORDS, "a@office.example") for _ in range(2))
    assert first["Message-ID"] == second["Message-ID"] == f"<{WORDS.id}@gongkai.example>"
    assert first["Importance"] == "high"
    assert first.get_content().startswith("事项：样1号\n")


async def test_a_fake_renders_and_judges_as_the_real_one_and_keeps_what_would_go():
    fake = FakeChannel(EMAIL, refused(550))
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused):
        await fake.send(fake.render(WORDS, "a@office.example"))
    assert fake.classify(fake.error).is_final
    assert [mail["To"] for mail in fake.kept] == ["a@office.example"]


def test_every_channel_has_an_address_that_can_be_stated_and_is_shown_masked():
    codes = {channel.value for channel in ChannelCode}
    assert codes == set(AddressesIn.model_fields) == set(AddressesOut.model_fields)
    assert masked({}) == dict.fromkeys(codes)
    assert masked({ChannelCode.EMAIL: "chen@office.example"})["email"] == "c***@office.example"


def test_words_carry_no_recipient():
    assert not {"address", "subject", "name"} & {field.name for field in fields(OutgoingWords)}
