"""How offices write one name in several ways: long and short, with and without its region.

Only what holds for every office stands here: 人民政府 and 政府, 委员会 and 委. What a single
office abbreviates (发改, 人社) is an alias of its organ, as nothing is guessed.
"""

import re

from gongkai.characters import plain

LEVEL = re.compile(
    "市(?!场|容|区|域|辖|直|级|县|政(?![府协法务研])|民(?![政族宗]))"
    "|县(?!域|区|级|直|市(?![场政容民])|乡(?!村)|城(?![管市建乡投]))"
    "|区(?!块|域|划|县|级|直)|省(?!会|级|直)|州(?!级|直)|旗(?!级|直)"
    "|镇(?!街|级|村)|乡(?!村|镇|级)"
)
"""The word of a level at the head of a name (县财政局), not of another word (市场监管局)."""

_FOREIGN = re.compile("[^省市县区州旗镇乡]{2,12}[省市县区州旗镇乡]")
_SHORTER = (
    (re.compile("^(?:中国共产党|中共)"), ""),
    (re.compile("人民政府"), "政府"),
    (re.compile("管理委员会|管委(?!会)"), "管委会"),
    (re.compile("委员会$"), "委"),
    (re.compile("委员会(?=办公室$|办$)"), "委"),
    (re.compile("街道办事处$|街道办(?:公室)?$|街办$|街道$"), "街办"),
    (re.compile("办公室(?=$|\\()"), "办"),
    # Not at the head: 和县 is a county.
    (re.compile("(?<=[^\\s(][^\\s(])[和与](?=..)"), ""),
)
_ZONE = re.compile(
    "(?:经开|高新|开发|工业园?|产业园?|园|示范|保税|新|度假|旅游|景|港|试验|功能)区$"
)
_TOWN = re.compile("^.{1,12}[镇乡]政府$|^.{2,12}[县区]政府$")


def canonical(name: str) -> str:
    """The form in which a name and its longer ways of writing are the same."""
    short = plain(name)
    for longer, shorter in _SHORTER:
        short = longer.sub(shorter, short)
    return short


def equivalents(name: str) -> set[str]:
    """The canonical forms under which an organ with this name is known, its own among them.

    A zone is named for its committee and the reverse (经开区, 经开区管委会), a town for its
    government.
    """
    short = canonical(name)
    found = {short}
    if short.endswith("管委会") and _ZONE.search(short.removesuffix("管委会")):
        found.add(short.removesuffix("管委会"))
    elif _ZONE.search(short):
        found.add(short + "管委会")
    elif _TOWN.match(short):
        found.add(short.removesuffix("政府"))
    return found


def region_of(government: str) -> str | None:
    """遂溪县 for 遂溪县人民政府; None for what is no government of a region."""
    name = plain(government)
    region = re.sub("(?:人民)?政府$", "", name)
    is_region = len(region) > 1 and region[-1] in "省市县区州旗镇乡"
    return region if is_region and region != name else None


def heads(name: str, regions: tuple[str, ...]) -> tuple[str, ...] | None:
    """What the names behind this one may leave out: 县 and 县委 behind 县委组织部.

    Empty where this name belongs to another place, so that nothing may be carried over; None
    where it has no such word itself.
    """
    head = next((region for region in regions if name.startswith(region)), None)
    if head is None and LEVEL.match(name):
        head = name[0]
    if head is None:
        return () if _FOREIGN.match(name) else None
    rest = name[len(head) :]
    middle = next((word for word in ("委", "政府", "人民政府") if rest.startswith(word)), None)
    return (head, head + middle) if middle else (head,)
