"""Export the files of a release into a folder, with a manifest beside them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from policyfacts.errors import FilesUnwritable
from policyfacts.renderers.release_files.errors import translate_file_errors
from policyfacts.renderers.release_files.manifest import Manifest
from policyfacts.renderers.release_files.writer import NAMES, write_files
from policyfacts.scratch_folders import ScratchFolder, remove_abandoned
from policyfacts.search.snapshot import ReadSession

MANIFEST = "manifest.json"
_SCRATCH = ".policyfacts-"


def export_release(session: ReadSession, folder: Path) -> Manifest:
    """Write the files and `manifest.json`; an earlier export in the folder is replaced.

    Raise FilesUnwritable, and change nothing, where the folder holds anything else or cannot be
    written to.
    """
    with translate_file_errors(str(folder)), _created(folder):
        remove_abandoned(folder, _SCRATCH)
        _refuse_others(folder)
        # Inside the folder, so that each file is put in its place by one rename.
        with ScratchFolder(folder, _SCRATCH) as scratch:
            manifest = write_files(session, scratch.path)
            text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False) + "\n"
            (scratch.path / MANIFEST).write_text(text, encoding="utf-8")
            for name in (*NAMES, MANIFEST):
                (scratch.path / name).replace(folder / name)
    return manifest


@contextmanager
def _created(folder: Path) -> Iterator[None]:
    """Create the folder where it is missing; remove it again after an error."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            for path in missing:
                path.rmdir()
        raise


def _refuse_others(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir())
    ours = {MANIFEST, *NAMES} if MANIFEST in names else set()
    others = [name for name in names if name not in ours]
    if others:
        raise FilesUnwritable(
            f"{folder} holds '{others[0]}', which is no part of an earlier export: "
            "name an empty folder or a new one."
        )
