"""Problems of deliveries."""

from gongkai.errors import NotFound


class DeliveryNotFound(NotFound):
    """No delivery of this id was given up and waits for a decision."""

    code = "delivery_not_found"
    title_zh = "没有等待处置的投递记录"
    title_en = "No such dead delivery"
