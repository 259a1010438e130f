"""openapi-python-client generates a client; mypy checks it, and every operation is called."""

from pathlib import Path

from conformance.checks import Check, Report
from conformance.service import Service
from conformance.tools import HERE, run

# The generator's names after the title of the contract.
_PROJECT = "policyfacts-client"
_PACKAGE = "policyfacts_client"


def _generate_and_call(service: Service, folder: Path) -> Report:
    generated = run(
        "openapi-python-client",
        "generate",
        f"--url={service.address}/openapi.json",
        f"--config={HERE / 'python_client.yaml'}",
        f"--output-path={_PROJECT}",
        "--fail-on-warning",
        folder=folder,
    )
    typed = run("mypy", "--strict", _PACKAGE, folder=folder / _PROJECT)
    # A process of its own, which imports the new client by its name.
    calls = run(
        "python",
        HERE / "python_client_calls.py",
        service.address,
        folder=folder,
        settings={"PYTHONPATH": str(folder / _PROJECT)},
    )
    subject = calls.output.splitlines()[-1] if calls.succeeded else "every operation"
    return Report(subject, generated.objections + typed.objections + calls.objections)


CHECKS = [Check("openapi-python-client", _generate_and_call)]
