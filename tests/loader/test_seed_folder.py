"""Every known file of a seed, in whatever state a disk, an editor or an archive leaves it."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from policyfacts.errors import BadSeed, SeedError
from policyfacts.loader import check
from policyfacts.loader.seed.error_log import ErrorLog
from policyfacts.loader.seed.layout import DATASET, REVIEW, REVIEW_TABLES, TABLES, SeedFile
from policyfacts.loader.seed.reader import SeedReader

_REVIEW = "reviews/kz-2014"
_NOBODY = 65_534
KNOWN = {
    **{file.path: file for file in (DATASET, *TABLES.values())},
    **{f"{_REVIEW}/{file.path}": file for file in (REVIEW, *REVIEW_TABLES.values())},
}
FACTS = f"{_REVIEW}/facts/plans.yaml"
PLACES = ["", "entities", "vocabulary", "reviews", _REVIEW, f"{_REVIEW}/facts"]
CSV = [path for path in KNOWN if path.endswith(".csv")]


def errors_in(seed: Path) -> list[SeedError]:
    """Read all files of a seed, without the checks of what stands in them."""
    log = ErrorLog()
    reader = SeedReader(seed, log)
    for folder in reader.read_seed().reviews:
        reader.read_review(folder)
        list(reader.read_facts(folder))
    try:
        log.raise_any()
    except BadSeed as error:
        return list(error.mistakes)
    return []


@pytest.fixture(scope="module")
def bare_template(small_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small seed with a few records in each file, which is read at once; read only."""
    seed = tmp_path_factory.mktemp("bare") / "seed"
    shutil.copytree(small_template, seed)
    for path, file in KNOWN.items():
        if path.endswith(".csv"):
            rows = (seed / path).read_text(encoding="utf-8").splitlines(keepends=True)
            (seed / path).write_text("".join(rows[:3]), encoding="utf-8")
        elif file.is_list:
            (seed / path).write_text("[]\n", encoding="utf-8")
    assert errors_in(seed) == []
    return seed


@pytest.fixture
def bare_seed(bare_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(bare_template, tmp_path / "bare"))


def make_socket(path: Path) -> None:
    """Leave a socket, bound by a relative name since these may not be long."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(before)


SPECIAL: dict[str, tuple[Callable[[Path], object], str]] = {
    "folder": (Path.mkdir, "a folder stands where a file is meant"),
    "FIFO": (os.mkfifo, "a pipe (FIFO) stands"),
    "socket": (make_socket, "a socket stands"),
    "dangling link": (lambda path: path.symlink_to("nowhere"), "the link leads to 'nowhere'"),
    "looping link": (lambda path: path.symlink_to(path.name), "Too many levels"),
    "link to a folder": (lambda path: path.symlink_to("."), "a folder stands"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "a device stands"),
}


@pytest.mark.parametrize("special", SPECIAL)
@pytest.mark.parametrize("path", [*KNOWN, FACTS])
def test_what_is_no_regular_file_is_named_and_never_opened(
    bare_seed: Path, path: str, special: str
) -> None:
    (bare_seed / path).unlink()
    make, message = SPECIAL[special]
    make(bare_seed / path)
    (error,) = errors_in(bare_seed)
    assert (error.file, error.line) == (path, 1)
    assert message in error.message


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"\0" * 500, b"\x89PNG\r\n\x1a\n\0\0", b"The quick brown fox.\n", b"\xff\xfea\0"],
    ids=["empty", "line end", "zeroed", "picture", "prose", "UTF-16"],
)
@pytest.mark.parametrize("path", [*KNOWN, FACTS])
def test_damaged_file_is_one_error(bare_seed: Path, path: str, content: bytes) -> None:
    (bare_seed / path).write_bytes(content)
    (error,) = errors_in(bare_seed)
    assert error.file == path
    assert error.line <= 2


@pytest.mark.parametrize(("path", "file"), KNOWN.items(), ids=KNOWN)
def test_missing_file_is_told_with_what_an_empty_one_holds(
    bare_seed: Path, path: str, file: SeedFile
) -> None:
    (bare_seed / path).unlink()
    message = f"the file is missing: {file.without_records}"
    assert errors_in(bare_seed) == [SeedError(path, 1, message)]


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        str.title,
        lambda header: header.replace(",", ";"),
        lambda header: f"{header},remark",
        lambda header: header.rpartition(",")[0],
        lambda header: f" {header}",
        lambda header: f"{header}x",
    ],
    ids=["upper", "title", "semicolons", "one more", "one less", "space", "misspelt"],
)
@pytest.mark.parametrize("path", CSV)
def test_wrong_header_is_one_error(
    bare_seed: Path, path: str, change: Callable[[str], str]
) -> None:
    file = bare_seed / path
    header, _, rows = file.read_text(encoding="utf-8").partition("\n")
    file.write_text(f"{change(header)}\n{rows}", encoding="utf-8")
    (error,) = errors_in(bare_seed)
    assert (error.file, error.line) == (path, 1)
    assert "column" in error.message


@pytest.mark.parametrize("path", CSV)
def test_columns_may_stand_in_any_order(bare_seed: Path, path: str) -> None:
    columns = reversed(KNOWN[path].columns)
    (bare_seed / path).write_text(",".join(columns) + "\n", encoding="utf-8")
    assert errors_in(bare_seed) == []


@pytest.mark.parametrize("name", ["notes.txt", "dataset.yaml.bak", "Countries.csv", "x.yml", "new"])
@pytest.mark.parametrize("place", PLACES)
def test_file_that_nothing_reads_is_told_of(bare_seed: Path, place: str, name: str) -> None:
    (bare_seed / place / name).write_text("x", encoding="utf-8")
    (error,) = errors_in(bare_seed)
    assert error.file == (f"{place}/{name}" if place else name)


@pytest.mark.parametrize(
    "name",
    ".#plans.yaml ._plans.yaml .DS_Store .x.swp plans.yaml~ #plans.yaml# Thumbs.db desktop.ini "
    "LICENSE LICENSE-CC0 README.md".split(),
)
@pytest.mark.parametrize("place", PLACES)
def test_files_of_others_are_not_read(bare_seed: Path, place: str, name: str) -> None:
    (bare_seed / place / name).symlink_to("nowhere")
    assert errors_in(bare_seed) == []


@pytest.mark.parametrize("name", ["__MACOSX", ".ipynb_checkpoints"])
@pytest.mark.parametrize("place", PLACES)
def test_folders_of_others_are_not_read(bare_seed: Path, place: str, name: str) -> None:
    (bare_seed / place / name).mkdir()
    (bare_seed / place / name / "x.yaml").write_bytes(b"\0")
    assert errors_in(bare_seed) == []


@pytest.mark.parametrize(
    ("file", "place"),
    [
        (f"{_REVIEW}/withdrawn.yml", "withdrawn.yaml"),
        (f"{_REVIEW}/exception.csv", "exceptions.csv"),
        ("entities/Countries.csv", "countries.csv"),
        ("countries.csv", "entities/countries.csv"),
        (f"{_REVIEW}/extra.yaml", "Facts stand in the folder facts"),
    ],
)
def test_file_that_nothing_reads_is_told_where_to_stand(
    bare_seed: Path, file: str, place: str
) -> None:
    (bare_seed / file).write_text("x", encoding="utf-8")
    (error,) = errors_in(bare_seed)
    assert place in error.message


@pytest.mark.parametrize("place", PLACES[1:])
def test_file_in_place_of_a_folder_is_one_error(bare_seed: Path, place: str) -> None:
    shutil.rmtree(bare_seed / place)
    (bare_seed / place).write_text("x", encoding="utf-8")
    (error,) = errors_in(bare_seed)
    assert error.file == place
    assert error.message.startswith("a file stands where a folder is meant")


@pytest.mark.parametrize("name", [b"\xff.yaml", b"a\x1b[31m.yaml", b"a\nb.yaml"])
@pytest.mark.parametrize("place", PLACES)
def test_name_that_cannot_be_printed_is_an_error(bare_seed: Path, place: str, name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(bare_seed / place) + b"/" + name)).write_text("- x\n")
    (error,) = errors_in(bare_seed)
    assert str(error).isprintable()


@contextmanager
def without_privileges(folder: Path) -> Iterator[None]:
    """Work in a folder as somebody whom permissions bind, as they do not bind root."""
    before, user = Path.cwd(), os.geteuid()
    os.chdir(folder)
    try:
        os.seteuid(user or _NOBODY)
        yield
    finally:
        os.seteuid(user)
        os.chdir(before)


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111], ids=["none", "listed", "entered"])
@pytest.mark.parametrize("place", PLACES[1:])
def test_folder_that_cannot_be_read_is_one_error(bare_seed: Path, place: str, mode: int) -> None:
    errors_in(bare_seed)  # what Python loads for it may be closed to others
    (bare_seed / place).chmod(mode)
    with without_privileges(bare_seed):
        errors = errors_in(Path())
    (bare_seed / place).chmod(0o755)
    (error,) = errors
    assert error.file == place
    assert error.message.startswith("the folder cannot be read: Permission denied")


@pytest.mark.parametrize("name", ["README", "README.d", "license-2013"])
@pytest.mark.parametrize("place", ["", "entities", "vocabulary", _REVIEW, f"{_REVIEW}/facts"])
def test_folder_named_like_a_description_is_told_of(bare_seed: Path, place: str, name: str) -> None:
    (bare_seed / place / name).mkdir()
    (error,) = errors_in(bare_seed)
    assert error.file.endswith(name)


def test_review_in_a_folder_named_like_a_description_is_read(bare_seed: Path) -> None:
    (bare_seed / _REVIEW).rename(bare_seed / "reviews" / "readme-2014")
    (error,) = errors_in(bare_seed)
    assert "must stand in reviews/kz-2014" in error.message


@pytest.mark.parametrize("special", [name for name in SPECIAL if "folder" not in name])
def test_seed_that_is_no_folder_is_told(tmp_path: Path, special: str) -> None:
    SPECIAL[special][0](tmp_path / "seed")
    with pytest.raises(BadSeed, match="folder"):
        check(tmp_path / "seed", {}, lambda *_: None)


@pytest.mark.parametrize("special", SPECIAL)
def test_document_that_is_no_file_is_told(small_seed: Path, special: str) -> None:
    text = small_seed.parent / "text"
    SPECIAL[special][0](text)
    with pytest.raises(BadSeed) as caught:
        check(small_seed, {"kz-2014": text}, lambda *_: None)
    assert [error.file for error in caught.value.mistakes] == ["text"]


def test_seed_is_read_through_links(bare_seed: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(bare_seed)
    (bare_seed / "entities").rename(tmp_path / "entities")
    (bare_seed / "entities").symlink_to(tmp_path / "entities")
    assert errors_in(tmp_path / "link") == []
