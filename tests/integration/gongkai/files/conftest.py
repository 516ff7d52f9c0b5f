"""The kit on a database of requests-api, on a folder and on an S3 server."""

import os
from contextlib import contextmanager

import boto3
import pytest
import pytest_asyncio
from moto.server import ThreadedMotoServer

from gongkai.crypto.fields import KeyRing
from gongkai.db import Database
from gongkai.files import Files, ObjectStore
from gongkai.time import PlatformClock

BUCKET = "files"
S3_KEYS = {"access_key": "sample", "secret_key": "sample-secret"}


@pytest.fixture(scope="module")
def service_database(stand):
    with stand.database("requests") as database:
        yield database


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def database(service_database):
    database = Database(service_database.app_url, application_name="files", pool_size=4)
    yield database
    await database.dispose()


@pytest.fixture(scope="session")
def s3():
    """The address of an S3 server with an empty bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=S3_KEYS["access_key"],
        aws_secret_access_key=S3_KEYS["secret_key"],
    )
    client.create_bucket(Bucket=BUCKET)
    yield endpoint, client
    client.close()
    server.stop()


@contextmanager
def _folder(folder):
    def objects():
        found = (path for path in folder.rglob("*") if path.is_file())
        return sorted(str(path.relative_to(folder)) for path in found)

    def content(path):
        return (folder / path).read_bytes()

    yield ObjectStore.open(folder.as_uri()), objects, content


@contextmanager
def _bucket(s3, prefix):
    endpoint, client = s3

    def objects():
        found = client.list_objects_v2(Bucket=BUCKET, Prefix=f"{prefix}/").get("Contents", [])
        return sorted(each["Key"].removeprefix(f"{prefix}/") for each in found)

    def content(path):
        return client.get_object(Bucket=BUCKET, Key=f"{prefix}/{path}")["Body"].read()

    yield (
        ObjectStore.open(f"s3://{BUCKET}/{prefix}", endpoint=endpoint, **S3_KEYS),
        objects,
        content,
    )


class Place:
    """A store with what stands in it, and the kit on it."""

    def __init__(self, store, objects, content, files):
        self.store, self.objects, self.content, self.files = store, objects, content, files


@pytest.fixture(params=["folder", "s3"])
def place(request, tmp_path, database):
    if request.param == "folder":
        opened = _folder(tmp_path)
    else:
        opened = _bucket(request.getfixturevalue("s3"), tmp_path.name)
    with opened as (store, objects, content):
        keys = KeyRing({"k": os.urandom(32)}, "k")
        files = Files(store, "requests", database, keys, PlatformClock(), 20 * 1024 * 1024)
        yield Place(store, objects, content, files)
