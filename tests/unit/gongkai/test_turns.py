"""A turn comes once, or its time is over."""

import asyncio

import pytest

from gongkai.turns import give, has_come, new_turn, was_given


async def waiting(turn, seconds=60.0):
    """Somebody who waits for a turn by now."""
    task = asyncio.create_task(has_come(turn, seconds))
    await asyncio.sleep(0)
    return task


async def test_a_turn_that_is_given_has_come():
    turn = new_turn()
    task = await waiting(turn)
    assert give(turn)
    assert await task
    assert was_given(turn)


async def test_whose_time_is_over_gets_no_turn_any_more():
    turn = new_turn()
    assert not await has_come(turn, 0)
    assert not give(turn)
    assert not was_given(turn)


async def test_who_is_cancelled_gets_no_turn():
    turn = new_turn()
    task = await waiting(turn)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not give(turn)
    assert not was_given(turn)


async def test_who_is_cancelled_in_the_moment_in_which_the_turn_comes_can_see_it():
    turn = new_turn()
    task = await waiting(turn)
    give(turn)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert was_given(turn)
