"""The house keeps its words: nouns for variables, verbs for functions, the field's own terms.

`python -m tests.architecture.test_words app/policyfacts/search` lists what a folder still has.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent.parent
FILES = sorted((CHECKOUT / "app").rglob("*.py"))
OTHER_FILES = sorted(
    file
    for folder in ("bench", "conformance", "examples", "scripts", "tests")
    for file in (CHECKOUT / folder).rglob("*.py")
    if "node_modules" not in file.parts
)
# Words that stand where a noun would say what the thing is.
NO_NAMES = frozenset(
    "it its asked asking said saying held holding found finding known told wanted meant heard"
    " given made kept taken seen shown written whole thing things stuff".split()
)
# Words by which a docstring of a function begins that does not say what the function does.
NO_BEGINNINGS = frozenset(
    "a all an and any as at both by each every for from how if in it its many most no none not"
    " nothing of on one only or other our several some such that the their these they this those"
    " to two under what whatever when where whether which who whoever whole why with".split()
)
ROUTES = ("get", "post")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def bound_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield each name that the source gives to a variable, parameter, function or class."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield node.lineno, name
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
                | ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
            ):
                yield node.lineno, name


def is_property(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Return True where the function is read like an attribute, and is named like one."""
    names = {ast.unparse(decorator).rpartition(".")[2] for decorator in function.decorator_list}
    return bool(names & {"property", "cached_property"})


def is_route(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Return True where the docstring is a description in the contract, for readers of the API."""
    calls = [node.func for node in function.decorator_list if isinstance(node, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in ROUTES for call in calls)


def first_words(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the first word of the docstring of each function that is no property and no route."""
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS) and not is_property(node) and not is_route(node):
            docstring = ast.get_docstring(node)
            if docstring:
                yield node.lineno, docstring.split()[0]


def riddle_names(source: str) -> list[str]:
    """List the names of a source that do not say what they name, each with its line."""
    return [
        f"line {line}: the name '{name}'"
        for line, name in bound_names(ast.parse(source))
        if name.strip("_") in NO_NAMES
    ]


def riddles(source: str) -> list[str]:
    """List the names and first words of a source that say nothing, each with its line."""
    beginnings = [
        f"line {line}: a docstring begins with '{word}'"
        for line, word in first_words(ast.parse(source))
        if word.strip(".,:;").lower() in NO_BEGINNINGS
    ]
    return riddle_names(source) + beginnings


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(CHECKOUT)))
def test_names_are_nouns_and_docstrings_of_functions_begin_with_a_verb(file: Path) -> None:
    assert riddles(file.read_text(encoding="utf-8")) == []


def test_names_outside_the_package_are_nouns() -> None:
    names_by_file = {
        str(file.relative_to(CHECKOUT)): names
        for file in OTHER_FILES
        if (names := riddle_names(file.read_text(encoding="utf-8")))
    }
    assert names_by_file == {}


def test_the_check_sees_each_kind_of_riddle() -> None:
    assert riddles("for it in range(3):\n    pass\n") == ["line 1: the name 'it'"]
    assert riddles("def ask(found):\n    pass\n") == ["line 1: the name 'found'"]
    assert riddles("def ask():\n    '''What is asked.'''\n") == [
        "line 1: a docstring begins with 'What'"
    ]
    assert riddles("def ask():\n    '''Return the answer.'''\n    answer = 1\n") == []


if __name__ == "__main__":
    for path in sorted(Path(sys.argv[1]).rglob("*.py")):
        for riddle in riddles(path.read_text(encoding="utf-8")):
            sys.stdout.write(f"{path}: {riddle}\n")
