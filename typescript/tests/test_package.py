"""The package as a whole: what is in it, its own tests, and what its README shows."""

import json
from pathlib import Path

from architecture.documents import blocks
from judges.service import Service
from typescript.tests.running import CHECKOUT, PACKAGE, SHOWN_ADDRESS, run

README = (PACKAGE / "README.md").read_text(encoding="utf-8")
TYPESCRIPT = PACKAGE / "node_modules" / ".bin" / "tsc"


def test_its_own_tests_pass_against_the_running_service(service: Service) -> None:
    files = sorted((PACKAGE / "tests").glob("*.test.ts"))
    assert files
    done = run("node", "--test", *files, POLICYFACTS_ADDRESS=service.address)
    assert done.succeeded, done.output


def test_the_readme_runs_as_written_and_prints_what_it_shows(
    service: Service, project: Path
) -> None:
    (program,), (printed,) = blocks(README, "ts"), blocks(README, "text")
    (project / "readme.ts").write_text(program.replace(SHOWN_ADDRESS, service.address))
    done = run("node", "readme.ts", folder=project)
    assert done.output == printed


def test_the_readme_compiles_in_a_project_of_its_own(project: Path) -> None:
    (program,) = blocks(README, "ts")
    (project / "compiled.ts").write_text(program)
    options = ("--strict", "--noEmit", "--skipDefaultLibCheck", "--module", "nodenext")
    done = run(TYPESCRIPT, *options, "compiled.ts", folder=project)
    assert done.succeeded, done.output


def test_what_is_packed_is_what_is_imported_and_nothing_else(project: Path) -> None:
    package = project / "node_modules" / "policyfacts-client"
    files = {str(it.relative_to(package)) for it in package.rglob("*") if it.is_file()}
    modules = {it.stem for it in (PACKAGE / "src").glob("*.ts")}
    built = {f"dist/{module}{end}" for module in modules for end in (".js", ".d.ts")}
    assert files == {"LICENSE", "README.md", "package.json"} | built


def test_it_bears_the_version_of_the_contract_and_needs_nothing() -> None:
    package = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))
    contract = json.loads((CHECKOUT / "tests/contract/openapi.json").read_text(encoding="utf-8"))
    assert package["version"] == contract["info"]["version"]
    assert "dependencies" not in package
