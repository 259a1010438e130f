"""Files of one whole release: made from one definition of the tables, the same on every database.

The quotes of sentences are in none of them: they belong to the sources.
"""

from policyfacts.renderers.release_files.cache import ReleaseFiles, ReleaseFilesCache
from policyfacts.renderers.release_files.export import export_release
from policyfacts.renderers.release_files.manifest import ExportedFile, Manifest
from policyfacts.renderers.release_files.writer import NAMES

__all__ = [
    "NAMES",
    "ExportedFile",
    "Manifest",
    "ReleaseFiles",
    "ReleaseFilesCache",
    "export_release",
]
