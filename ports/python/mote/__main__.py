# SPDX-License-Identifier: MIT
"""python3 -m mote"""
import sys

from .command import main

sys.exit(main())
