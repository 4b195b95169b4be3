"""The whole lifecycle as one page for a browser, without a server."""
