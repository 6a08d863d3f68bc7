"""What decides about certificates, for whoever opens a line."""

import ssl

from mexbadge.deliver import libraries

__all__ = ["context_of"]


def context_of(ca_file: str | None) -> ssl.SSLContext:
    """Return the operating system's trust store, or the one file that was named; TLS 1.2 at least.

    Raises :class:`OSError` for a file that cannot be read or holds no certificate.
    """
    if ca_file is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cafile=ca_file)
    else:
        context = libraries.truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
