"""Files of one whole release: made from one definition of the tables, the same on every database.

The quotes of sentences are in none of them: they belong to the sources.
"""

from policyfacts.exports.files import NAMES
from policyfacts.exports.folder import export_release
from policyfacts.exports.keeper import Exports, ReleaseFiles
from policyfacts.exports.manifest import ExportedFile, Manifest

__all__ = ["NAMES", "ExportedFile", "Exports", "Manifest", "ReleaseFiles", "export_release"]
