"""A stand-in for a service's migration: one table and one row more at each start."""

import asyncio
import os
import sys

import asyncpg


async def main(key: str) -> None:
    """Write as the owner."""
    if os.environ.get("GONGKAI_STUB_DATA_ARE_NEWER"):
        sys.exit("Can't locate revision identified by '209901010000'")
    url = os.environ[f"GONGKAI_{key.upper()}_MIGRATION_DATABASE_URL"]
    owner = await asyncpg.connect(url.replace("+asyncpg", ""))
    await owner.execute("CREATE TABLE IF NOT EXISTS start (at timestamptz DEFAULT now())")
    await owner.execute("INSERT INTO start DEFAULT VALUES")
    print("starts:", await owner.fetchval("SELECT count(*) FROM start"))
    await owner.close()


asyncio.run(main(sys.argv[1]))
