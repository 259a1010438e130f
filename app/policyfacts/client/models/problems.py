"""What goes wrong, as RFC 9457 problem details."""

from policyfacts.client.models.base import Model


class ParameterProblem(Model):
    """One thing wrong with one parameter, and what was probably meant."""

    parameter: str
    code: str
    message: str
    did_you_mean: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


class Problem(Model):
    """What went wrong; what stands before the service may say less of it than the service does."""

    type: str = "about:blank"
    title: str = ""
    status: int
    code: str = ""
    detail: str
    instance: str = ""
    errors: tuple[ParameterProblem, ...] = ()
    request_id: str = ""
