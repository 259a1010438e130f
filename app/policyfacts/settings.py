"""The settings of an operator: environment variables with the prefix POLICYFACTS_."""

import re
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from policyfacts.report_url import read_report_url


class Settings(BaseSettings):
    """Everything configurable; frozen, so that two applications in one process stay apart."""

    model_config = SettingsConfigDict(env_prefix="POLICYFACTS_", frozen=True, extra="forbid")

    database_url: str = Field(
        default="sqlite:///policyfacts.db",
        description="SQLAlchemy address of the database: sqlite:///FILE or "
        "postgresql+psycopg://...; with several hosts, standbys are read from "
        "and the primary is written to.",
    )
    public_url: str | None = Field(
        default=None,
        description="Address under which clients see the service; "
        "links are absolute when it is set.",
    )
    report_url: str | None = Field(
        default=None,
        description="Where readers report an error in a fact, https:... or mailto:...; {id} in it "
        "stands for the fact's id, which is added where {id} is left out.",
    )
    root_path: str = Field(
        default="", description="Prefix that a proxy in front strips before it passes requests on."
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("*",),
        description="Origins that browsers may call from, separated by commas.",
    )
    threads: int = Field(
        default=40,
        ge=1,
        le=1000,
        description="Requests worked on at once; also the size of the connection pool.",
    )
    statement_seconds: int = Field(
        default=30,
        ge=1,
        le=3600,
        description="How long PostgreSQL may work on one statement of a request; "
        "what takes longer is answered with 503. Loads have no limit.",
    )
    costly_places: int = Field(
        default=2,
        ge=1,
        le=100,
        description="Costly requests worked on at once in each worker: graphs, counts by several "
        "dimensions, whole lists; pages with charts have as many places of their own.",
    )
    costly_waiting: int = Field(
        default=8,
        ge=0,
        le=10_000,
        description="Costly requests that may wait for a place, for 5 seconds at most; "
        "what comes beyond is answered with 503 and Retry-After.",
    )
    costly_seconds: int = Field(
        default=30,
        ge=1,
        le=3600,
        description="How long a costly request may be worked on; what takes longer is answered "
        "with 503.",
    )
    pooler: bool = Field(
        default=False,
        description="Whether a pooler that deals out connections by transaction stands before "
        "PostgreSQL: then nothing is kept in sessions, prepared statements included.",
    )
    cache_seconds: int = Field(
        default=0,
        ge=0,
        le=31_536_000,
        description="How long clients and proxies may use an answer without asking again; "
        "0 lets them keep it and ask each time whether it is still good.",
    )

    cache_mb: int = Field(
        default=64,
        ge=0,
        le=65_536,
        description="Memory for answers that were given once, in MiB for each worker; "
        "0 makes every answer anew.",
    )

    head_seconds: int = Field(
        default=20,
        ge=1,
        le=3600,
        description="How long the head of a request may take to come, for `policyfacts serve`.",
    )
    body_seconds: int = Field(
        default=60,
        ge=1,
        le=3600,
        description="How long the body of a request may take to come, for `policyfacts serve`.",
    )
    send_seconds: int = Field(
        default=60,
        ge=1,
        le=3600,
        description="How long a client may read nothing of its answer, for `policyfacts serve`.",
    )
    max_connections: int | None = Field(
        default=None,
        ge=1,
        le=1_000_000,
        description="Connections at once to each process of `policyfacts serve`; by default 1,000, "
        "or as many as its file descriptors (`ulimit -n`) suffice for.",
    )

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(part.strip() for part in value.split(",") if part.strip())

    @field_validator("public_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value and not re.match("https?://[^/]", value):
            raise ValueError("write an address that begins with http:// or https://")
        return value.rstrip("/") if value else None

    @field_validator("report_url")
    @classmethod
    def _report_template(cls, value: str | None) -> str | None:
        return read_report_url(value) if value else None

    @field_validator("root_path")
    @classmethod
    def _prefix(cls, value: str) -> str:
        inner = value.strip("/")
        return f"/{inner}" if inner else ""
