"""The kinds of arrays that go into the methods and come out of them."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
SmallInts: TypeAlias = npt.NDArray[np.int8]
Mask: TypeAlias = npt.NDArray[np.bool_]
Sparse: TypeAlias = Any  # scipy.sparse.csr_array; scipy carries no types


def floats(values: npt.ArrayLike, name: str, *, like: Floats | None = None) -> Floats:
    """The values as float64 without copying where they are that already.

    Raises ValueError where `like` is given and the shapes differ; infinite values are an error too, since
    they can only come from a division somebody has done before and outside of here.
    """
    array = np.asarray(values, dtype=np.float64)
    if like is not None and array.shape != like.shape:
        raise ValueError(f"{name} has shape {array.shape}, expected {like.shape}")
    if bool(np.isinf(array).any()):
        raise ValueError(f"{name} holds infinite values")
    return array


def mask(values: npt.ArrayLike | None, n: int, name: str, *, default: bool) -> Mask:
    """A mask of shape (n,); None means the default everywhere."""
    if values is None:
        return np.full(n, default)
    array = np.asarray(values)
    if array.dtype != np.bool_ or array.shape != (n,):
        raise ValueError(f"{name} must be a boolean array of shape ({n},), got {array.dtype} {array.shape}")
    return array
