"""The limits: routes as FastAPI and SQLAlchemy give them, with nothing of what a platform adds."""

import os
import uuid
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI
from pydantic import BaseModel
from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine(os.environ["BENCH_DATABASE_URL"], pool_size=16, max_overflow=0)
sessions = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Case(Base):
    __tablename__ = "bare_cases"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    title: Mapped[str]
    description: Mapped[str]
    state: Mapped[str]


class Applicant(Base):
    __tablename__ = "bare_applicants"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bare_cases.id"))
    name: Mapped[str]


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
async def lifespan(_app):
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield
    await engine.dispose()


async def get_session():
    async with sessions() as session:
        yield session


app = FastAPI(lifespan=lifespan)
Session = Annotated[AsyncSession, Depends(get_session)]


@app.get("/nothing")
async def nothing() -> CaseOut:
    return CaseOut(id=uuid.UUID(int=1), title="t", description="d", state="s")


@app.get("/cases/{case_id}")
async def read(case_id: uuid.UUID, session: Session) -> CaseOut:
    case = await session.get(Case, case_id)
    return CaseOut.model_validate(case, from_attributes=True)


@app.post("/cases", status_code=201)
async def create(body: CaseIn, session: Session) -> CaseOut:
    case = Case(title=body.title, description=body.description, state="received")
    session.add(case)
    await session.flush()
    session.add(Applicant(case_id=case.id, name=body.name))
    await session.commit()
    return CaseOut.model_validate(case, from_attributes=True)
