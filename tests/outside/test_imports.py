"""What other programs import: the modules that documents and examples name, and all they offer."""

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints, is_typeddict

from tests.outside.evidence import Check

CHECKOUT = Path(__file__).parent.parent.parent
PUBLIC = {
    "policyfacts": ["__version__"],
    "policyfacts.cli": ["main"],
    "policyfacts.client": sorted(import_module("policyfacts.client").__all__),
    "policyfacts.settings": ["Settings"],
    "policyfacts.web": sorted(import_module("policyfacts.web").__all__),
}
NAMES = {name for names in PUBLIC.values() for name in names}


def test_what_others_import_is_as_frozen(check: Check) -> None:
    offered = {
        module: {name: described(getattr(import_module(module), name)) for name in names}
        for module, names in PUBLIC.items()
    }
    check("imports", offered)


def test_every_import_that_documents_show_is_frozen() -> None:
    files = [
        CHECKOUT / "README.md",
        *CHECKOUT.glob("docs/*.md"),
        *CHECKOUT.rglob("examples/**/*.py"),
    ]
    imports = {pair for file in files for pair in imports_in(file)}
    assert ("policyfacts.web", "create_app") in imports
    assert [(module, name) for module, name in imports if name not in PUBLIC.get(module, ())] == []


def imports_in(file: Path) -> Iterator[tuple[str, str]]:
    """Yield modules of ours and what is imported from them, in a program or a document."""
    text = file.read_text(encoding="utf-8")
    for line in re.findall(r"(?m)^(?:>>> |\s*)(from policyfacts[\w.]* import [\w, ]+)$", text):
        for node in ast.parse(line).body:
            if isinstance(node, ast.ImportFrom) and node.module:
                yield from ((node.module, alias.name) for alias in node.names)


def described(public: Any) -> Any:
    """Give what callers must know: how a thing is called, and its public members."""
    if is_typeddict(public):
        hints = get_type_hints(public, include_extras=True)
        return {name: plain(inspect.formatannotation(hints[name])) for name in sorted(hints)}
    if not inspect.isclass(public):
        return call_of(public) if inspect.isroutine(public) else plain(repr(public))
    own = [cls for cls in public.__mro__ if cls.__module__.partition(".")[0] == "policyfacts"]
    members = {name: member for cls in reversed(own) for name, member in vars(cls).items()}
    return {
        "bases": [cls.__name__ for cls in public.__mro__ if cls.__name__ in NAMES][1:],
        "signature": signature_of(public),
        **{name: kind_of(members[name], public) for name in sorted(members) if is_public(name)},
    }


def signature_of(cls: type) -> str:
    """Give how instances are made; the versions of Python differ on that of exceptions."""
    own = next(base for base in cls.__mro__ if "__init__" in vars(base))
    is_plain = issubclass(cls, BaseException) and own.__module__ == "builtins"
    return "" if is_plain else call_of(cls)


def is_public(name: str) -> bool:
    """Tell whether callers may use a member of a class."""
    return not name.startswith("_") and name != "model_config"


def kind_of(member: Any, cls: Any) -> str:
    """Give how a method is called on an instance; or what else a member is."""
    if inspect.isdatadescriptor(member) or not hasattr(member, "__get__"):
        return type(member).__name__
    return call_of(member.__get__(cls.__new__(cls), cls))


def call_of(function: Any) -> str:
    """Give the public parameters and what is returned, unless that is of a class of our own."""
    signature = inspect.signature(function)
    public = [each for each in signature.parameters.values() if not each.name.startswith("_")]
    returned = signature.return_annotation
    returned = inspect.Signature.empty if isinstance(returned, str) else returned
    return plain(str(signature.replace(parameters=public, return_annotation=returned)))


def plain(text: str) -> str:
    """Give the text without modules, and without names that no other program can import."""
    # As Python writes it from 3.13 on.
    text = re.sub(r"\*<class '([^']+)'>", r"Unpack[\1]", text).replace("typing.", "")
    text = re.sub(r"(?<=[\[ ])(?:[~+]\w+|TypeVar\b)", "...", text)
    return re.sub(
        r"(?<![\w/])policyfacts(?:\.\w+)*\.(\w+)",
        lambda match: match[1] if match[1] in NAMES else "...",
        text,
    )
