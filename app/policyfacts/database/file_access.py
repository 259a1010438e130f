"""Why SQLite cannot open or write its file: what is missing, and for which user."""

import os
import stat
from pathlib import Path


def explain_access(file: Path) -> str:
    """Return what is wrong with the path of a database, empty where nothing is to be seen."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return _explain_folder(file)
    except OSError as error:
        return f"{file}: {error.strerror}"
    if stat.S_ISDIR(status.st_mode):
        return f"{file} is a folder, and no file"
    if not stat.S_ISREG(status.st_mode):
        return f"{file} is a device or a pipe, and no file"
    if not os.access(file, os.R_OK | os.W_OK):
        return f"{_user()} may not read and write {file}"
    return _explain_folder(file)


def _explain_folder(file: Path) -> str:
    folder = file.parent
    if not folder.exists():
        return f"the folder {folder} does not exist"
    if not folder.is_dir():
        return f"{folder} is no folder"
    if hasattr(os, "statvfs") and os.statvfs(folder).f_flag & os.ST_RDONLY:
        return f"the file system of the folder {folder} is read-only"
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"{_user()} may not write into the folder {folder}, nor SQLite make its files there"
    return ""


def _user() -> str:
    if not hasattr(os, "geteuid"):
        return "this user"
    return f"user {os.geteuid()} of group {os.getegid()}"
