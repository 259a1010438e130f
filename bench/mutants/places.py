"""Damages of files as a whole: what disks, editors, archives and other programs leave behind."""

import os
import random
from collections.abc import Callable
from pathlib import Path

from bench.mutants.damage import ROWS, Damage, Kind, draw, path_in

_MANY = 4_096
_BLOCK = 512
Change = Callable[[random.Random, Path], object]


def _file_kind(
    what: str,
    change: Change,
    excuse: str | None = None,
    *,
    ignorable: bool = False,
) -> Kind:
    def damage(rng: random.Random, seed: Path) -> Damage:
        file = draw(rng, seed)
        change(rng, file)
        return Damage(path_in(seed, file), what, excuse, ignorable)

    return Kind(what, damage)


def _replace_by(make: Callable[[Path], None]) -> Change:
    def change(_: random.Random, file: Path) -> None:
        file.unlink()
        make(file)

    return change


def _rename(name: Callable[[Path], str]) -> Change:
    return lambda _, file: file.rename(file.with_name(name(file)))


def _beside(name: Callable[[Path], str], data: bytes | None = None) -> Change:
    """Put another file beside: a copy, or these bytes."""

    def change(_: random.Random, file: Path) -> None:
        other = file.parent / name(file)
        other.parent.mkdir(exist_ok=True)
        other.write_bytes(file.read_bytes() if data is None else data)

    return change


def _truncate(rng: random.Random, file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: rng.randrange(1, len(data))])


def _insert(bytes_: bytes) -> Change:
    def change(rng: random.Random, file: Path) -> None:
        data = file.read_bytes()
        at = rng.randrange(len(data))
        file.write_bytes(data[:at] + bytes_ + data[at:])

    return change


def _rewrite(change: Callable[[bytes], bytes]) -> Change:
    return lambda _, file: file.write_bytes(change(file.read_bytes()))


def _dangling_lock(_: random.Random, file: Path) -> None:
    (file.parent / f".#{file.name}").symlink_to("somebody@somewhere.1234:567")


def _change_block(change: Callable[[bytes], bytes]) -> Change:
    """Change one of the blocks in which disks write."""

    def apply(rng: random.Random, file: Path) -> None:
        data = file.read_bytes()
        start = rng.randrange(len(data)) // _BLOCK * _BLOCK
        block = data[start : start + _BLOCK]
        file.write_bytes(data[:start] + change(block) + data[start + _BLOCK :])

    return apply


def _link_to_another(rng: random.Random, file: Path) -> None:
    others = [path for path in file.parent.iterdir() if path.is_file() and path != file]
    file.unlink()
    file.symlink_to(rng.choice(sorted(others)).name)


def _move(rng: random.Random, file: Path) -> None:
    """Move a file to another folder of the seed, where nothing of its name is read."""
    seed = next(parent for parent in file.parents if (parent / "vocabulary").is_dir())
    folders = [path for path in sorted(seed.rglob("*")) if path.is_dir() and path != file.parent]
    target = rng.choice([path for path in folders if path.name != "facts"])
    file.rename(target / f"moved-{file.name}")


KINDS = [
    _file_kind("emptied", _rewrite(lambda _: b"")),
    _file_kind("only a line end", _rewrite(lambda _: b"\n")),
    _file_kind("zeroed", _rewrite(lambda data: bytes(len(data)))),
    _file_kind("garbage", lambda rng, file: file.write_bytes(rng.randbytes(_MANY))),
    _file_kind("prose", _rewrite(lambda _: b"The quick brown fox jumps over the lazy dog.\n")),
    _file_kind("another program's", _rewrite(lambda _: b"\x89PNG\r\n\x1a\n" + bytes(64))),
    _file_kind("UTF-16", _rewrite(lambda data: data.decode().encode("utf-16"))),
    _file_kind("cut off", _truncate, ROWS, ignorable=True),
    _file_kind("written twice", _rewrite(lambda data: data + data)),
    _file_kind("a block zeroed", _change_block(lambda block: bytes(len(block)))),
    _file_kind("a block lost", _change_block(lambda _: b""), ROWS, ignorable=True),
    _file_kind("a link to another file", _link_to_another),
    _file_kind("a byte that is not UTF-8", _insert(b"\xff")),
    _file_kind("half a letter", _insert(b"\xd0")),
    _file_kind("a byte order mark", _rewrite(lambda data: b"\xef\xbb\xbf" + data), ignorable=True),
    _file_kind("CRLF", _rewrite(lambda data: data.replace(b"\n", b"\r\n")), ignorable=True),
    _file_kind("CR", _rewrite(lambda data: data.replace(b"\n", b"\r")), ignorable=True),
    _file_kind("no last line end", _rewrite(lambda data: data.rstrip(b"\n")), ignorable=True),
    _file_kind(
        "conflict marks", _rewrite(lambda data: b"<<<<<<< ours\n" + data + b">>>>>>> theirs\n")
    ),
    _file_kind("gone", lambda _, file: file.unlink()),
    _file_kind("a folder", _replace_by(Path.mkdir)),
    _file_kind("a FIFO", _replace_by(os.mkfifo)),
    _file_kind("a dangling link", _replace_by(lambda file: file.symlink_to("nowhere"))),
    _file_kind("a looping link", _replace_by(lambda file: file.symlink_to(file.name))),
    _file_kind("a link to a folder", _replace_by(lambda file: file.symlink_to("."))),
    _file_kind("a link to a device", _replace_by(lambda file: file.symlink_to("/dev/zero"))),
    _file_kind("renamed .bak", _rename(lambda file: f"{file.name}.bak")),
    _file_kind("renamed .yml", _rename(lambda file: f"{file.stem}.yml")),
    _file_kind("renamed in capitals", _rename(lambda file: file.name.upper())),
    _file_kind("renamed with a space", _rename(lambda file: f"{file.stem} {file.suffix}")),
    _file_kind("moved", _move),
    _file_kind("a copy beside", _beside(lambda file: f"{file.stem} (copy){file.suffix}")),
    _file_kind("an .orig beside", _beside(lambda file: f"{file.name}.orig")),
    _file_kind("a note beside", _beside(lambda _: "todo.txt", b"ask again\n")),
    _file_kind("a backup of an editor", _beside(lambda file: f"{file.name}~"), ignorable=True),
    _file_kind("a hidden copy", _beside(lambda file: f".{file.name}.swp"), ignorable=True),
    _file_kind("an AppleDouble", _beside(lambda file: f"._{file.name}", bytes(82)), ignorable=True),
    _file_kind(
        "an archive's folder", _beside(lambda f: f"__MACOSX/{f.name}", b"\0"), ignorable=True
    ),
    _file_kind(
        "a notebook's folder", _beside(lambda f: f".ipynb_checkpoints/{f.name}"), ignorable=True
    ),
    _file_kind("an editor's lock", _dangling_lock, ignorable=True),
]
