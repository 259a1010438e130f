"""Files of one whole release, made from one definition of the tables, equal on every database.

No file has the quotes of sentences: they belong to the sources.
"""

from policyfacts.renderers.release_files.cache import ReleaseCache, ReleaseFiles
from policyfacts.renderers.release_files.export import export_release
from policyfacts.renderers.release_files.manifest import ExportedFile, Manifest
from policyfacts.renderers.release_files.writer import NAMES

__all__ = ["NAMES", "ExportedFile", "Manifest", "ReleaseCache", "ReleaseFiles", "export_release"]
