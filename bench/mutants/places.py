"""Damages of files as a whole: what disks, editors, archives and other programs leave behind."""

import os
import random
from collections.abc import Callable
from pathlib import Path

from bench.mutants.damage import ROWS, Damage, Kind, draw, path_in

_MANY = 4_096
Change = Callable[[random.Random, Path], object]


def _whole(
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


def _move(rng: random.Random, file: Path) -> None:
    """Move a file to another folder of the seed, where nothing of its name is read."""
    seed = next(parent for parent in file.parents if (parent / "vocabulary").is_dir())
    folders = [path for path in sorted(seed.rglob("*")) if path.is_dir() and path != file.parent]
    target = rng.choice([path for path in folders if path.name != "facts"])
    file.rename(target / f"moved-{file.name}")


KINDS = [
    _whole("emptied", _rewrite(lambda _: b"")),
    _whole("only a line end", _rewrite(lambda _: b"\n")),
    _whole("zeroed", _rewrite(lambda data: bytes(len(data)))),
    _whole("garbage", lambda rng, file: file.write_bytes(rng.randbytes(_MANY))),
    _whole("prose", _rewrite(lambda _: b"The quick brown fox jumps over the lazy dog.\n")),
    _whole("another program's", _rewrite(lambda _: b"\x89PNG\r\n\x1a\n" + bytes(64))),
    _whole("UTF-16", _rewrite(lambda data: data.decode().encode("utf-16"))),
    _whole("cut off", _truncate, ROWS, ignorable=True),
    _whole("a byte that is not UTF-8", _insert(b"\xff")),
    _whole("half a letter", _insert(b"\xd0")),
    _whole("a byte order mark", _rewrite(lambda data: b"\xef\xbb\xbf" + data), ignorable=True),
    _whole("CRLF", _rewrite(lambda data: data.replace(b"\n", b"\r\n")), ignorable=True),
    _whole("CR", _rewrite(lambda data: data.replace(b"\n", b"\r")), ignorable=True),
    _whole("no last line end", _rewrite(lambda data: data.rstrip(b"\n")), ignorable=True),
    _whole("conflict marks", _rewrite(lambda data: b"<<<<<<< ours\n" + data + b">>>>>>> theirs\n")),
    _whole("gone", lambda _, file: file.unlink()),
    _whole("a folder", _replace_by(Path.mkdir)),
    _whole("a FIFO", _replace_by(os.mkfifo)),
    _whole("a dangling link", _replace_by(lambda file: file.symlink_to("nowhere"))),
    _whole("a looping link", _replace_by(lambda file: file.symlink_to(file.name))),
    _whole("a link to a folder", _replace_by(lambda file: file.symlink_to("."))),
    _whole("a link to a device", _replace_by(lambda file: file.symlink_to("/dev/zero"))),
    _whole("renamed .bak", _rename(lambda file: f"{file.name}.bak")),
    _whole("renamed .yml", _rename(lambda file: f"{file.stem}.yml")),
    _whole("renamed in capitals", _rename(lambda file: file.name.upper())),
    _whole("renamed with a space", _rename(lambda file: f"{file.stem} {file.suffix}")),
    _whole("moved", _move),
    _whole("a copy beside", _beside(lambda file: f"{file.stem} (copy){file.suffix}")),
    _whole("an .orig beside", _beside(lambda file: f"{file.name}.orig")),
    _whole("a note beside", _beside(lambda _: "todo.txt", b"ask again\n")),
    _whole("a backup of an editor", _beside(lambda file: f"{file.name}~"), ignorable=True),
    _whole("a hidden copy", _beside(lambda file: f".{file.name}.swp"), ignorable=True),
    _whole("an AppleDouble", _beside(lambda file: f"._{file.name}", bytes(82)), ignorable=True),
    _whole("an archive's folder", _beside(lambda f: f"__MACOSX/{f.name}", b"\0"), ignorable=True),
    _whole(
        "a notebook's folder", _beside(lambda f: f".ipynb_checkpoints/{f.name}"), ignorable=True
    ),
    _whole("an editor's lock", _dangling_lock, ignorable=True),
]
