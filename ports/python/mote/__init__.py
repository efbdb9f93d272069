# SPDX-License-Identifier: MIT
"""mote in Python: small neural networks that learn the same bits as on the device.

    import mote
    network = mote.Network([3, 16, 1], activation="tanh", scale_inputs=True, scale_outputs=True)
    network.fit_scalings(x, y)
    history = network.fit(x, y, epochs=100)
    network.predict(x)
    network.export_header("weights.hpp", "factory")

A network is compiled once by a C++ compiler ($CXX, c++, g++ or clang++) and kept in a cache (compiler.py).
scikit-learn's interface is in mote.sklearn, the ways from and to PyTorch in mote.pytorch.
"""
from . import firmware, losses, optimizers, plot, pytorch, safetensors, schedules
from .compiler import CompilerError, version
from .footprint import Footprint
from .history import BadNumbers, Epoch, History, Repairs
from .network import Network

__version__ = version()
__all__ = ["BadNumbers", "CompilerError", "Epoch", "Footprint", "History", "Network", "Repairs", "firmware", "losses", "optimizers", "plot",
           "pytorch", "safetensors", "schedules"]
