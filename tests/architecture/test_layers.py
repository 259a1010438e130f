"""Limits on files, functions and imports, beyond what import-linter checks."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent.parent
FILES = sorted((CHECKOUT / "app").rglob("*.py"))
MAX_FILE_LINES = 250
MAX_BODY_LINES = 40
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Libraries that come with another one, which the package declares instead.
PART_OF = {
    "httptools": "uvicorn",
    "markupsafe": "jinja2",
    "mcp-types": "mcp",
    "pydantic-core": "pydantic",
    "starlette": "fastapi",
}
IMPORTS = (ast.Import, ast.ImportFrom)


def name_of(file: Path) -> str:
    return str(file.relative_to(CHECKOUT))


def long_bodies(source: str) -> list[str]:
    """Return the functions whose body, docstring apart, has too many lines."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, FUNCTIONS) and lines_of_body(node) > MAX_BODY_LINES
    ]


def lines_of_body(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body and body[-1].end_lineno else 0


def hidden_imports(source: str) -> list[int]:
    """Return the lines of imports inside functions."""
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, FUNCTIONS))
    inside = chain.from_iterable(ast.walk(function) for function in functions)
    return sorted({node.lineno for node in inside if isinstance(node, IMPORTS)})


def third_party_imports(source: str) -> Iterator[str]:
    """Yield the top-level names of imports from other distributions."""
    for node in ast.walk(ast.parse(source)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        for name in names:
            top = name.partition(".")[0]
            if top != "policyfacts" and top not in sys.stdlib_module_names:
                yield top


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_files_and_functions_stay_small_and_import_at_the_top(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= MAX_FILE_LINES
    assert long_bodies(source) == []
    assert hidden_imports(source) == []


def test_checks_report_long_bodies_and_hidden_imports() -> None:
    lines = "\n".join("    pass" for _ in range(41))
    assert long_bodies(f"def long():\n    '''What it does.'''\n{lines}\n") == ["long"]
    assert long_bodies(f"def fits():\n    '''What it does.'''\n{lines[9:]}\n") == []
    assert hidden_imports("import os\n\n\ndef late():\n    if True:\n        import re\n") == [6]


def test_every_imported_package_is_declared() -> None:
    # An undeclared import would work here, where test tools are installed, and fail elsewhere.
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = chain.from_iterable(project["optional-dependencies"].values())
    declared = [*project["dependencies"], *extras]
    required = {re.split(r"[^\w.-]", line, maxsplit=1)[0].lower() for line in declared}
    provided = packages_distributions()
    for file in FILES:
        for top in third_party_imports(file.read_text(encoding="utf-8")):
            names = {provider.lower().replace("_", "-") for provider in provided[top]}
            providers = {PART_OF.get(name, name) for name in names}
            assert providers & required, f"{name_of(file)} imports {top}"


def test_package_and_its_metadata_have_the_same_version() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    source = (CHECKOUT / "app" / "policyfacts" / "__init__.py").read_text(encoding="utf-8")
    assert f'__version__ = "{project["version"]}"' in source
