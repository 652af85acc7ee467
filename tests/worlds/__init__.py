"""Small cities for tests, built only through actions."""
