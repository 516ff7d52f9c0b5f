"""The database makes every pair of neighbouring characters of a text, and says whose it is."""

import random

from sqlalchemy import ARRAY, Text, Uuid, bindparam, text

from gongkai.db import new_id

ALPHABET = "公开市政ab12 \n\t'\"\\().|$号〔〕🙂é"
ASKED = text(
    "SELECT searched, tsvector_to_array(grams(searched, :owner))"
    " FROM unnest(:texts) WITH ORDINALITY AS asked(searched, nth) ORDER BY nth"
).bindparams(bindparam("texts", type_=ARRAY(Text)), bindparam("owner", type_=Uuid))


def pairs_of(searched, owner):
    """Every pair, the last character with the end."""
    ended = searched + "\n"
    return {ended[at : at + 2] for at in range(len(ended) - 1)} | {str(owner)}


async def test_every_pair_of_a_text_is_found_and_nothing_else(office):
    owner, chance = new_id(), random.Random(7)
    texts = ["", "公", "公开", "公开号", "\n", "aaaa", "公开\ns20260105-abcdefgh", ALPHABET * 20]
    texts += ["".join(chance.choices(ALPHABET, k=chance.randrange(60))) for _ in range(500)]
    async with office.database.read_session() as session:
        found = (await session.execute(ASKED, {"texts": texts, "owner": owner})).all()
    assert len(found) == len(texts)
    for searched, grams in found:
        assert set(grams) == pairs_of(searched, owner), searched


async def test_what_has_no_text_has_no_pairs(office):
    async with office.database.read_session() as session:
        found = await session.execute(ASKED, {"texts": [None], "owner": new_id()})
    assert found.one()[1] is None
