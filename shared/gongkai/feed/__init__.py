"""Facts between services: the producer's feed, the consumer's cursor, dead letters.

An event is a row written in the transaction of its cause. A consumer pulls from its own cursor and
applies a page and the new cursor in one transaction, so that effects happen exactly once.
"""

from gongkai.feed.outgoing import FeedEntry, FeedReader, Publication, publish

__all__ = ["FeedEntry", "FeedReader", "Publication", "publish"]
