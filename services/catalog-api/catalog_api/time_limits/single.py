"""One time limit in one wording."""

from catalog_api.time_limits.counts import after_event, before_event, posting, same_day
from catalog_api.time_limits.dates import by_date
from catalog_api.time_limits.periods import recurring
from catalog_api.time_limits.structure import Inherit, Standing, TimeLimit
from catalog_api.time_limits.wording import AS_ABOVE, SENSES
from catalog_api.time_limits.words import Words


def one_limit(words: Words) -> TimeLimit | None:
    """The only limit of the wording, Unknown where it names a day that does not exist, None where
    it is not one limit.
    """
    for read in (_fixed, by_date, recurring, posting, before_event, same_day, after_event):
        found: TimeLimit | None = read(words)
        if found is not None:
            return found
    return None


def _fixed(words: Words) -> Standing | Inherit | None:
    if words.simple in AS_ABOVE:
        return Inherit(kind="inherit", text=words.text)
    sense = SENSES.get(words.simple)
    return sense and Standing(kind="standing", text=words.text, sense=sense)
