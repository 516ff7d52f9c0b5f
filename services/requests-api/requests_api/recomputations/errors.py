"""What can go wrong with recomputations."""

from gongkai.errors import NotFound, Unprocessable


class RecomputationNotFound(NotFound):
    """There is no recomputation of this id."""

    code = "recomputation_not_found"
    title_zh = "没有该次重新计算"
    title_en = "No such recomputation"


class PreviewNotPossible(Unprocessable):
    """What is to be previewed could not be loaded or withdrawn either: the notice contradicts
    itself, there is one for its year and region already that it does not supersede, or what it
    supersedes or what is to be withdrawn is not in force here.
    """

    code = "preview_not_possible"
    title_zh = "该通知不能录入或者撤回，无从预演"
    title_en = "The notice could not be loaded or withdrawn"
