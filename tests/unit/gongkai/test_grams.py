"""Pairs of characters: what is asked of the index."""

from uuid import UUID

from gongkai.grams import query_of

OWNER = UUID(int=7)


def test_each_pair_of_each_word_is_asked_for_once():
    assert query_of([["预算公开", "公开"]]) == "('预算' & '算公' & '公开')"


def test_a_word_of_one_character_asks_for_whatever_begins_with_it():
    assert query_of([["号"]]) == "('号':*)"


def test_one_reading_of_several_is_enough_and_an_empty_one_says_nothing():
    assert query_of([["公开"], [], ["号"]]) == "('公开') | ('号':*)"


def test_an_owner_is_asked_for_beside_the_words():
    assert query_of([["公开"], ["号"]], OWNER) == f"'{OWNER}' & (('公开') | ('号':*))"


def test_what_means_something_in_a_query_means_itself():
    assert query_of([["a'b", "c\\d"]]) == "('a''' & '''b' & 'c\\\\' & '\\\\d')"
