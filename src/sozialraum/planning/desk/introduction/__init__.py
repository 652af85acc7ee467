"""The assistant for a city that begins: what of the model stands, what is missing, who does it next."""
