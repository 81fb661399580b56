"""Being here, it lets the tests of the folders below import the helpers that lie beside it."""
