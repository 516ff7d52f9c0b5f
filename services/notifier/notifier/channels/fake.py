"""A channel that sends nothing: it renders and judges as the real one, and keeps what would go."""

from typing import Generic

from notifier.channels.channel import Channel, OutgoingWords, R, Undelivered


class FakeChannel(Generic[R]):
    """Stands for `real`; raises `error` instead of keeping, where there is one."""

    def __init__(self, real: Channel[R], error: BaseException | None = None) -> None:
        self._real = real
        self.error = error
        self.kept: list[R] = []

    def render(self, words: OutgoingWords, address: str) -> R:
        """As the real one."""
        return self._real.render(words, address)

    async def send(self, rendered: R) -> None:
        """Keep the message, then fail where this one is to fail."""
        self.kept.append(rendered)
        if self.error is not None:
            raise self.error

    def classify(self, error: Exception) -> Undelivered | None:
        """As the real one."""
        return self._real.classify(error)
