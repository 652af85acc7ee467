"""Generated cases are the same in every run, and a busy machine fails none of them."""

from hypothesis import settings

settings.register_profile("methods", deadline=None, derandomize=True)
settings.load_profile("methods")
