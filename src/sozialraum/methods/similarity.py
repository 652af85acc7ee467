"""How likely two voices mean the same: rare words in common, near to each other, alike in subject and space.

    weight of a word       idf(w) = ln(1 + N / n_w)               N voices, n_w of them hold it
    words in common        Σ idf(shared) / √( Σ idf(own) · Σ idf(other) )
    nearness               exp( −d / 400 m ), d by the haversine formula
    Lebenslagen in common  |A ∩ B| / |A ∪ B|
    similarity             Σ_j w_j·s_j / Σ_j w_j                  over the parts j that are known of both

Sources: Spärck Jones (1972), A statistical interpretation of term specificity and its application in retrieval,
Journal of Documentation 28; Ochiai (1957), whose coefficient (the cosine of two sets) is weighted here; Jaccard
(1901); Gower (1971), A general coefficient of similarity and some of its properties, Biometrics 27, for the mean over
what is known of both.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from sozialraum.methods.arrays import Floats, floats

EARTH_RADIUS = 6_371_000.0  # metres, of the sphere with the same volume
SCALE = 400.0  # metres after which nearness has fallen to 37 %: five minutes on foot
WEIGHTS: Mapping[str, float] = {"words": 0.6, "nearness": 0.2, "dimensions": 0.1, "space": 0.1}


def word_weights(seen: npt.ArrayLike, voices: float) -> Floats:
    """What each word says: much where few voices hold it. seen: numbers of voices >= 0; below 1 counts as 1.

    Always above 0, so that equal texts are alike in whatever words they have. Raises ValueError for negative numbers.
    """
    n = floats(seen, "seen")
    if voices < 0 or bool(np.any(n < 0)):
        raise ValueError("numbers of voices can't be negative")
    weights: Floats = np.log1p(np.maximum(voices, 1.0) / np.maximum(n, 1.0))
    return weights


def words_in_common(shared: npt.ArrayLike, own: npt.ArrayLike, other: npt.ArrayLike) -> Floats:
    """Sums of the weights of the words: in both, in the one, in the other. 0 to 1; 0 where one has no words."""
    both, a, b = np.broadcast_arrays(floats(shared, "shared"), floats(own, "own"), floats(other, "other"))
    size = np.sqrt(a * b)
    part: Floats = np.divide(both, size, out=np.zeros(size.shape), where=size > 0)
    return np.clip(part, 0.0, 1.0)


def distance(
    longitude: float, latitude: float, longitudes: npt.ArrayLike, latitudes: npt.ArrayLike
) -> Floats:
    """Metres from one point to others, all in degrees; NaN where a place is not known."""
    here, there = np.radians(float(latitude)), np.radians(floats(latitudes, "latitudes"))
    east = np.radians(floats(longitudes, "longitudes") - float(longitude))
    half = np.sin((there - here) / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin(east / 2) ** 2
    metres: Floats = 2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return metres


def nearness(metres: npt.ArrayLike, scale: float = SCALE) -> Floats:
    """1 at the same point, 0.37 at `scale` metres, towards 0 beyond; NaN stays NaN."""
    near: Floats = np.exp(-floats(metres, "metres") / scale)
    return near


def shared_part(shared: npt.ArrayLike, together: npt.ArrayLike) -> Floats:
    """Jaccard's coefficient from the sizes of intersection and union; NaN where both are empty."""
    both, union = np.broadcast_arrays(floats(shared, "shared"), floats(together, "together"))
    part: Floats = np.divide(both, union, out=np.full(union.shape, np.nan), where=union > 0)
    return part


def similarity(parts: Mapping[str, npt.ArrayLike], weights: Mapping[str, float] = WEIGHTS) -> Floats:
    """One figure, 0 to 1, from parts of 0 to 1 each: the mean by weight over the parts that are known (not NaN).

    parts: arrays of the same shape (n,) by the names of the weights. Nothing known: 0. Raises KeyError for a part
    without weight and ValueError for shapes that don't fit.
    """
    names = list(parts)
    columns = [floats(parts[name], name) for name in names]
    if not columns or any(column.shape != columns[0].shape for column in columns):
        raise ValueError("parts must be one or more arrays of the same shape (n,)")
    s = np.stack(columns)
    w = np.array([weights[name] for name in names])[:, None] * ~np.isnan(s)
    total = w.sum(axis=0)
    known: Floats = (w * np.nan_to_num(s)).sum(axis=0)
    mean: Floats = np.divide(known, total, out=np.zeros(total.shape), where=total > 0)
    return mean
