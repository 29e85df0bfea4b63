"""Calls the exported network with ctypes and numpy: callers.py LIBRARY WEIGHTS. Prints the outputs for a picture that the test knows, then "ok"."""
import ctypes
import sys
import threading

import numpy

IMAGE = (28, 28, 1)
CLASSES = 10


class NetworkError(Exception):
    pass


class LeNet5:
    def __init__(self, library: ctypes.CDLL, path: str):
        self._library = library
        self._handle = ctypes.c_void_p()
        self._check(library.lenet5_load(path.encode(), ctypes.byref(self._handle)))

    def _check(self, status: int) -> None:
        if status != 0:
            text = ctypes.create_string_buffer(self._library.lenet5_error(None, ctypes.c_size_t(0)) + 1)
            self._library.lenet5_error(text, ctypes.c_size_t(len(text)))
            raise NetworkError(f"{status}: {text.value.decode()}")

    def logits(self, images: numpy.ndarray) -> numpy.ndarray:
        images = numpy.ascontiguousarray(images, dtype=numpy.float32).reshape(-1, *IMAGE)
        outputs = numpy.empty((len(images), CLASSES), dtype=numpy.float32)
        pointer = ctypes.POINTER(ctypes.c_float)
        self._check(self._library.lenet5_logits(
            self._handle, images.ctypes.data_as(pointer), ctypes.c_size_t(len(images)), outputs.ctypes.data_as(pointer)))
        return outputs

    def close(self) -> None:
        self._library.lenet5_free(self._handle)


def main(library_path: str, weights: str) -> None:
    library = ctypes.CDLL(library_path)
    library.lenet5_error.restype = ctypes.c_size_t
    library.lenet5_free.restype = None
    assert library.lenet5_abi_version() == 1
    network = LeNet5(library, weights)
    images = (numpy.arange(5 * 784) % 7 / numpy.float32(7)).reshape(5, *IMAGE)

    outputs = network.logits(images)
    for value in outputs[0]:
        print(f"logit {value:.9g}")
    assert numpy.isfinite(outputs).all()

    # One network a thread.
    results = [None] * 4
    def work(i: int) -> None:
        own = LeNet5(library, weights)
        results[i] = own.logits(images)
        own.close()
    workers = [threading.Thread(target=work, args=(i,)) for i in range(len(results))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert all((result == outputs).all() for result in results)

    for wrong, part in ((lambda: network.logits(images[:0]), "images is 0"), (lambda: LeNet5(library, "/nowhere"), "/nowhere")):
        try:
            wrong()
        except NetworkError as error:
            assert part in str(error), error
        else:
            raise AssertionError(part)
    network.close()
    try:
        network.logits(images)
    except NetworkError as error:
        print(f"error {error}")
    print("ok")


main(*sys.argv[1:])
