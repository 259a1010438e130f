"""What every door of the service shares over HTTP: context, URLs, negotiation, ETags, bodies, streaming."""
