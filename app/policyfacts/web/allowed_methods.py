"""Which methods a path has, for the Allow header."""

from fastapi import Request
from fastapi.routing import iter_route_contexts

from policyfacts.http.urls import service_path


def allowed_methods(request: Request) -> list[str]:
    """List the methods of the routes that have the path; files and pages are there to be read."""
    path = service_path(request.scope)
    matching = [
        route
        for route in iter_route_contexts(request.app.routes)
        if route.methods and route.path_regex.match(path)
    ]
    # `/v1/facts/search` matches the path of a fact as well, and refuses to be read itself.
    exact = [route for route in matching if route.path == path] or matching
    routes = [route for route in exact if route.include_in_schema] or exact
    allowed = {method for route in routes for method in route.methods or ()} or {"GET"}
    return sorted(allowed | {"HEAD"} if "GET" in allowed else allowed)
