"""Documents of the programme, said once for the page and for paper."""
