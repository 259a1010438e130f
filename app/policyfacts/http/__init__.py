"""What all doors share over HTTP: context, URLs, formats, ETags, bodies, streams."""
