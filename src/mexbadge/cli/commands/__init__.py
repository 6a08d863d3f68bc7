"""One module for each family of commands; :class:`mexbadge.cli.table.Command` says what it holds for each of them."""
