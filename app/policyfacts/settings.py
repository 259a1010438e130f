"""What an operator can set: environment variables with the prefix POLICYFACTS_."""

from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """Everything configurable; frozen, so that two applications in one process stay apart."""

    model_config = SettingsConfigDict(env_prefix="POLICYFACTS_", frozen=True, extra="forbid")

    database_url: str = Field(
        default="sqlite:///policyfacts.db",
        description="SQLAlchemy address of the database: sqlite:///FILE or postgresql+psycopg://...",
    )
    public_url: str | None = Field(
        default=None,
        description="Address under which clients see the service; "
        "links are absolute when it is set.",
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

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else value

    @field_validator("public_url", "root_path")
    @classmethod
    def _without_trailing_slash(cls, value: str | None) -> str | None:
        return value.rstrip("/") if value else value
