"""``python -m fuzz.child TARGET FOLDER [LIBFUZZER OPTIONS]``: fuzz one target; mexbadge alone is instrumented."""

import sys
from importlib import import_module

import atheris


def main() -> None:
    """Import the target under instrumentation and hand it to libFuzzer, which ends the process."""
    target, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["mexbadge"]):
        module = import_module(f"fuzz.fuzz_{target}")
    atheris.Setup([sys.argv[0], *options], module.one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
