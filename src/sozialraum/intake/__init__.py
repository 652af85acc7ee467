"""Files in: read, recognise, harmonise, check, stage."""
