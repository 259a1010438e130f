"""Tools for assistants, over the Model Context Protocol: at `/mcp`, and over standard input.

They ask the service's own API inside the process, so that nothing is read or refused in two ways.
"""

from policyfacts.mcp.endpoint import McpEndpoint, serve_stdio

__all__ = ["McpEndpoint", "serve_stdio"]
