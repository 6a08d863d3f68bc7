"""Reports of an exchange: pure, values in and values out; what is read of the register stands in ``gathering``."""
