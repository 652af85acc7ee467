"""Integrated social-space planning for municipalities."""
