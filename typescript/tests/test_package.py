"""The package as a whole: what is in it, its own tests, and what its README shows."""

import json
import shutil
import tarfile
from pathlib import Path

from conformance.service import Service
from tests.architecture.documents import blocks
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


def test_it_is_packed_whole_from_a_checkout_where_nothing_is_built(tmp_path: Path) -> None:
    (tmp_path / "tests" / "contract").mkdir(parents=True)
    for name in ("LICENSE", "tests/contract/openapi.json"):
        shutil.copy(CHECKOUT / name, tmp_path / name)
    ignored = shutil.ignore_patterns("dist", "LICENSE", "schema.ts", "node_modules", "tests")
    package = Path(shutil.copytree(PACKAGE, tmp_path / "typescript", ignore=ignored))
    (package / "node_modules").symlink_to(PACKAGE / "node_modules")
    done = run("npm", "pack", "--silent", folder=package)
    assert done.succeeded, done.output
    (archive,) = package.glob("*.tgz")
    with tarfile.open(archive) as files:
        names = {name.removeprefix("package/") for name in files.getnames()}
    assert {"LICENSE", "README.md", "dist/index.js", "dist/index.d.ts", "dist/schema.d.ts"} <= names
    assert f"/{archive.name}" in README, "the README installs another file"


def test_what_is_packed_is_what_is_imported_and_nothing_else(project: Path) -> None:
    package = project / "node_modules" / "policyfacts-client"
    files = {str(file.relative_to(package)) for file in package.rglob("*") if file.is_file()}
    modules = {file.stem for file in (PACKAGE / "src").glob("*.ts")}
    built = {f"dist/{module}{end}" for module in modules for end in (".js", ".d.ts")}
    assert files == {"LICENSE", "README.md", "package.json"} | built


def test_it_bears_the_version_of_the_contract_and_needs_nothing() -> None:
    package = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))
    contract = json.loads((CHECKOUT / "tests/contract/openapi.json").read_text(encoding="utf-8"))
    assert package["version"] == contract["info"]["version"]
    assert "dependencies" not in package
