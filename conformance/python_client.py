"""openapi-python-client makes a client of the contract; mypy reads it, and every call is made."""

from pathlib import Path

from conformance.checks import Check, Report
from conformance.service import Service
from conformance.tools import HERE, run

# As the generator names them after the title of the contract.
_PROJECT = "policyfacts-client"
_PACKAGE = "policyfacts_client"


def _generate_and_call(service: Service, folder: Path) -> Report:
    made = run(
        "openapi-python-client",
        "generate",
        f"--url={service.address}/openapi.json",
        f"--config={HERE / 'python_client.yaml'}",
        f"--output-path={_PROJECT}",
        "--fail-on-warning",
        folder=folder,
    )
    typed = run("mypy", "--strict", _PACKAGE, folder=folder / _PROJECT)
    # A process of its own: the client is made anew, and imports by its own name.
    calls = run(
        "python",
        HERE / "python_client_calls.py",
        service.address,
        folder=folder,
        settings={"PYTHONPATH": str(folder / _PROJECT)},
    )
    subject = calls.output.splitlines()[-1] if calls.succeeded else "every operation"
    return Report(subject, made.objections + typed.objections + calls.objections)


CHECKS = [Check("openapi-python-client", _generate_and_call)]
