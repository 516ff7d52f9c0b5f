"""What can go wrong when the office tells an applicant."""

from gongkai.errors import Unprocessable


class NothingToTell(Unprocessable):
    """One of the events is none that the applicant is still to be told of: `untold` of the case
    lists those. Nothing is put on record.
    """

    code = "nothing_to_tell"
    title_zh = "所列事项中有无须告知或者已经告知的"
    title_en = "Among the events is one that is not to be told, or was told already"
