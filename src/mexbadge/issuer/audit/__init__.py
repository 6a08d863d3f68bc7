"""Register, published lists, files and ledger, compared."""
