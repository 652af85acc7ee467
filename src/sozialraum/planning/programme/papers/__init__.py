"""Documents of decisions, said once for the page and for paper."""
