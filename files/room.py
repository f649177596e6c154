"""Is a failure to write one of room?"""

import errno

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_ROOM = "Ruang penyimpanan server penuh, sehingga berkas tidak tersimpan. Hubungi administrator, lalu unggah lagi."


def is_full(error: BaseException) -> bool:
    """The disk, the quota or the file system's limit says no."""
    return isinstance(error, OSError) and error.errno in FULL
