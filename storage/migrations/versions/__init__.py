"""One module for each change of the schema, named by its number."""
