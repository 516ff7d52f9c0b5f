"""Problems of the inbox."""

from gongkai.errors import NotFound


class NotificationNotFound(NotFound):
    """The caller's inbox holds no notification of this id."""

    code = "notification_not_found"
    title_zh = "没有这条通知"
    title_en = "No such notification"
