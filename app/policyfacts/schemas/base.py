"""What all shapes share."""

from pydantic import BaseModel, ConfigDict


class ResponseModel(BaseModel):
    """Part of an answer: nothing unknown, nothing absent, null where there is no value."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_serialization_defaults_required=True
    )
