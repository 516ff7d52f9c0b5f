"""The limits: routes as FastAPI and asyncpg give them, with nothing of what a platform adds."""

import os
import uuid
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI, Request
from pydantic import BaseModel
from sqlalchemy import make_url

_TABLES = """
CREATE TABLE IF NOT EXISTS bare_cases (
    id uuid PRIMARY KEY, title text NOT NULL, description text NOT NULL, state text NOT NULL
);
CREATE TABLE IF NOT EXISTS bare_applicants (
    id uuid PRIMARY KEY, case_id uuid NOT NULL REFERENCES bare_cases, name text NOT NULL
)
"""


class CaseIn(BaseModel):
    title: str
    description: str
    name: str


class CaseOut(BaseModel):
    id: uuid.UUID
    title: str
    description: str
    state: str


@asynccontextmanager
async def lifespan(app):
    url = make_url(os.environ["BENCH_DATABASE_URL"]).set(drivername="postgresql")
    dsn = url.render_as_string(hide_password=False)
    async with asyncpg.create_pool(dsn, min_size=16, max_size=16) as app.state.pool:
        await app.state.pool.execute(_TABLES)
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/nothing")
async def nothing() -> CaseOut:
    return CaseOut(id=uuid.UUID(int=1), title="t", description="d", state="s")


@app.get("/cases/{case_id}")
async def read(case_id: uuid.UUID, request: Request) -> CaseOut:
    row = await request.app.state.pool.fetchrow("SELECT * FROM bare_cases WHERE id = $1", case_id)
    return CaseOut(**row)


@app.post("/cases", status_code=201)
async def create(body: CaseIn, request: Request) -> CaseOut:
    case = CaseOut(id=uuid.uuid4(), title=body.title, description=body.description, state="s")
    async with request.app.state.pool.acquire() as connection, connection.transaction():
        await connection.execute(
            "INSERT INTO bare_cases VALUES ($1, $2, $3, $4)",
            case.id,
            case.title,
            case.description,
            case.state,
        )
        await connection.execute(
            "INSERT INTO bare_applicants VALUES ($1, $2, $3)", uuid.uuid4(), case.id, body.name
        )
    return case
