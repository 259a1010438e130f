"""The files for deployments name variables, options, ports and addresses that there are."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.testclient import TestClient
from typer.main import get_command

from policyfacts.cli import app as cli
from policyfacts.settings import Settings

CHECKOUT = Path(__file__).parent.parent.parent
DEPLOY = CHECKOUT / "examples" / "deploy"
DOCKERFILE = (CHECKOUT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
KUBERNETES = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")))


def container() -> dict[str, Any]:
    """Return the container of the deployment on Kubernetes."""
    (deployment,) = (entry for entry in KUBERNETES if entry["kind"] == "Deployment")
    (only,) = deployment["spec"]["template"]["spec"]["containers"]
    assert isinstance(only, dict)
    return only


def commands() -> dict[str, list[str]]:
    """Return the arguments of the command by the file that gives them."""
    last = re.findall(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)[-1]
    return {
        "Dockerfile": json.loads(last),
        "compose.yaml": COMPOSE["services"]["policyfacts"]["command"],
        "kubernetes.yaml": container()["args"],
    }


def variables() -> set[str]:
    """Return the variables that all files set."""
    return {
        *re.findall(r"\bPOLICYFACTS_\w+", DOCKERFILE),
        *COMPOSE["services"]["policyfacts"]["environment"],
        *(variable["name"] for variable in container()["env"]),
    }


@pytest.mark.parametrize("file", commands())
def test_command_of_a_deployment_is_understood(file: str) -> None:
    name, *options = commands()[file]
    command = get_command(cli)
    with command.make_context("policyfacts", [name, "--help"], resilient_parsing=True):
        serve = command.get_command(None, name)  # type: ignore[attr-defined]
        context = serve.make_context(name, list(options))
    assert context.params["load"] is True


def test_variables_of_deployments_are_read_by_the_command() -> None:
    serve = get_command(cli).get_command(None, "serve")  # type: ignore[attr-defined]
    of_options = {parameter.envvar for parameter in serve.params if parameter.envvar}
    of_settings = {f"POLICYFACTS_{name.upper()}" for name in Settings.model_fields}
    assert variables() <= of_options | of_settings


def test_probes_and_the_health_check_ask_what_answers(client: TestClient) -> None:
    probes = ("startupProbe", "livenessProbe", "readinessProbe")
    paths = {container()[probe]["httpGet"]["path"] for probe in probes}
    paths |= set(re.findall(r"'GET', '([^']+)'", DOCKERFILE))
    assert paths == {"/health/live", "/health/ready"}
    assert {client.get(path).status_code for path in paths} == {200}


def test_everything_agrees_on_the_port() -> None:
    (port,) = re.findall(r"POLICYFACTS_LISTEN_PORT=(\d+)", DOCKERFILE)
    assert f"EXPOSE {port}" in DOCKERFILE
    assert COMPOSE["services"]["policyfacts"]["ports"] == [f"{port}:{port}"]
    assert [str(entry["containerPort"]) for entry in container()["ports"]] == [port]


def test_requests_have_less_time_than_the_container_has_to_stop() -> None:
    seconds = {
        file: int(arguments[arguments.index("--graceful-seconds") + 1])
        for file, arguments in commands().items()
    }
    assert seconds["Dockerfile"] <= 10 - 3
    assert seconds["compose.yaml"] + 3 <= int(
        COMPOSE["services"]["policyfacts"]["stop_grace_period"].removesuffix("s")
    )
    assert seconds["kubernetes.yaml"] < 30
