"""The files of the current release, made when they are first asked for."""

import shutil
import weakref
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock

from policyfacts.errors import FilesNotReady
from policyfacts.queries.releases import ReleaseInfo
from policyfacts.renderers.release_files.errors import translate_file_errors
from policyfacts.renderers.release_files.manifest import ExportedFile, Manifest
from policyfacts.renderers.release_files.writer import write_files
from policyfacts.search.snapshot import ReadSession

# Seconds for which an asker waits for files that another one has made.
_TIMEOUTS = 2.0


class ReleaseFiles:
    """The files of one release in a private folder, which is removed with this object.

    Whoever sends a file holds the object until the last byte, whatever is loaded meanwhile.
    """

    def __init__(self, session: ReadSession) -> None:
        self.release: ReleaseInfo = session.snapshot.release
        with translate_file_errors("a temporary folder"):
            self.folder = Path(mkdtemp(prefix="policyfacts-"))
            weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
            self.manifest: Manifest = write_files(session, self.folder)

    def find(self, name: str) -> ExportedFile:
        """What is said of the file of this name, one of NAMES."""
        return next(it for it in self.manifest.files if it.name == name)


class ReleaseFilesCache:
    """Keeps the files of the newest release asked for; one keeper per application."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._newest: ReleaseFiles | None = None

    def files(self, session: ReadSession) -> ReleaseFiles:
        """The files of the release that the view sees, or of a newer one.

        One asker makes them. Others wait for a moment, then FilesNotReady sends them away, lest
        they hold what everybody needs. FilesUnwritable where the files cannot be written.
        """
        held = self._held(session)
        if held is not None:
            return held
        if not self._lock.acquire(timeout=_TIMEOUTS):
            raise FilesNotReady("The files of the release are being made: ask again soon.")
        try:
            held = self._held(session)
            if held is None:
                held = self._newest = ReleaseFiles(session)
            return held
        finally:
            self._lock.release()

    def _held(self, session: ReadSession) -> ReleaseFiles | None:
        held = self._newest
        is_old = held is None or held.release.sequence < session.snapshot.release.sequence
        return None if is_old else held

    def close(self) -> None:
        """Let the files go as soon as nobody sends them; they are made again for who asks later.

        A process that ends by a signal does not do this by itself.
        """
        with self._lock:
            self._newest = None
