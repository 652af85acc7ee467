"""Documents of a session: what is said once, and shown as a page and as a PDF."""
