"""One module for each command: ``EXAMPLES``, ``configure(parser)`` and ``run(arguments, console) -> exit code``."""
