"""What counts and reads models, loaded when it is needed: NumPy, SciPy and safetensors are an extra."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = [
    "SafetensorError",
    "csr_array",
    "erf",
    "load_file",
    "min_weight_full_bipartite_matching",
    "np",
    "snowballstemmer",
]

if TYPE_CHECKING:
    import numpy as np
    import snowballstemmer
    from safetensors import SafetensorError
    from safetensors.numpy import load_file
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching
    from scipy.special import erf
else:
    __getattr__ = late(
        {
            "SafetensorError": "safetensors:SafetensorError",
            "csr_array": "scipy.sparse:csr_array",
            "erf": "scipy.special:erf",
            "load_file": "safetensors.numpy:load_file",
            "min_weight_full_bipartite_matching": "scipy.sparse.csgraph:min_weight_full_bipartite_matching",
            "np": "numpy",
            "snowballstemmer": "snowballstemmer",
        }
    )
