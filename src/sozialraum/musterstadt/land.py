"""Land by use, in hectares; as surveyed, with little change over the years."""

from __future__ import annotations

import numpy as np

from sozialraum.musterstadt.blocks import Blocks
from sozialraum.musterstadt.plan import KINDS
from sozialraum.musterstadt.tally import Columns

USES = ("residential", "industry", "traffic", "recreation", "agriculture", "forest", "water")
# Share of a block's land by use; what is left belongs to public buildings.
SHARES = {
    "old_town": (0.52, 0.10, 0.22, 0.06, 0, 0, 0), "gruenderzeit": (0.60, 0.08, 0.20, 0.07, 0, 0, 0),
    "large_estate_north": (0.48, 0.05, 0.17, 0.22, 0, 0.02, 0),
    "large_estate_southeast": (0.49, 0.05, 0.17, 0.20, 0, 0.03, 0),
    "single_family": (0.66, 0.03, 0.12, 0.08, 0.07, 0.02, 0.005),
    "village": (0.36, 0.04, 0.08, 0.05, 0.40, 0.04, 0.01), "industrial": (0.02, 0.74, 0.17, 0.02, 0.02, 0.01, 0),
    "open_land": (0.01, 0.01, 0.03, 0.04, 0.79, 0.09, 0.02), "park": (0, 0, 0.06, 0.84, 0, 0.06, 0.03),
    "forest": (0, 0, 0.02, 0.04, 0.03, 0.89, 0.01), "lake": (0, 0, 0.01, 0.06, 0, 0.02, 0.90),
    "river": (0, 0, 0.02, 0.03, 0, 0, 0.94),
}  # fmt: skip


def land_use(blocks: Blocks, built_since: np.ndarray) -> Columns:
    """Hectares with two decimals; the uses never exceed the area. New dwellings take a little farmland."""
    hundredths = np.maximum(np.rint(blocks.area / 100).astype(np.int64), 1)  # in 0.01 ha
    share = np.array([SHARES[k] for k in KINDS])[blocks.kind]
    uses = np.floor(share * hundredths[:, None]).astype(np.int64)
    taken = np.minimum(built_since * 2, uses[:, 4])
    uses[:, 0] += taken
    uses[:, 4] -= taken
    columns: Columns = {"area@total": hundredths / 100}
    for k, use in enumerate(USES):
        columns[f"area_{use}@total"] = uses[:, k] / 100
    return columns
