"""Words as an e-mail: plain text, without a personal value but the address. Pure."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from gongkai.time import SHANGHAI
from notifier.channels.channel import OutgoingWords

_FOOTER = "本邮件由政务公开工作平台自动发送，请勿回复。"


def mail_of(words: OutgoingWords, *, sender: str, address: str) -> EmailMessage:
    """The message. Its id follows from that of the words, so that a repeat is seen to be one."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = address
    message["Subject"] = words.title
    message["Date"] = format_datetime(words.at.astimezone(SHANGHAI))
    message["Message-ID"] = f"<{words.id}@{sender.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    if words.is_urgent:
        message["Importance"] = "high"
    message.set_content("\n".join((*words.lines, "", _FOOTER, "")))
    return message
