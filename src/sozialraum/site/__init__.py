"""Settings, addresses, base templates, components, static files and the embedded database."""
