"""What can go wrong with recomputations."""

from gongkai.errors import NotFound


class RecomputationNotFound(NotFound):
    """There is no recomputation of this id."""

    code = "recomputation_not_found"
    title_zh = "没有该次重新计算"
    title_en = "No such recomputation"
