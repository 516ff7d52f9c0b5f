"""A point at which requests are held until the test lets them go."""

import asyncio


class Barrier:
    """Holds requests until it is opened; knows who came."""

    def __init__(self):
        self.came, self._open, self._arrived = [], asyncio.Event(), asyncio.Condition()

    async def hold(self, word):
        self.came.append(word)
        async with self._arrived:
            self._arrived.notify_all()
        await self._open.wait()

    async def holds(self, count):
        """Until so many have come."""
        async with self._arrived:
            await self._arrived.wait_for(lambda: len(self.came) >= count)

    def open(self):
        """Let all go, also those who come later."""
        self._open.set()
