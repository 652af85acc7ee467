"""Documents of the reports, said once for the page and for paper."""
