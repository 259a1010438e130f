"""Downloads are compared with what the command exports."""

from tests.renderers.release_files.conftest import exported

__all__ = ["exported"]
