"""A program of two processes, which send answers that no pipe takes at once, until it is ended."""

from collections import deque

from mexbadge.cli.processes import processes
from mexbadge.errors import InputError

LARGE = 2_000_000


def begin(given: int) -> None:
    """Do nothing."""
    del given


def much(size: int) -> bytes:
    """Return so many bytes."""
    return bytes(size)


def main() -> int:
    """Work until it is interrupted (130), or until a process is ended by somebody else (2)."""
    try:
        with processes(2, begin, 0) as pool:
            print("ready", flush=True)  # noqa: T201 - whoever started it waits for this
            waiting = deque(pool.submit(much, LARGE) for _ in range(6))
            while True:
                waiting.popleft().result()
                waiting.append(pool.submit(much, LARGE))
    except KeyboardInterrupt:
        return 130
    except InputError as error:
        return 2 if error.code == "cli_process_ended" else 1


if __name__ == "__main__":
    raise SystemExit(main())
