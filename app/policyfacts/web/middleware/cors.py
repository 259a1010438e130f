"""Cross-origin requests (CORS); a refused preflight is answered with a problem."""

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from policyfacts.errors import FactsError
from policyfacts.web.error_handlers import make_problem


class RefusedPreflight(Response):
    """A refused preflight."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a problem that has the headers of the refusal."""
        failure = FactsError(bytes(self.body).decode() + ".")
        failure.status, failure.code, failure.title = 400, "cors_refused", "Refused to this origin"
        problem = make_problem(scope, failure)
        own = ("content-length", "content-type")
        problem.headers.update({k: v for k, v in self.headers.items() if k not in own})
        await problem(scope, receive, send)


class ProblemCORSMiddleware(CORSMiddleware):
    """Starlette's, but for the body of a refusal."""

    def preflight_response(self, request_headers: Headers) -> Response:
        """Allow, or refuse with a problem."""
        answer = super().preflight_response(request_headers)
        if answer.status_code == 200:
            return answer
        return RefusedPreflight(answer.body, answer.status_code, dict(answer.headers))
