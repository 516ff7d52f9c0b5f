"""A notification as an e-mail: plain text, Chinese, without a personal value. Pure."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

from gongkai.time import SHANGHAI
from notifier.inbox.models import Notification
from notifier.inbox.text import words_of

_FOOTER = "本邮件由政务公开工作平台自动发送，请勿回复。"


def mail_of(
    notification: Notification,
    *,
    delivery_id: UUID,
    sender: str,
    address: str,
    link: str | None,
    now: datetime,
) -> EmailMessage:
    """The message. Its id follows from the delivery's, so that a repeat is recognisable as one."""
    words = words_of(notification, link=link)
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = address
    message["Subject"] = words.title
    message["Date"] = format_datetime(now.astimezone(SHANGHAI))
    message["Message-ID"] = f"<{delivery_id}@{sender.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    if notification.is_urgent:
        message["Importance"] = "high"
    message.set_content("\n".join((*words.lines, "", _FOOTER, "")))
    return message
