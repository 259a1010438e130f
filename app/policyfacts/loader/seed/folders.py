"""The folders of a seed: what is read in them, and an error for whatever nothing reads."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from policyfacts.characters import find_invisible
from policyfacts.errors import SeedError, visible
from policyfacts.loader.seed.files import folder_fault
from policyfacts.loader.seed.layout import (
    files_by_folder,
    files_of_review,
    is_documentation,
    is_of_another_program,
)
from policyfacts.loader.seed.suggestions import did_you_mean

REVIEWS, FACTS = "reviews", "facts"
_FACTS_SUFFIXES = (".yaml", ".ndjson")
_MAX_NAME = 120


def list_reviews(root: Path) -> list[str]:
    """List the folders of reviews, as paths inside the seed."""
    names = (n for n in _names(root / REVIEWS) if not _is_for_people(root, REVIEWS, n))
    folders = (f"{REVIEWS}/{name}" for name in names)
    return [folder for folder in folders if folder_fault(root / folder) is None]


def list_facts_files(root: Path, review: str) -> list[str]:
    """List the files of facts of a review, as paths inside the seed."""
    folder = f"{review}/{FACTS}"
    return [f"{folder}/{name}" for name in _names(root / folder) if name.endswith(_FACTS_SUFFIXES)]


def find_unread(root: Path) -> Iterator[SeedError]:
    """Yield an error for each folder that is missing, and for whatever nothing reads."""
    expected = files_by_folder()
    folders = [folder for folder in expected if folder]
    yield from _check_folder(root, "", [*expected[""], *folders, REVIEWS])
    for folder in folders:
        yield from _check_folder(root, folder, expected[folder])
    yield from _check_reviews(root)


def _check_reviews(root: Path) -> Iterator[SeedError]:
    fault = folder_fault(root / REVIEWS)
    if fault is not None:
        yield SeedError(REVIEWS, 1, f"{fault}: each review is a folder in it")
        return
    yield from _check_names(root, REVIEWS)
    for name in _names(root / REVIEWS):
        folder = f"{REVIEWS}/{name}"
        fault = folder_fault(root / folder)
        if _is_for_people(root, REVIEWS, name):
            continue
        if fault is not None:
            message = f"{fault}: each review is a folder with review.yaml in it"
            yield SeedError(folder, 1, message)
            continue
        yield from _check_folder(root, folder, [*files_of_review(), FACTS])
        yield from _check_facts(root, f"{folder}/{FACTS}")


def _check_facts(root: Path, folder: str) -> Iterator[SeedError]:
    fault = folder_fault(root / folder)
    if fault is not None:
        yield SeedError(folder, 1, f"{fault}: facts stand in .yaml or .ndjson files in it")
        return
    yield from _check_names(root, folder)
    for name in _names(root / folder):
        if not name.endswith(_FACTS_SUFFIXES) and not _is_for_people(root, folder, name):
            message = "nothing reads it: facts stand in .yaml or .ndjson files"
            yield SeedError(f"{folder}/{name}", 1, message)


def _check_folder(root: Path, folder: str, expected: Sequence[str]) -> Iterator[SeedError]:
    fault = folder_fault(root / folder)
    if fault is not None:
        yield SeedError(folder, 1, f"{fault}: it holds {', '.join(expected)}")
        return
    yield from _check_names(root, folder)
    for name in _names(root / folder):
        if name not in expected and not _is_for_people(root, folder, name):
            message = f"nothing reads it{_probably_meant(name, expected)}"
            yield SeedError(_join(folder, name), 1, message)


def _is_for_people(root: Path, folder: str, name: str) -> bool:
    """Return whether a name is that of a licence or a description; of folders, LICENSES alone."""
    is_folder = folder_fault(root / folder / name) is None
    return is_documentation(name) and (not is_folder or name.casefold() == "licenses")


def _check_names(root: Path, folder: str) -> Iterator[SeedError]:
    """Yield an error for each name that cannot be printed, and is therefore not read."""
    for name in _all_names(root / folder):
        if not _is_printable(name):
            message = "the name holds characters that cannot be seen or are not UTF-8: rename it"
            yield SeedError(_join(folder, visible(name)), 1, message)


def _probably_meant(name: str, expected: Sequence[str]) -> str:
    """Suggest a name of this folder, or the folder in which a file of this name is read."""
    elsewhere = [
        _join(folder, other)
        for folder, names in files_by_folder().items()
        for other in names
        if other == name
    ]
    if elsewhere:
        return f": did you mean {' or '.join(elsewhere)}?"
    if FACTS in expected and name.endswith(_FACTS_SUFFIXES):
        near = did_you_mean(name[:_MAX_NAME], [other for other in expected if other != FACTS])
        return f"{near or ':'} Facts stand in the folder {FACTS}"
    return (
        did_you_mean(name[:_MAX_NAME], expected) or f": what is read here is {', '.join(expected)}"
    )


def _names(folder: Path) -> list[str]:
    return [name for name in _all_names(folder) if _is_printable(name)]


def _all_names(folder: Path) -> list[str]:
    """List the names in a folder without those of other programs; none where it cannot be read."""
    try:
        names = [path.name for path in folder.iterdir()]
    except (OSError, ValueError):
        return []
    return sorted(name for name in names if not is_of_another_program(name))


def _is_printable(name: str) -> bool:
    return find_invisible(name) is None and not any(mark in name for mark in "\t\n\r")


def _join(folder: str, name: str) -> str:
    return PurePosixPath(folder, name).as_posix()
