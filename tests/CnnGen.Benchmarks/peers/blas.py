"""Which library serves PyTorch's matrix products."""


def blas_library():
    """The file, if the system tells: Debian lets PyTorch run on the reference BLAS, which is several times slower."""
    try:
        with open("/proc/self/maps") as maps:
            files = {line.split()[-1] for line in maps if "blas" in line.rsplit("/", 1)[-1]}
    except OSError:
        return None
    return next((file for file in sorted(files) if "openblas" in file), next(iter(sorted(files)), None))
