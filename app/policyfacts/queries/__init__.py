"""SQL that reads; no other room builds it. Statements are made once and bound per request."""
