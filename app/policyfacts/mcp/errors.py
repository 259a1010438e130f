"""Why assistants are not answered at all, with the HTTP status of each."""

from policyfacts.errors import FactsError


class UnlistedOrigin(FactsError):
    """A page of an origin that is not on the operator's list asks what only assistants do."""

    code = "unlisted_origin"
    status = 403
    title = "Refused to this origin"


class AssistantsNotInstalled(FactsError):
    """The service is installed without the extra `mcp`."""

    code = "assistants_not_installed"
    status = 501
    title = "Installed without assistants"
    is_expected = True


class AssistantsNotRunning(FactsError):
    """The application that mounts the service does not enter the lifespan that assistants need."""

    code = "assistants_not_running"
    status = 503
    title = "Assistants are not running"
    is_expected = True
