"""The base of enumerations whose values are described."""

from enum import StrEnum


class Described(StrEnum):
    """A closed list whose values say what they mean, written as `NAME = value, description`."""

    description: str

    def __new__(cls, value: str, description: str = "") -> "Described":
        """Keep the description beside the value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member
