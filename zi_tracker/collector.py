"""Python's garbage collector, set for a server of lists: nothing here changes what a page says."""

import gc

# Objects made before the collector looks (Python's own: 700, 10, 10). A board of 1,000 units makes some 100,000 that
# all live until it is sent; looking at them every 700 took up to half of its time.
THRESHOLDS = (10_000, 20, 20)


def settle() -> None:
    """Once everything is imported: never look at that again, and look less often at what requests make."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
